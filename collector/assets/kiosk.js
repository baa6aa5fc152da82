// A kiosk's page goes back to its start when nobody has touched it for so many seconds, and
// counts the last of them down. A rating that offline.js has kept is thanked for here.
"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const box = by("kiosk"), left = by("left"), ask = by("ask"), thanks = by("thanks");
  const { start } = box.dataset, idle = 600;
  let seconds = +box.dataset.seconds, due, leaving;

  const touch = () => {
    due = Date.now() + 1e3 * (seconds || idle);
  };
  // Without a worker that has the start by heart, a page is not left for one that can't be
  // had; who looks at the next person's time then sees nothing of the last one's.
  const home = async () => {
    if (leaving)
      return;
    leaving = true;
    try {
      if (!(navigator.serviceWorker || {}).controller)
        await fetch(start, { method: "HEAD" });
      location.replace(start);
    } catch (error) {
      leaving = false;
      due = Date.now() + 5e3;
      box.hidden = box.hidden || (seconds && !ask);
    }
  };
  const again = () => {
    thanks.hidden = true;
    ask.hidden = false;
    seconds = +box.dataset.seconds;
    if (by("form").action.includes("/done/"))
      home();
    touch();
  };

  addEventListener("kept", (event) => {
    event.preventDefault();
    ask.hidden = true;
    thanks.hidden = false;
    thanks.focus();
    setTimeout(again, 6e3);
    touch();
  });
  for (const kind of ["pointerdown", "pointermove", "keydown", "input", "scroll"])
    addEventListener(kind, touch, { passive: true });
  addEventListener("click", (event) => {
    const way = event.target.closest("#stay, [name=_more]");
    if (!way)
      return;
    event.preventDefault();
    seconds = 90;
    touch();
  });
  // Whoever goes back, or forward, finds the start and nothing of somebody else.
  addEventListener("pagehide", () => {
    box.hidden = true;
  });
  addEventListener("pageshow", (event) => {
    const [entry] = performance.getEntriesByType("navigation");
    leaving = false;
    box.hidden = event.persisted ||
      (entry && entry.type === "back_forward" && !by("question"));
    if (box.hidden)
      home();
  });

  touch();
  setInterval(() => {
    const rest = Math.ceil((due - Date.now()) / 1e3);
    if (rest <= 0)
      home();
    if (left) {
      left.hidden = !seconds || rest <= 0;
      left.textContent = left.dataset.words.replace("#", rest);
    }
  }, 250);
})();
