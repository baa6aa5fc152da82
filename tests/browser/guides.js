// The steps of guides.t: each leaves a picture for docs/guides, in Vietnamese and English.
"use strict";
const fs = require("fs");
const path = require("path");
const { base, phone, desk, step, same, open, firstPage, clean, fits, main } = require("./browser");
const { small } = require("./png");

const { LINK: link, PLACE: place, TOKEN: token, SCREENSHOTS } = process.env;
const where = "unit=00145&service=1.001193";
const words = {
  vi: {
    next: "Tiếp tục", send: "Gửi đánh giá", check: "Kiểm tra, chưa nộp", overall: /Nhìn chung/,
    satisfied: "Hài lòng", got: "Đã nhận kết quả theo yêu cầu", used: "Vé đã được sử dụng",
    cannot: "chưa đủ căn cứ để kết luận", kept: "Đánh giá đã được giữ trong máy này",
    not: "Không hài lòng", why: /Điều gì khiến/, reason: "Chờ đợi lâu",
  },
  en: {
    next: "Continue", send: "Send", check: "Check only", overall: /Overall/,
    satisfied: "Satisfied", got: "I got what I applied for", used: "This ticket was used already",
    cannot: "cannot say", kept: "The rating is kept on this device",
    not: "Dissatisfied", why: /What were you not/, reason: "Long wait",
  },
};

// What a reader of the guide sees: a page as far as the screen shows it, or what `options`
// of Playwright's screenshot say, as a small file.
async function picture(target, name, options = {}) {
  const file = small(await target.screenshot({ animations: "disabled", ...options }));
  fs.writeFileSync(path.join(SCREENSHOTS, "guides", `${name}.png`), file);
  same(file.length <= 40960 ? "small" : `${file.length} bytes`, "small");
}

const button = (page, name) => page.getByRole("button", { name, exact: true });
const overall = (page, say) => page.getByRole("group", { name: say.overall })
  .getByRole("radio", { name: say.satisfied, exact: true }).check();
const radio = (page, name) => page.getByRole("radio", { name, exact: true });

// The page down to the end of `locator`, and some room; from its top, or that of `first`.
async function downTo(page, locator, first) {
  const { width } = page.viewportSize();
  const from = first ? (await first.boundingBox()).y - 16 : 0;
  const { y, height } = await locator.boundingBox();
  return { fullPage: true,
    clip: { x: 0, y: from, width, height: Math.ceil(y + height + 16 - from) } };
}

async function citizen(page, lang) {
  const say = words[lang];
  await page.setViewportSize(phone);
  await step(`${lang}: all questions on one page`, async () => {
    await page.goto(`${base}/f/phieu-22?${where}&lang=${lang}`);
    await fits(page);
    const fields = page.locator("fieldset");
    await picture(page, `form.${lang}`, await downTo(page, fields.nth(1), fields.first()));
  });
  await step(`${lang}: what is missing is said`, async () => {
    await page.goto(`${base}/f/phieu-22?${where}&lang=${lang}`);
    await button(page, say.send).click();
    await page.getByRole("alert").waitFor();
    await picture(page, `error.${lang}`);
  });
  await step(`${lang}: the receipt`, async () => {
    await overall(page, say);
    await button(page, say.send).click();
    await page.locator(".receipt").waitFor();
    await picture(page, `receipt.${lang}`, await downTo(page, page.locator("a").last()));
  });
  await step(`${lang}: one question after the other`, async () => {
    await page.goto(`${base}/f/mot-cua-2026?${where}&lang=${lang}`);
    await radio(page, say.got).check();
    await button(page, say.next).click();
    await radio(page, say.satisfied).check();
    await fits(page);
    await picture(page, `steps.${lang}`);
  });
  await step(`${lang}: a ticket that is used`, async () => {
    await page.goto(`${link}&lang=${lang}`);
    await page.getByRole("heading", { name: say.used }).waitFor();
    await picture(page, `ticket-used.${lang}`, await downTo(page, page.locator("a").last()));
  });
}

// On a telephone of its own, since what is kept is told on every page.
async function offline(lang) {
  const say = words[lang];
  const context = await open();
  const page = await firstPage(context);
  await step(`${lang}: without network the telephone keeps the rating`, async () => {
    await page.goto(`${base}/f/phieu-22?${where}&lang=${lang}`);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await overall(page, say);
    await context.setOffline(true);
    await button(page, say.send).click();
    await page.locator("#queue").getByText(say.kept).waitFor();
    await picture(page, `offline.${lang}`);
  });
  await context.close();
}

async function paper(page, lang) {
  const draw = async (file, width, name) => {
    await page.setContent(`<style>body > svg { width: ${width}px; height: auto }</style>
      ${fs.readFileSync(`${place}/${file}`, "utf8")}`);
    await picture(page.locator("body > svg"), name);
  };
  await step(`${lang}: the poster`, () => draw(`poster.${lang}.svg`, 480, `poster.${lang}`));
  await step(`${lang}: a slip`, () =>
    draw(`slips.${lang}/ticket-0001.svg`, 240, `slip.${lang}`));
}

async function kiosk(page, lang) {
  await page.setViewportSize(desk);
  await step(`${lang}: the kiosk`, async () => {
    await page.goto(`${base}/kiosk/kiosk-2026?${where}&lang=${lang}`);
    same(await page.locator("button.tap").count(), 5);
    await picture(page, `kiosk.${lang}`);
  });
  await step(`${lang}: and then the reason`, async () => {
    await button(page, words[lang].not).click();
    await page.getByRole("group", { name: words[lang].why }).waitFor();
    await page.getByLabel(words[lang].reason).check();
    await picture(page, `kiosk-reason.${lang}`);
  });
}

async function team(page, lang) {
  await page.setViewportSize({ width: 800, height: 800 });
  await step(`${lang}: a file with slips of the pen is checked`, async () => {
    await page.goto(`${base}/upload?lang=${lang}`);
    await page.locator("#token").fill(token);
    await page.locator("#round").selectOption("2025");
    await page.locator("#file").setInputFiles(`${place}/phieu.csv`);
    await button(page, words[lang].check).click();
    await page.locator(".done").waitFor();
    same(await page.locator("tr:has(td)").count(), 3);
    await picture(page, `upload.${lang}`, await downTo(page, page.locator("table").first()));
  });
}

async function leader(page, lang) {
  const site = `${base}/reports/${lang}`;
  await page.setViewportSize({ width: 900, height: 800 });
  await step(`${lang}: a figure, its interval and what cannot be said`, async () => {
    await page.goto(`${site}/index.html`);
    const headline = page.locator("section.headline");
    same((await headline.innerText()).toLowerCase().includes(words[lang].cannot), true);
    await picture(headline, `headline.${lang}`);
  });
  await step(`${lang}: places and their sets of ranks`, async () => {
    await page.setViewportSize(desk);
    await page.goto(`${site}/units.html`);
    const rows = page.locator("table.league tbody tr");
    const { x, y, width } = await page.locator("table.league").boundingBox();
    const last = await rows.nth(6).boundingBox();
    await picture(page, `league.${lang}`,
      { fullPage: true, clip: { x, y, width, height: last.y + last.height - y } });
  });
  await step(`${lang}: a place of which it cannot be said`, async () => {
    await page.locator("table.league").getByRole("link", { name: "Phường An Bình" }).click();
    await page.waitForURL(/unit\/00100/);
    await page.setViewportSize(phone);
    await fits(page);
    await picture(page.locator("section.headline"), `cannot-say.${lang}`);
  });
}

async function administrator(page, lang) {
  await page.setViewportSize({ width: 800, height: 600 });
  await step(`${lang}: the first page`, async () => {
    await page.goto(`${base}/?lang=${lang}`);
    await picture(page, `home.${lang}`);
  });
}

main(async () => {
  const context = await open({ locale: "vi-VN" });
  const page = await firstPage(context);
  for (const lang of ["vi", "en"])
    for (const part of [citizen, kiosk, team, leader, administrator])
      await part(page, lang);
  await clean(context, "pages");
  for (const lang of ["vi", "en"])
    await offline(lang);
  const drawing = await open();
  for (const lang of ["vi", "en"])
    await paper(await firstPage(drawing), lang);
  await clean(drawing, "paper");
});
