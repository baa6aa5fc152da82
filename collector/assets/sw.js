// Pages for citizens that were seen, but for a ticket's, and their scripts, are there without
// network too; ratings that were kept go out when it is back. `assets` stands before this text.
"use strict";
importScripts(...assets.filter((asset) => asset.endsWith("/queue.js")));
const name = assets.join(" "), pagesMax = 40, patience = 3000;

const isPage = (address) => {
  const { pathname, search, searchParams } = new URL(address);
  return /^\/((f|kiosk)\/.*|(\?lang=..)?)$/.test(pathname + search) &&
    !searchParams.has("ticket");
};

// A copy says that it is one: the id in it was used, and its time is past.
const keep = async (address, reply) => {
  const text = (await reply.text()).replace("<html", "<html data-kept");
  const headers = {};
  for (const header of ["Content-Type", "Content-Security-Policy"])
    headers[header] = reply.headers.get(header);
  const cache = await caches.open(name);
  await cache.put(address, new Response(text, { headers }));
  const pages = (await cache.keys()).filter(({ url }) => isPage(url));
  for (const page of pages.slice(0, -pagesMax))
    await cache.delete(page);
};

const ask = async (request) => {
  const reply = await fetch(request);
  return { reply, kept: reply.ok && keep(request.url, reply.clone()) };
};

const answer = async (event) => {
  const kept = await (await caches.open(name)).match(event.request.url);
  const asked = ask(event.request);
  event.waitUntil(asked.then((it) => it.kept).catch(() => {}));
  if (!kept)
    return (await asked).reply;
  const late = new Promise((yes) => setTimeout(yes, patience));
  const it = await Promise.race([asked, late]).catch(() => {});
  return it && it.reply.status < 500 ? it.reply : kept;
};

addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin)
    return;
  if (pathname.startsWith("/assets/"))
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
  else if (request.mode === "navigate" && isPage(request.url))
    event.respondWith(answer(event));
});

addEventListener("install", (event) => event.waitUntil(
  caches.open(name).then((cache) => cache.addAll(assets)).then(() => skipWaiting())));

// Pages that are open, or were kept by a worker before this one, are asked for again.
addEventListener("activate", (event) => event.waitUntil((async () => {
  await clients.claim();
  const open = await clients.matchAll({ type: "window" });
  const urls = new Set(open.map(({ url }) => url));
  for (const old of (await caches.keys()).filter((key) => key !== name)) {
    (await (await caches.open(old)).keys()).forEach(({ url }) => urls.add(url));
    await caches.delete(old);
  }
  for (const url of [...urls].filter(isPage))
    await ask(new Request(url)).then((it) => it.kept).catch(() => {});
})()));

addEventListener("sync", (event) => event.waitUntil(queue.flush(1).then((ratings) => {
  if (ratings.some(({ state }) => state === "waits"))
    throw new Error("some wait still"); // and the browser comes again
})));
