// What this browser chose last, offered again. It stays in the browser: the list is in
// localStorage, is never sent, and goes with the button below it.
"use strict";
(() => {
  const box = document.getElementById("recent");
  const place = document.getElementById("place");
  const most = 5;

  function read() {
    try {
      const list = JSON.parse(localStorage.getItem("recent"));
      return Array.isArray(list) ? list.filter((one) => /^\/f\/[^?/]+\?/.test(one.href)) : [];
    } catch (error) {
      return [];
    }
  }

  function write(list) {
    try {
      localStorage.setItem("recent", JSON.stringify(list.slice(0, most)));
    } catch (error) {
      return; // a browser that keeps nothing
    }
  }

  // The same form in whatever language.
  const bare = (href) => href.replace(/lang=[a-z]*&?/, "");

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='/f/']");
    if (!link || !place)
      return;
    const href = link.getAttribute("href");
    const service = /[?&]service=/.test(href) ? ` – ${link.textContent}` : "";
    const rest = read().filter((one) => bare(one.href) !== bare(href));
    write([{ href, text: place.textContent + service }, ...rest]);
  });

  if (!box)
    return;
  const rounds = box.dataset.rounds.split(" ").map((code) => `/f/${code}?`);
  const list = read().filter((one) => rounds.some((round) => one.href.startsWith(round)));
  for (const one of list) {
    const link = document.createElement("a");
    link.href = one.href.replace(/lang=[a-z]*/, `lang=${document.documentElement.lang}`);
    link.textContent = one.text;
    const item = document.createElement("li");
    item.append(link);
    box.querySelector("ul").append(item);
  }
  box.hidden = !list.length;
  box.querySelector("button").addEventListener("click", () => {
    write([]);
    box.hidden = true;
  });
})();
