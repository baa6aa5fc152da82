// The steps of watch.t.
"use strict";
const {
  base, desk, step, same, open, firstPage, clean, axe, look, main,
} = require("./browser");

const { SITE } = process.env;

async function fromDisk() {
  const context = await open({ viewport: desk });
  const page = await firstPage(context);
  const pages = [
    ["fallen/index.html", "watch-index"], ["fallen/00109.html", "watch-alarm"],
    ["fallen/00112.html", "watch-calm"], ["english/index.html", "watch-index-en"],
    ["english/00109.html", "watch-alarm-en"], ["few/index.html", "watch-few"],
    ["few/00100.html", "watch-few-unit"],
  ];
  for (const [file, name] of pages) {
    await step(`${name} opens from disk`, () => page.goto(`${SITE}/${file}`));
    await look(page, name);
  }
  await clean(context, "from disk");
  await context.close();
}

async function served() {
  const context = await open({ viewport: desk, scripts: false, colorScheme: "dark" });
  const page = await firstPage(context);
  await step("the collector serves all units", () => page.goto(`${base}/reports/fallen/`));
  await look(page, "watch-index-dark");
  await step("the unit with an alarm comes first", async () => {
    const first = await page.locator("table.watch tbody tr").first().innerText();
    return /Phường Trung Sơn/.test(first) && /Báo động từ ngày/.test(first);
  });
  await step("and leads to its page", async () => {
    await page.getByRole("link", { name: "Phường Trung Sơn" }).click();
    same(await page.getByRole("heading", { level: 1 }).innerText(), "Phường Trung Sơn");
  });
  await look(page, "watch-alarm-dark");
  await step("the drawing is told in words and stands in a table", async () => {
    const words = await page.locator("svg[role=img]").getAttribute("aria-label");
    const rows = await page.locator("table tbody tr").count();
    return /phiếu: nay \d+,\d %, khoảng \d/.test(words.replace(/\s/g, " ")) && rows === 5;
  });
  await step("the drawing has its colours", async () => {
    const fill = await page.locator(".band").evaluate((e) => getComputedStyle(e).fill);
    return fill !== "rgb(0, 0, 0)";
  });
  await step("back to all units", async () => {
    await page.getByRole("link", { name: "Tất cả đơn vị" }).click();
    same(await page.locator("table.watch tbody tr").count(), 30);
  });
  await clean(context, "served");
  await context.close();
}

// A page that reloads itself is what axe-core warns of, and nothing else.
async function again() {
  const context = await open({ viewport: desk });
  const page = await firstPage(context);
  await page.goto(`${SITE}/again/index.html`);
  await step("a page that is made again says when it reloads", async () => {
    const text = await page.locator("main").innerText();
    return /tự tải lại sau mỗi 3\.600 giây/.test(text);
  });
  await step("which is all that axe-core minds", async () => {
    let minds = "";
    await axe(page).catch((error) => { minds = error.message; });
    return /^meta-refresh[^;]*$/.test(minds.replace(/ instead of .*$/s, ""));
  });
  await context.close();
}

main(async () => {
  await fromDisk();
  await served();
  await again();
});
