// The steps of form.t. JavaScript is off in the pages.
"use strict";
const {
  base, desk, step, same, open, firstPage, clean, fits, axe, look, main,
} = require("./browser");

const receipt = /^(service|kiosk)~0[12]~([0-9A-Z]{4}-){8}[0-9A-Z]{4}$/;

// A question by its words, as a screen reader announces it.
const question = (page, words) => page.getByRole("group", { name: words });
const choose = (page, words, answer) =>
  question(page, words).getByRole("radio", { name: answer, exact: true }).check();
const checked = (page, name, value) =>
  page.locator(`input[name=${name}][value="${value}"]`).isChecked();
async function fillIn(page) {
  await step("the first page", async () => {
    await page.goto(`${base}/`);
    await fits(page);
  });
  await look(page, "home");
  await step("the round is chosen", () =>
    page.getByRole("link", { name: "Phiếu đánh giá dịch vụ hành chính công" }).click());
  await step("the office is found without marks", async () => {
    await page.getByLabel("Tìm cơ quan theo tên hoặc mã").fill("ho do");
    await page.getByRole("button", { name: "Tìm" }).click();
    same(await page.locator("ul.list a").count(), 1);
    await page.getByRole("link", { name: "Xã Hộ Độ" }).click();
  });
  await step("the service is chosen", () =>
    page.getByRole("link", { name: "Đăng ký khai sinh" }).click());
  await step("the form fits a phone of 360 px", async () => {
    await page.waitForURL(/\/f\/service\?/);
    await fits(page);
  });
  await look(page, "form");
  await step("it says where", async () => {
    const text = await page.locator("main").innerText();
    return text.includes("Xã Hộ Độ") && text.includes("Đăng ký khai sinh");
  });
  await step("answers are given by their words", async () => {
    await choose(page, "Nơi ngồi chờ đủ chỗ", "Bình thường");
    await choose(page, "Trang thiết bị đầy đủ", "Không sử dụng / không biết");
    await page.locator("input[name=heard][value=agency]").check();
    await page.locator("input[name=heard][value=other]").check();
    await page.locator("input[name=trips]").fill("4");
    await page.locator("input[name=sex][value=female]").check();
    await page.locator("textarea[name=comment]").fill('Nhanh & "tốt" <b>');
  });
}

async function leaveOut(page) {
  await step("what is required is left out", () =>
    page.getByRole("button", { name: "Gửi đánh giá" }).click());
  await step("an alert says so, first of all", async () => {
    await page.getByRole("alert").waitFor();
    await fits(page);
    same((await page.title()).slice(0, 5), "Lỗi: ");
    same(await page.evaluate(() => document.activeElement.className), "errors");
  });
  await look(page, "errors");
  await step("its link leads to the question", async () => {
    await page.getByRole("alert").getByRole("link", { name: /Nhìn chung/ }).click();
    same(await page.locator(":target").getAttribute("id"), "overall");
  });
  await step("the question tells its error", async () => {
    const ids = await page.locator("#overall").getAttribute("aria-describedby");
    const error = ids.split(" ").find((id) => id.startsWith("err-"));
    same(await page.locator(`#${error}`).innerText(), "Lỗi: Vui lòng trả lời câu này.");
  });
  await step("all answers are kept", async () => {
    same(await checked(page, "q01", "3"), true);
    same(await checked(page, "q02", "na"), true);
    same(await checked(page, "heard", "agency"), true);
    same(await checked(page, "heard", "portal"), false);
    same(await checked(page, "heard", "other"), true);
    same(await checked(page, "sex", "female"), true);
    same(await page.locator("input[name=trips]").inputValue(), "4");
    same(await page.locator("textarea[name=comment]").inputValue(), 'Nhanh & "tốt" <b>');
  });
}

async function complete(page) {
  await step("completed, it is sent", async () => {
    await choose(page, /Nhìn chung/, "Hài lòng");
    await page.getByRole("button", { name: "Gửi đánh giá" }).click();
    await page.waitForURL(/\/done\//);
  });
  await step("a receipt is shown", async () => {
    await fits(page);
    return receipt.test(await page.locator(".receipt").innerText());
  });
  await look(page, "receipt");
}

async function english(page) {
  await step("the form in English", async () => {
    await page.goto(`${base}/f/service?unit=01&service=s.2`);
    await choose(page, "Nơi ngồi chờ đủ chỗ", "Hài lòng");
    await page.locator("textarea[name=comment]").fill("Tốt");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByText("Ho Do Commune").waitFor();
    same(await page.locator("html").getAttribute("lang"), "en");
  });
  await step("has the answers given before", async () => {
    same(await checked(page, "q01", "4"), true);
    same(await page.locator("textarea[name=comment]").inputValue(), "Tốt");
    same(await page.getByRole("alert").count(), 0);
  });
  await look(page, "form-en");
  await step("an error in English", async () => {
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("alert").getByText("Please answer this question.").waitFor();
  });
  await step("is sent", async () => {
    await choose(page, /Overall, how satisfied/, "Very satisfied");
    await page.getByRole("button", { name: "Send" }).click();
    await page.waitForURL(/\/done\/.*lang=en/);
    await page.getByRole("heading", { name: "Thank you!" }).waitFor();
  });
  await look(page, "receipt-en");
  await step("and withdrawn", async () => {
    await page.getByRole("link", { name: "Withdraw the rating" }).click();
    await page.getByRole("button", { name: "Erase this rating" }).click();
    await page.getByText("The rating and its comments are erased.").waitFor();
  });
}

async function tap(page) {
  await page.setViewportSize(desk);
  await step("the kiosk", async () => {
    await page.goto(`${base}/kiosk/kiosk?unit=02`);
    await fits(page);
  });
  await look(page, "kiosk");
  await step("its buttons are large enough for a finger", async () => {
    for (const button of await page.locator("button.tap").all())
      same((await button.boundingBox()).height >= 44, true);
    same(await page.locator("button.tap").count(), 5);
  });
  await step("one tap is enough", async () => {
    await page.getByRole("button", { name: "Hài lòng", exact: true }).click();
    await page.waitForURL(/\/done\//);
  });
  await step("the screen returns by itself", () =>
    page.waitForURL(/\/kiosk\/kiosk\?.*unit=02/, { timeout: 20000 }));
}

main(async () => {
  const context = await open({ scripts: false });
  const page = await firstPage(context);
  await step("axe-core finds what is wrong", async () => {
    await page.setContent("<main><img src='x.png'></main>");
    const found = await axe(page).then(() => "nothing", (error) => error.message);
    return found.includes("image-alt: img");
  });
  await fillIn(page);
  await leaveOut(page);
  await complete(page);
  await english(page);
  await tap(page);
  await clean(context, "without a script");
  await context.close();
});
