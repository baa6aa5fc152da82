// The steps of tickets.t. JavaScript is off in all pages but those of the second ticket.
"use strict";
const fs = require("fs");
const {
  base, step, same, open, firstPage, clean, look, shot, main,
} = require("./browser");

const { LINKS, OVER: over, POSTERS: posters } = process.env;
const [link, second] = LINKS.split("\n");

const heading = (page, words) => page.getByRole("heading", { name: words }).waitFor();

async function answer(page) {
  const referers = [];
  page.on("request", (request) => referers.push(request.headers().referer || ""));
  await step("the link leads to the form", async () => {
    await page.goto(link);
    await page.getByText("Xã Hộ Độ").waitFor();
  });
  await step("it is there in English too", async () => {
    await page.getByRole("button", { name: "English" }).click();
    await page.getByText("Ho Do Commune").waitFor();
    await page.getByRole("button", { name: "Tiếng Việt" }).click();
    await page.getByText("Xã Hộ Độ").waitFor();
  });
  await step("it is answered with one tap", async () => {
    await page.getByRole("button", { name: "Hài lòng", exact: true }).click();
    await page.waitForURL(/\/done\//);
  });
  await step("no request said from which ticket it came", () =>
    same(referers.filter((referer) => /ticket=/.test(referer)).join(" "), ""));
}

async function refusals(page) {
  await step("scanned again, it is used", async () => {
    await page.goto(link);
    await heading(page, "Vé đã được sử dụng");
  });
  await look(page, "ticket-used");
  await step("there is a way without a ticket", async () => {
    await page.getByRole("link", { name: "Đánh giá không cần vé" }).click();
    await page.getByText("Đăng ký khai sinh").waitFor();
    same(await page.locator("input[name=ticket]").count(), 0);
  });
  await step("one of yesterday has expired", async () => {
    await page.goto(`${base}/f/mot-cua-2026?unit=H40.01&service=1.000123&ticket=${over}`);
    await heading(page, "Vé đã hết hạn");
  });
  await look(page, "ticket-expired");
  await step("with a slip of the pen it fits nowhere", async () => {
    await page.goto(link.replace(/.$/, (last) => (last === "7" ? "8" : "7")));
    await heading(page, "Vé không đúng");
  });
  await look(page, "ticket-foreign");
  await step("where tickets are needed an open link says so", async () => {
    await page.goto(`${base}/f/chi-ve?unit=H40.01`);
    await heading(page, "Cần có vé mời");
    same(await page.locator("a[href^='/f/']").count(), 0);
  });
  await look(page, "ticket-needed");
  await step("the first page does not lead there, but says how to get in", async () => {
    await page.goto(base);
    await page.getByText("Nếu Ông/Bà được phát vé mời").waitFor();
    same(await page.locator("a[href*='round=']").count(), 1);
    same(await page.locator("a[href*='round=chi-ve']").count(), 0);
  });
  await look(page, "ticket-home");
  await step("nor does it let anybody look for an office first", async () => {
    await page.goto(`${base}/?round=chi-ve`);
    await heading(page, "Cần có vé mời");
  });
  await step("in English too", async () => {
    await page.goto(`${link}&lang=en`);
    await heading(page, "This ticket was used already");
  });
}

// What the device keeps of pages and ratings leaves tickets out.
async function scripted(page) {
  const posts = [];
  page.on("request", (request) => {
    if (request.method() === "POST")
      posts.push(request.resourceType());
  });
  await step("with scripts: the worker keeps no page of a ticket", async () => {
    await page.goto(`${base}/f/mot-cua-2026?unit=H40.02`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.goto(second);
    await page.goto(`${base}/f/mot-cua-2026?unit=H40.01`);
    const kept = await page.waitForFunction(async () => {
      const names = await caches.keys();
      const urls = (await Promise.all(names.map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat().join(" ");
      return /unit=H40\.01/.test(urls) && urls;
    });
    same(/ticket=/.test(await kept.jsonValue()), false);
  });
  await step("and the browser itself sends the form", async () => {
    await page.goto(second);
    await page.getByRole("button", { name: "Hài lòng", exact: true }).click();
    await page.waitForURL(/\/done\//);
    same(posts.join(" "), "document");
  });
}

// No line of a sheet is wider than it, or lies upon another.
const overlaps = () => {
  if (!document.querySelector("svg svg path"))
    return "there is no code";
  const sheet = document.querySelector("svg").viewBox.baseVal;
  const boxes = [...document.querySelectorAll("text")].map((text) => {
    const { x, y, width, height } = text.getBBox();
    return { text: text.textContent, x, y, width, height };
  });
  const wide = boxes.filter(({ x, y, width, height }) =>
    x < 1 || x + width > sheet.width - 1 || y < 0 || y + height > sheet.height);
  const upon = boxes.filter((a, i) => boxes.slice(i + 1).some((b) =>
    a.x < b.x + b.width && b.x < a.x + a.width &&
    a.y + 0.35 * a.height < b.y + b.height - 0.35 * b.height &&
    b.y + 0.35 * b.height < a.y + a.height - 0.35 * a.height));
  if (boxes.length < 4)
    return "there are lines missing";
  return [...wide, ...upon].map(({ text }) => text).join("; ");
};

async function sheets(page) {
  await page.setViewportSize({ width: 794, height: 1123 });
  const files = ["1.000123", "1.011442", "whole", "slips"].flatMap((folder) =>
    fs.readdirSync(`${posters}/${folder}`).filter((name) => /svg$/.test(name))
      .map((name) => `${folder}/${name}`));
  for (const file of files) {
    await step(`${file}: every line has its place`, async () => {
      await page.setContent(
        `<body style="margin:0">${fs.readFileSync(`${posters}/${file}`, "utf8")}`);
      same(await page.evaluate(overlaps), "");
    });
    await shot(page, file.replace(/\//g, "-").replace(/\.svg$/, ""));
  }
  await step("there were seven sheets", () => same(files.length, 7));
}

main(async () => {
  const context = await open({ scripts: false });
  const page = await firstPage(context);
  await answer(page);
  await refusals(page);
  await clean(context, "tickets");
  const active = await open();
  await scripted(await firstPage(active));
  await clean(active, "with scripts");
  await active.close();
  const drawing = await open();
  await sheets(await firstPage(drawing));
  await clean(drawing, "sheets");
});
