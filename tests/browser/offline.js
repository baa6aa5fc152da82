// The steps of offline.t, which start and stop the collector themselves.
"use strict";
const http = require("http");
const { execFileSync, spawn } = require("child_process");
const { step, same, open, firstPage, clean, look, main } = require("./browser");

const { COLLECTOR, DB } = process.env;
const receipt = /^service~0[12]~([0-9A-Z]{4}-){8}[0-9A-Z]{4}$/;
const kept = "Đánh giá đã được giữ trong máy này";
const status = (page) => page.locator("#queue [role=status]");
const pause = (ms) => new Promise((yes) => setTimeout(yes, ms));
const rows = (round) => execFileSync("psql", ["-XAtqd", DB, "-c",
  `select count(*) from hailong.response where round = '${round}'`]).toString().trim();

const server = { port: 20000 + Math.floor(Math.random() * 12000), process: null };
async function start() {
  server.process = spawn(COLLECTOR, ["serve", "--db", DB, "--listen",
    `127.0.0.1:${server.port}`, "--rate-limit", "off"], { stdio: "ignore" });
  server.ended = new Promise((yes) => server.process.on("exit", yes));
  for (let i = 0; i < 150; i++) {
    const there = await new Promise((yes) =>
      http.get(`http://127.0.0.1:${server.port}/healthz`, (reply) => {
        reply.resume();
        yes(reply.statusCode === 200);
      }).on("error", () => yes(false)));
    if (there)
      return;
    await pause(100);
  }
  throw new Error("the collector did not start");
}
async function stop() {
  server.process.kill();
  same(await server.ended, 0);
}

// Between browser and collector: is `cut`, `loses` replies to POSTs after the collector gave
// them, `says` a status instead of asking it, and notes the ids that were sent.
const line = { cut: false, loses: 0, says: null, posts: [] };
const middle = http.createServer((request, response) => {
  if (line.cut) {
    request.socket.destroy();
    return;
  }
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks), post = request.method === "POST";
    if (post)
      line.posts.push(new URLSearchParams(body.toString()).get("response_id"));
    if (post && line.says) {
      response.writeHead(...line.says);
      response.end();
      return;
    }
    const on = http.request({
      port: server.port, host: "127.0.0.1", path: request.url, method: request.method, headers: { ...request.headers, connection: "close" },
    }, (reply) => {
      if (post && line.loses > 0) {
        line.loses--;
        reply.resume();
        request.socket.destroy();
        return;
      }
      response.writeHead(reply.statusCode, reply.rawHeaders);
      reply.pipe(response);
    });
    on.on("error", () => request.socket.destroy());
    on.end(body);
  });
});

// The browser is told, and what it asks all the same gets nowhere.
async function network(context, on) {
  line.cut = !on;
  await context.setOffline(!on);
}

const rate = (page, answer) =>
  page.getByRole("group", { name: /Nhìn chung/ })
    .getByRole("radio", { name: answer, exact: true }).check();
const send = (page) => page.getByRole("button", { name: "Gửi đánh giá" }).click();
const id = (page) => page.locator("[name=response_id]").inputValue();
const ready = (page) => page.evaluate(async () => {
  const worker = await navigator.serviceWorker.ready;
  while (worker.active.state !== "activated")
    await new Promise((yes) => setTimeout(yes, 50));
  for (const name of await caches.keys()) // the page that is open is kept last
    while (!await (await caches.open(name)).match(location.href))
      await new Promise((yes) => setTimeout(yes, 50));
  return true;
});

async function online(page, form) {
  await step("online, a rating leads to its receipt", async () => {
    await page.goto(form);
    await ready(page);
    await rate(page, "Hài lòng");
    await send(page);
    await page.waitForURL(/\/done\//);
    same(line.posts.length, 1);
    return receipt.test(await page.locator(".receipt").innerText());
  });
  await step("what is wrong is said by a page of the server, at the item", async () => {
    await page.goto(form);
    await send(page);
    await page.getByRole("alert").waitFor();
    same(line.posts.length, 3);
    await rate(page, "Bình thường");
    await send(page);
    await page.waitForURL(/\/done\//);
    same(line.posts.length, 4);
  });
  await step("and nothing waits", async () => {
    await page.goto(form);
    same(await status(page).innerText(), "");
    same(rows("service"), "2");
  });
}

async function without(context, page, form) {
  let first;
  await step("without network a rating is kept, and the page says so", async () => {
    await page.goto(form);
    await ready(page);
    await rate(page, "Rất hài lòng");
    await page.locator("textarea[name=comment]").fill("Một\nhai");
    first = await id(page);
    await network(context, false);
    await send(page);
    await status(page).getByText(kept).waitFor();
    same(await page.locator("form").first().isVisible(), false);
  });
  await look(page, "offline-kept");
  await step("the form is there after a reload all the same, with another id", async () => {
    await page.reload();
    await status(page).getByText(kept).waitFor();
    await page.getByText("Xã Hộ Độ").waitFor();
    same(await id(page) === first, false);
    same(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/
      .test(await id(page)), true);
  });
  await look(page, "offline-copy");
  await step("with the network it is sent, and the receipt is shown", async () => {
    line.posts = [];
    await network(context, true);
    await page.getByText("đã được gửi").waitFor();
    same(receipt.test(await page.locator("#queue a").innerText()), true);
    same(line.posts.join(" "), first);
    same(rows("service"), "3");
  });
  await look(page, "offline-sent");
  await step("the receipt is there until it is removed", async () => {
    await page.reload();
    await page.locator("#queue a").waitFor();
    await page.getByRole("button", { name: "Xoá khỏi máy này" }).click();
    await page.locator("#queue a").waitFor({ state: "detached" });
    await page.reload();
    await page.waitForLoadState("networkidle");
    same(await page.locator("#queue").innerText(), "");
  });
}

async function lost(page, form) {
  await step("a reply that is lost: it is sent again under the same id", async () => {
    await page.goto(form);
    await rate(page, "Hài lòng");
    line.posts = [];
    line.loses = 2;
    await send(page);
    await status(page).getByText(kept).waitFor();
    await page.getByText("đã được gửi").waitFor();
    same(new Set(line.posts).size, 1);
    same(line.posts.length, 3);
    same(rows("service"), "4");
    await page.getByRole("button", { name: "Xoá khỏi máy này" }).click();
  });
  await step("a server that is too busy is left alone as long as it asks", async () => {
    await page.goto(form);
    await rate(page, "Hài lòng");
    line.posts = [];
    line.says = [503, { "Retry-After": "6" }];
    await send(page);
    await status(page).getByText(kept).waitFor();
    line.says = null;
    await page.reload();
    await pause(3500);
    same(line.posts.length, 1);
    await page.getByText("đã được gửi").waitFor();
    same(line.posts.length, 2);
    same(rows("service"), "5");
    await page.getByRole("button", { name: "Xoá khỏi máy này" }).click();
  });
}

async function stopped(context, page, form) {
  await step("the server itself is away: the page comes from the copy", async () => {
    await page.goto(form);
    await ready(page);
    await stop();
    await page.reload();
    await rate(page, "Không hài lòng");
    await send(page);
    await status(page).getByText(kept).waitFor();
  });
  const other = await context.newPage();
  await step("a second page knows of it", async () => {
    await other.goto(form);
    await status(other).getByText(kept).waitFor();
  });
  await step("once the server is back, one of them sends it, and once", async () => {
    line.posts = [];
    await start();
    await Promise.all([page, other].map((one) => one.getByText("đã được gửi").waitFor()));
    same(line.posts.length, 1);
    same(rows("service"), "6");
  });
  await step("one removes the receipt for both", async () => {
    await page.getByRole("button", { name: "Xoá khỏi máy này" }).click();
    await other.reload();
    await other.waitForLoadState("networkidle");
    same(await other.locator("#queue").innerText(), "");
    await other.close();
  });
}

// What the browser does by itself when it has a network; it does not know that it had none.
async function sync(context, page) {
  const session = await context.newCDPSession(page), { origin } = new URL(page.url());
  const registration = new Promise((yes) => session.on(
    "ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL === `${origin}/`);
      if (ours)
        yes(ours.registrationId);
    }));
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.dispatchSyncEvent", {
    origin, registrationId: await registration, tag: "ratings", lastChance: false });
}

// Nobody is trying to send what waits, nor will at once: who goes away while trying leaves it
// to nobody else for half a minute.
async function rests(page) {
  const isTried = () => page.evaluate(() => new Promise((yes) => {
    const asked = indexedDB.open("hailong");
    asked.onsuccess = () => {
      const all = asked.result.transaction("ratings").objectStore("ratings").getAll();
      all.onsuccess = () => {
        asked.result.close();
        yes(all.result.some(({ firm, due }) => firm || due < Date.now() + 1500));
      };
    };
  }));
  for (let i = 0; i < 300 && await isTried(); i++)
    await pause(100);
}

async function worker(context, page, base, form) {
  await step("a page that was closed: the worker sends", async () => {
    await page.goto(form);
    await ready(page);
    await rate(page, "Hài lòng");
    // not by the browser: that is over when a page is left, which is told "online" then,
    // claims the rating and dies
    line.cut = true;
    await send(page);
    await status(page).getByText(kept).waitFor();
    same(await page.evaluate(async () =>
      (await (await navigator.serviceWorker.ready).sync.getTags()).join()), "ratings");
    await rests(page);
    await page.goto("about:blank");
    line.posts = [];
    line.cut = false;
    await page.goto(`${base}/robots.txt`);
    await sync(context, page);
    for (let i = 0; i < 50 && line.posts.length === 0; i++)
      await pause(100);
    same(line.posts.length, 1);
    await page.goto(form);
    await page.getByText("đã được gửi").waitFor();
    same(rows("service"), "7");
    await page.getByRole("button", { name: "Xoá khỏi máy này" }).click();
  });
}

async function refused(context, page, form) {
  await step("the round is closed meanwhile: it is told, and kept", async () => {
    await page.goto(form);
    await ready(page);
    await rate(page, "Hài lòng");
    await network(context, false);
    await send(page);
    await status(page).getByText(kept).waitFor();
    execFileSync(COLLECTOR, ["round", "close", "--db", DB, "service"]);
    line.posts = [];
    await network(context, true);
    await page.getByText("không gửi được").waitFor();
    await pause(4000);
    same(line.posts.length, 1);
  });
  await look(page, "offline-refused");
  await step("the server says why, in a page of its own", async () => {
    await page.getByRole("button", { name: "Xem lý do" }).click();
    await page.getByText("chưa mở hoặc đã kết thúc").waitFor();
  });
  await step("until it is removed", async () => {
    await page.goto(form.replace("/service", "/other"));
    await page.getByText("không gửi được").waitFor();
    await page.getByRole("button", { name: "Xoá khỏi máy này" }).click();
    await page.getByText("không gửi được").waitFor({ state: "detached" });
    same(rows("service"), "7");
  });
  await step("an error at an item comes back to the item", async () => {
    await network(context, false);
    await send(page); // the required item was left out
    await status(page).getByText(kept).waitFor();
    await network(context, true);
    await page.getByRole("button", { name: "Xem lý do" }).click();
    await page.getByRole("alert").waitFor();
    await rate(page, "Hài lòng");
    await send(page);
    await page.waitForURL(/\/done\//);
    same(rows("other"), "1");
  });
  await step("and is no longer waiting once it is put right", async () => {
    await page.goto(form.replace("/service", "/other"));
    await page.waitForLoadState("networkidle");
    same(await page.locator("#queue").innerText(), "");
  });
}

async function kiosk(context, page, base) {
  await step("a tap at the kiosk without network is kept, another waits for nobody", async () => {
    await page.goto(`${base}/kiosk/kiosk?unit=02`);
    await ready(page);
    await network(context, false);
    const first = await id(page);
    await page.getByRole("button", { name: "Hài lòng", exact: true }).click();
    await page.waitForFunction((old) =>
      document.querySelector("[name=response_id]").value !== old, first);
    await page.locator("#thanks").waitFor();
    await page.locator("form").waitFor({ timeout: 15000 });
    await page.getByRole("button", { name: "Không hài lòng", exact: true }).click();
    await pause(500);
    line.posts = [];
    await network(context, true);
    for (let i = 0; i < 150 && rows("kiosk") !== "2"; i++)
      await pause(100);
    same(rows("kiosk"), "2");
    same(new Set(line.posts).size, 2);
    same(await page.locator("#queue").innerText(), "");
  });
}

main(async () => {
  await new Promise((yes) => middle.listen(0, "127.0.0.1", yes));
  await start();
  const base = `http://127.0.0.1:${middle.address().port}`;
  const form = `${base}/f/service?lang=vi&unit=01&service=s.1`;
  const context = await open();
  context.setDefaultTimeout(45000); // who claims a rating has 30 s
  const page = await firstPage(context);
  await online(page, form);
  await without(context, page, form);
  await lost(page, form);
  await stopped(context, page, form);
  await worker(context, page, base, form);
  await refused(context, page, form);
  await kiosk(context, page, base);
  await step("nothing but pages for citizens and scripts is kept by the worker", async () => {
    await page.goto(`${base}/upload`);
    const kept = await page.evaluate(async () => (await Promise.all((await caches.keys())
      .map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) =>
        new URL(url).pathname)))).flat().join(" "));
    same(/\/f\/service/.test(kept) && !/done|upload|api|report|withdraw/.test(kept), true);
  });
  context.elsewhere = context.elsewhere.filter((url) => !url.startsWith(base));
  await clean(context, "with the queue");
  await context.close();
  await step("the collector stops with exit code 0", stop);
});
