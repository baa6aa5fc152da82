// The steps of report.t.
"use strict";
const {
  base, desk, phone, step, same, open, firstPage, clean, fits, shot, axe, look, main,
} = require("./browser");

const { SITE, TYPES } = process.env;

const heading = (page) => page.getByRole("heading", { level: 1 }).innerText();
const names = (page) => page.locator("table.league tbody tr:not([hidden]) th").allInnerTexts();

// At least one page of every type, and what else reads differently.
const pages = [
  ["2025/index.html", "report-overview"], ["2025/factors.html", "report-factors"],
  ["2025/units.html", "report-units"], ["2025/quality.html", "report-quality"],
  ["2025/data.html", "report-data"], ["2025/beside.html", "report-beside"],
  ["2025/methods.html", null], // too long for a picture
  ["2025/unit/00145.html", "report-unit"],
  ["one-stop/factors.html", "report-factors-en"],
  ["one-stop/services.html", "report-services-en"],
  ["one-stop/service/1.012783.html", "report-service-en"],
  ["steps/points.html", "report-points"], ["steps/beside.html", "report-beside-steps"],
  ["steps/unit/00145.html", "report-unit-points"],
  ["many/units.html", "report-parents"], ["many/units/00100.html", "report-parent"],
  ["few/index.html", "report-few"],
];

// "unit/" of "2025/unit/00145.html"
const typeOf = (file) => file.replace(/^[^/]*\//, "").replace(/\/.*/, "/");

async function bothSizes(page, name) {
  for (const size of [phone, desk]) {
    await page.setViewportSize(size);
    await step(`${name}: fits ${size.width} px`, () => fits(page));
    await step(`${name}: accessible at ${size.width} px`, () => axe(page));
  }
}

async function fromDisk() {
  const context = await open({ viewport: desk });
  const page = await firstPage(context);
  await step("there is a walk for every type of page that was made", () => {
    const walked = new Set(pages.map(([file]) => typeOf(file)));
    same(TYPES.split("\n").filter((type) => !walked.has(type)).join(" "), "");
  });
  for (const [file, name] of pages) {
    await step(`${file} opens from disk`, () => page.goto(`${SITE}/${file}`));
    await (name ? look(page, name) : bothSizes(page, file));
  }
  await step("from the table to a unit", async () => {
    await page.goto(`${SITE}/2025/units.html`);
    await page.locator("table.league").getByRole("link", { name: "Xã Kim Liên" }).click();
    same(await heading(page), "Xã Kim Liên");
  });
  await step("and back by the navigation", async () => {
    await page.getByRole("link", { name: "Tổng quan" }).click();
    same(await heading(page), "Tổng quan");
  });
  await step("the headline has its interval, n and verdict in words", async () => {
    const text = (await page.locator("section.headline").innerText()).replace(/\s/g, " ");
    return /\d\d,\d\d %/.test(text) && /\d\d,\d\d–\d\d,\d\d\)/.test(text) &&
      /1\.200 phiếu/.test(text) && /Mục tiêu 85 %: (đạt|chưa)/.test(text);
  });
  await step("charts are behind tables for those who hear them", async () => {
    const drawings = await page.locator("svg").count();
    const silent = await page.locator("svg[aria-hidden=true], svg[role=img]").count();
    return drawings > 0 && drawings === silent;
  });
  await clean(context, "from disk");
  await context.close();
}

// What a drawing shows is on the page as a table; its texts can be read on a telephone.
async function charts() {
  const context = await open({ viewport: phone });
  const page = await firstPage(context);
  const charts = [["2025/index.html", "slope"], ["2025/index.html", "trend"],
    ["2025/units.html", "slope"], ["one-stop/factors.html", "map"]];
  for (const [file, kind] of charts) {
    await step(`${kind} of ${file} has a name, a description and a table`, async () => {
      await page.goto(`${SITE}/${file}`);
      const chart = page.locator(`svg.${kind}[role=img]`);
      same(await chart.count(), 1);
      const section = page.locator(`section:has(svg.${kind})`);
      const told = await chart.evaluate((svg) => ["labelledby", "describedby"].every((by) =>
        document.getElementById(svg.getAttribute(`aria-${by}`)).textContent.length > 5));
      return told && await section.locator("table tbody tr").count() > 1;
    });
    await step(`${kind} of ${file}: texts of 11 px or more, within the screen`, () =>
      page.locator(`section:has(svg.${kind}) svg text`).evaluateAll((texts) =>
        texts.filter((text) => text.getClientRects().length).every((text) => {
          const box = text.getBoundingClientRect();
          return parseFloat(getComputedStyle(text).fontSize) >= 11 &&
            box.left >= 0 && box.right <= window.innerWidth;
        })));
  }
  await step("names on the map lie on nothing", async () => {
    await page.setViewportSize(desk);
    return page.locator("svg.map text").evaluateAll((texts) => {
      const boxes = texts.map((text) => text.getBoundingClientRect());
      return boxes.every((a, i) => boxes.slice(0, i).every((b) =>
        a.left >= b.right || b.left >= a.right || a.top >= b.bottom - 4 ||
        b.top >= a.bottom - 4));
    });
  });
  await step("the heat map has a row for each unit, and everybody's", async () => {
    await page.goto(`${SITE}/2025/units.html`);
    same(await page.locator("table.heat tbody tr").count(), 31);
  });
  await step("units before and now, their figures unfolded", async () => {
    await page.getByText("Bảng số liệu của biểu đồ").click();
    same(await page.locator("details table tbody tr").first().isVisible(), true);
  });
  await look(page, "report-charts-units");
  await context.close();
}

async function league() {
  const context = await open({ viewport: desk });
  const page = await firstPage(context);
  await page.goto(`${SITE}/2025/units.html`);
  const before = await names(page);
  await step("the table is in the order of the estimates", () => before.length === 30);
  await step("a click sorts by change", async () => {
    await page.getByRole("button", { name: "So với kỳ trước" }).click();
    const values = await page.locator("table.league td.changed").evaluateAll(
      (cells) => cells.map((cell) => Number(cell.dataset.v)).filter((v) => !isNaN(v)));
    same(values.join(), values.slice().sort((a, b) => b - a).join());
    same(await page.locator("th[aria-sort=descending]").count(), 1);
  });
  await step("another click the other way round", async () => {
    await page.getByRole("button", { name: "Tỷ lệ hài lòng" }).click();
    same((await names(page)).join(), before.join());
    await page.getByRole("button", { name: "Tỷ lệ hài lòng" }).click();
    same((await names(page)).join(), before.slice().reverse().join());
  });
  await step("finding without marks", async () => {
    await page.getByLabel("Tìm theo tên hoặc mã").fill("kim lien");
    same((await names(page)).length, 1);
  });
  await step("sorted and filtered it is accessible", () => axe(page));
  await context.close();

  const still = await open({ viewport: phone, scripts: false });
  const quiet = await firstPage(still);
  await step("without the script the table is whole", async () => {
    await quiet.goto(`${SITE}/2025/units.html`);
    same((await names(quiet)).length, 30);
    same(await quiet.locator("table.league button").count(), 0);
  });
  await still.close();
}

async function otherwise() {
  const dark = await open({ viewport: phone, colorScheme: "dark" });
  const night = await firstPage(dark);
  for (const file of ["index", "units", "factors"]) {
    await step(`${file} in the dark`, async () => {
      await night.goto(`${SITE}/2025/${file}.html`);
      await axe(night);
    });
  }
  await look(night, "report-dark");
  for (const [file, name] of [["2025/units", "units"], ["2025/index", "index"],
    ["one-stop/factors", "map"]]) {
    await step(`charts of ${file} in the dark`, () => night.goto(`${SITE}/${file}.html`));
    await look(night, `report-dark-${name}`);
  }
  await dark.close();

  const context = await open({ viewport: { width: 794, height: 1123 } });
  const page = await firstPage(context);
  await step("on paper: no navigation, nothing cut off", async () => {
    await page.goto(`${SITE}/2025/units.html`);
    await page.emulateMedia({ media: "print" });
    same(await page.locator("nav").isVisible(), false);
    same(await page.evaluate(() => document.documentElement.scrollWidth <= 794), true);
    await shot(page, "report-paper-units");
  });
  await context.close();
}

async function served() {
  const context = await open({ viewport: desk });
  const page = await firstPage(context);
  await step("served by the collector", async () => {
    await page.goto(`${base}/reports/2025/`);
    same(await heading(page), "Tổng quan");
  });
  await step("with its style", async () =>
    same(await page.locator(".big").evaluate((big) => getComputedStyle(big).fontWeight), "700"));
  await step("with its script", async () => {
    await page.getByRole("link", { name: "Đơn vị", exact: true }).click();
    same(await page.locator("table.league button").count() > 0, true);
  });
  await step("to a unit", async () => {
    await page.locator("table.league").getByRole("link", { name: "Xã Kim Liên" }).click();
    same(await heading(page), "Xã Kim Liên");
  });
  await step("the figures can be taken along", async () => {
    await page.getByRole("link", { name: "Số liệu" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"), page.getByRole("link", { name: "estimates.csv" }).click(),
    ]);
    same(download.suggestedFilename(), "estimates.csv");
  });
  for (const [file] of pages) {
    await step(`${file} is served`, async () =>
      same((await page.goto(`${base}/reports/${file}`)).status(), 200));
    await bothSizes(page, `${file} served`);
  }
  await clean(context, "served");
  await context.close();
}

main(async () => {
  await fromDisk();
  await charts();
  await league();
  await otherwise();
  await served();
});
