// Forms with an id go through the queue, so that no rating is lost with the network; but not
// what a button sends whose name begins with _ (another language, a step, more time), nor a
// form that holds a ticket: no ticket stays on a device that others use as well. What
// else the server says, it says in a page: the browser then sends the form itself. Pages
// that show in their own way that a rating is kept cancel the event "kept".
"use strict";
(() => {
  const box = document.getElementById("queue"), words = box.dataset;
  const worker = navigator.serviceWorker;
  let sending, itself, timer, last = Promise.resolve();

  const make = (name, more) => Object.assign(document.createElement(name), more);
  const field = (form, name) => form.querySelector(`[name=${name}]`);
  const renew = (form) => {
    const time = field(form, "started_at");
    field(form, "response_id").value = "xxxxxxxx-xxxx-4xxx-axxx-xxxxxxxxxxxx".replace(/x/g, () =>
      (crypto.getRandomValues(new Uint8Array(1))[0] & 15).toString(16));
    if (time)
      time.value = new Date().toISOString();
  };

  const sendItself = (rating) => {
    const form = make("form", { method: "post", action: rating.to });
    new URLSearchParams(rating.body).forEach((value, name) =>
      form.append(make("input", { type: "hidden", name, value })));
    box.append(form);
    form.submit();
  };

  const line = (rating) => {
    const p = make("p", { textContent: `${words[rating.state]} ` });
    p.append(rating.receipt
      ? make("a", { href: rating.receipt, textContent: rating.receipt.match(/done.([^?]*)/)[1] })
      : make("button", { textContent: words.look, onclick: () => sendItself(rating) }), " ",
    make("button", { className: "second", textContent: words.drop, onclick: () => queue.drop(rating.id).then(() => go()) }));
    return p;
  };
  const show = (all) => {
    const ratings = all.filter((rating) => !rating.kiosk), state = box.firstChild;
    const waits = ratings.some((rating) => rating.state === "waits");
    const text = sending ? words.sending
      : waits ? words[worker && window.SyncManager ? "kept" : "stays"] : "";
    if (state.textContent !== text)
      state.textContent = text;
    if (ratings.length || box.children[1])
      box.replaceChildren(state, ...ratings.filter((r) => r.state !== "waits").map(line));
    clearTimeout(timer);
    timer = waits && setTimeout(go, 3e3);
  };
  // One after the other, so that haste is not lost on what is just failing.
  const go = (haste) => last = last.then(() => queue.flush(haste)).then(show, () => {});

  addEventListener("submit", async (event) => {
    const form = event.target, button = event.submitter;
    if (event.defaultPrevented || itself || button === undefined || !field(form, "response_id") ||
        field(form, "ticket") || (button && button.name[0] === "_"))
      return;
    event.preventDefault();
    if (sending)
      return;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form))
      body.append(name, value.replace(/\r?\n/g, "\r\n"));
    if (button && button.name)
      body.append(button.name, button.value);
    const rating = queue.take({
      id: body.get("response_id"), to: new URL(form.getAttribute("action"), location).href,
      body: `${body}`, kiosk: body.get("channel") === "kiosk", state: "waits",
    });
    sending = true;
    form.after(box);
    box.firstChild.textContent = words.sending;
    try {
      await queue.put(rating);
      await queue.send(rating);
      if (rating.state !== "waits")
        await queue.drop(rating.id);
    } catch (error) {
      rating.state = "refused";
    }
    sending = false;
    if (rating.receipt) {
      location = rating.receipt;
    } else if (rating.state === "refused") {
      itself = true;
      button ? button.click() : form.submit();
    } else {
      form.hidden = form.dispatchEvent(
        new CustomEvent("kept", { bubbles: true, cancelable: true }));
      form.reset();
      renew(form);
      go();
      if (worker)
        worker.ready.then((it) => it.sync.register("ratings")).catch(() => {});
    }
  });

  if ("kept" in document.documentElement.dataset)
    for (const form of document.forms)
      if (field(form, "response_id"))
        renew(form);
  addEventListener("online", () => go(1));
  addEventListener("load", () => {
    if (worker)
      worker.register("/sw.js");
    go(1);
  });
})();
