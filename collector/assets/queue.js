// Ratings that a device keeps until they are sent, each under one id: sent twice, it counts
// once. For pages and for the worker.
"use strict";
const queue = (() => {
  const opened = new Promise((yes, no) => {
    const asked = indexedDB.open("hailong");
    asked.onupgradeneeded = () => asked.result.createObjectStore("ratings", { keyPath: "id" });
    asked.onsuccess = () => yes(asked.result);
    asked.onerror = no;
  });
  const use = async (work) => {
    const all = (await opened).transaction("ratings", "readwrite", { durability: "strict" });
    const asked = work(all.objectStore("ratings"));
    return new Promise((yes, no) => {
      all.oncomplete = () => yes(asked.result);
      all.onabort = no;
    });
  };
  const put = (rating) => use((all) => all.put(rating));
  const drop = (id) => use((all) => all.delete(id));

  // Nobody else sends what was taken half a minute ago or less.
  const take = (rating) => Object.assign(rating, { firm: 1, due: Date.now() + 3e4 });
  const claim = async (haste) => {
    let mine;
    await use((all) => {
      const asked = all.getAll();
      asked.onsuccess = () => {
        mine = asked.result.find((rating) => rating.state === "waits" &&
          (rating.due <= Date.now() || haste > rating.firm));
        if (mine)
          all.put(take(mine));
      };
      return asked;
    });
    return mine;
  };

  // Sets its state; gives the reply, if one came.
  const send = async (rating, waited) => {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), 12e3);
    let wait = rating.wait = Math.min(2 * rating.wait || 4, 600), reply;
    try {
      const body = new URLSearchParams(rating.body);
      if (waited)
        body.append("_waited", 1);
      reply = await fetch(rating.to, { method: "POST", body, signal: stop.signal });
      if (/^\/done\//.test(new URL(reply.url).pathname))
        Object.assign(rating, { state: "sent", body: "", receipt: reply.url });
      else if ([400, 403, 404, 409, 410, 413, 422].includes(reply.status))
        rating.state = "refused";
      wait = +reply.headers.get("Retry-After") || wait;
    } catch (error) { /* no network, or nobody answers */ }
    clearTimeout(timer);
    await put(Object.assign(rating, { firm: reply ? 1 : 0, due: Date.now() + wait * 1e3 }));
    return reply;
  };

  // Sends what is due; in haste (1), all for which the server named no time.
  const flush = async (haste) => {
    for (let rating; (rating = await claim(haste)) && await send(rating, 1);)
      if (rating.kiosk && rating.receipt)
        await drop(rating.id);
    return use((all) => all.getAll());
  };
  return { put, drop, take, send, flush };
})();
