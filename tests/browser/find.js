// The steps of find.t.
"use strict";
const { base, step, same, open, firstPage, clean, fits, look, main } = require("./browser");

const items = (page) => page.locator("ul.list > li");
const status = (page) => page.locator("main > [role=status]");

async function search(page, label, words) {
  await page.getByLabel(label).fill(words);
  await page.getByLabel(label).press("Enter");
  await status(page).waitFor();
}

async function bySearch(page) {
  await step("the rounds", () => page.goto(`${base}/`));
  await step("two rounds of one form are told apart", async () =>
    same((await page.locator(".list a").allInnerTexts()).map((text) => text.slice(-2)).join(), "r1,r2"));
  await look(page, "find-rounds");
  await step("the office's page", async () => {
    await page.getByRole("link", { name: /Phiếu đánh giá/ }).first().click();
    await page.getByRole("heading", { name: "Chọn cơ quan" }).waitFor();
    same(await page.locator("#recent").isVisible(), false);
  });
  await look(page, "find-units");
  await step("offices are found without marks", async () => {
    await search(page, "Tìm cơ quan theo tên hoặc mã", "ho tich");
    same(/^Tìm thấy \d+ cơ quan$/.test(await status(page).innerText()), true);
    same(await items(page).first().locator("a").first().innerText(), "Phường Hộ Tịch");
    same((await page.title()).startsWith("Tìm thấy"), true);
  });
  await step("each says where it is", async () =>
    same(/· Tỉnh /.test(await items(page).first().locator("small").innerText()), true));
  await look(page, "find-found");
  await step("by code, one", async () => {
    await search(page, "Tìm cơ quan theo tên hoặc mã", "h12.01");
    same(await status(page).innerText(), "Tìm thấy 1 cơ quan");
  });
  await step("nothing", async () => {
    await search(page, "Tìm cơ quan theo tên hoặc mã", "khong co dau");
    same(/Không tìm thấy/.test(await status(page).innerText()), true);
    same(await items(page).count(), 0);
  });
  await look(page, "find-nothing");
}

async function byTree(page) {
  await step("a province, with the number of units below", async () => {
    await page.goto(`${base}/?round=r1`);
    same(await items(page).count(), 34);
    same(/102 đơn vị trực thuộc/.test(await items(page).first().innerText()), true);
    await page.getByRole("link", { name: "Tỉnh Bình Lộc" }).first().click();
    same(await page.getByRole("navigation").getByRole("listitem").count(), 2);
    same(await items(page).count(), 103);
  });
  await look(page, "find-tree");
  await step("a commune of it is chosen with the keyboard", async () => {
    await page.getByRole("link", { name: /^Xã/ }).first().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Chọn dịch vụ" }).waitFor();
    same(/^Xã/.test(await page.locator("#place").innerText()), true);
  });
  await look(page, "find-fields");
  await step("the fields, with what such an office gives", async () => {
    same(await items(page).count(), 12);
    await page.getByRole("link", { name: "Hộ tịch" }).click();
    await page.getByRole("link", { name: "Tất cả lĩnh vực" }).waitFor();
  });
  await look(page, "find-field");
  await step("a service is found without marks", async () => {
    await search(page, "Tìm dịch vụ, thủ tục theo tên hoặc mã", "cap lai giay phep lai xe");
    same(/^Tìm thấy \d+ dịch vụ$/.test(await status(page).innerText()), true);
  });
  await look(page, "find-service");
  await step("and leads to the form", async () => {
    await items(page).first().getByRole("link").click();
    await page.waitForURL(/\/f\/r1\?lang=vi&unit=\d{5}&service=/);
  });
  await look(page, "find-form");
  await step("where nobody sees, hears or reaches what is there for machines", async () => {
    const bait = page.locator("input[name=website]");
    same((await bait.boundingBox()).x < 0, true);
    same(await page.getByRole("textbox", { name: "Xin để trống ô này" }).count(), 0);
    same(await bait.evaluate((input) => input.tabIndex), -1);
  });
  await step("the other language is the same place", async () => {
    await page.goto(`${base}/?round=r1&q=ho+tich`);
    const found = (await status(page).innerText()).match(/\d+/)[0];
    await page.getByRole("link", { name: "English" }).click();
    same(await status(page).innerText(), `Found: ${found} offices`);
  });
}

async function lately(page) {
  await step("with scripts: what was chosen", async () => {
    await page.goto(`${base}/?round=r1&unit=02004`);
    await page.getByRole("link", { name: "Hộ tịch" }).click();
    await items(page).first().getByRole("link").click();
    await page.waitForURL(/\/f\/r1/);
  });
  await step("and without a service", async () => {
    await page.goto(`${base}/?round=r1&unit=03008`);
    await page.getByRole("link", { name: /Bỏ qua/ }).click();
    await page.waitForURL(/\/f\/r1/);
  });
  await step("is offered again, the last first", async () => {
    await page.goto(`${base}/?round=r1`);
    const links = page.locator("#recent a");
    same(await links.count(), 2);
    same(await links.first().innerText(), "Phường Nam Tịch");
    same(/^Phường .* – /.test(await links.last().innerText()), true);
  });
  await look(page, "find-recent");
  await step("of the round only", async () => {
    await page.goto(`${base}/?round=r2`);
    same(await page.locator("#recent").isVisible(), false);
  });
  await step("of all open rounds on the first page, in the language of the page", async () => {
    await page.goto(`${base}/?lang=en`);
    await page.getByRole("heading", { name: "Chosen lately" }).waitFor();
    await page.locator("#recent a").first().click();
    await page.waitForURL(/\/f\/r1\?lang=en&unit=03008/);
  });
  await step("chosen again it is there once", async () => {
    await page.goto(`${base}/?round=r1&unit=03008&lang=en`);
    await page.getByRole("link", { name: /Skip/ }).click();
    await page.waitForURL(/\/f\/r1/);
    await page.goto(`${base}/?round=r1`);
    same(await page.locator("#recent a").count(), 2);
  });
  await step("and goes when it is told to", async () => {
    await page.getByRole("button", { name: "Xóa danh sách này" }).click();
    same(await page.locator("#recent").isVisible(), false);
    await page.reload();
    same(await page.locator("#recent").isVisible(), false);
  });
  await step("what somebody else put there does no harm", async () => {
    await page.evaluate(() => localStorage.setItem("recent", JSON.stringify(
      [{ href: "/f/r1?lang=vi&unit=<b>", text: "<img src=x onerror=alert(1)>" },
        { href: "javascript:alert(1)", text: "x" }, null, 7])));
    await page.reload();
    same(await page.locator("#recent a").count() <= 1, true);
    same(await page.locator("#recent img").count(), 0);
    await page.evaluate(() => localStorage.setItem("recent", "{"));
    await page.reload();
    same(await page.locator("#recent").isVisible(), false);
  });
}

main(async () => {
  const plain = await open({ scripts: false });
  const page = await firstPage(plain);
  await bySearch(page);
  await byTree(page);
  await step("a screen of 320 px is wide enough", async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    for (const rest of ["", "?round=r1", "?round=r1&q=ho+tich", "?round=r1&under=01",
      "?round=r1&unit=01001", "?round=r1&unit=01001&q=giay"]) {
      await page.goto(`${base}/${rest}`);
      await fits(page);
    }
  });
  await clean(plain, "without scripts");
  await plain.close();
  const scripted = await open();
  await lately(await firstPage(scripted));
  await clean(scripted, "with scripts");
  await scripted.close();
});
