// The steps of kiosk.t.
"use strict";
const {
  base, phone, desk, step, same, open, firstPage, clean, fits, look, main,
} = require("./browser");

const start = `${base}/kiosk/kiosk?unit=02&service=s.1`;
const portrait = { width: 800, height: 1280 };
const button = (page, name) => page.getByRole("button", { name, exact: true });
const link = (page, name) => page.getByRole("link", { name, exact: true });
const isStart = (url) => url.href === start;
const responseId = (page) => page.locator("input[name=response_id]").inputValue();

// Nothing of a kiosk's page leads anywhere but to pages of it.
async function leadsNowhere(page) {
  for (const a of await page.locator("a").all())
    same(/^\/(kiosk|done)\/.*(unit=02|kiosk=1)/.test(await a.getAttribute("href")), true);
}

async function largeTargets(page, locator, least) {
  for (const target of await page.locator(locator).all()) {
    const box = await target.boundingBox();
    same(box.height >= least && box.width >= least, true);
  }
}

// The first screen, on each kind of screen.
async function firstScreen(page, name) {
  await step(`${name}: the kiosk`, () => page.goto(start));
  for (const size of [desk, portrait, phone]) {
    await page.setViewportSize(size);
    await step(`${name}: five large buttons at ${size.width} px`, async () => {
      await fits(page);
      same(await page.locator("button.tap").count(), 5);
      await largeTargets(page, "button.tap", 88);
    });
  }
  await page.setViewportSize(desk);
  await step(`${name}: nothing has to be scrolled`, async () => {
    const { y, height } = await page.locator("form").boundingBox();
    same(y + height <= desk.height, true);
  });
  await step(`${name}: no way out`, () => leadsNowhere(page));
}

async function withoutScript(page) {
  await page.setViewportSize(desk);
  await firstScreen(page, "without a script");
  const id = await responseId(page);
  await step("one tap is kept and asks for the reason", async () => {
    await button(page, "Rất không hài lòng").click();
    await page.waitForURL(/\/done\/kiosk~02~.*kiosk=1/);
    await page.getByRole("group", { name: /Điều gì khiến/ }).waitFor();
    await largeTargets(page, ".choice, .ways > *", 88);
    await leadsNowhere(page);
  });
  await step("nothing has to be written at a kiosk", async () =>
    same(await page.locator("textarea").count(), 0));
  await step("who needs more time has it, and keeps what was chosen", async () => {
    await page.getByLabel("Trả kết quả trễ hẹn").check();
    await page.getByLabel("Phí, lệ phí hoặc khoản thu khác").check();
    await button(page, "Thêm thời gian").click();
    same(await page.getByLabel("Trả kết quả trễ hẹn").isChecked(), true);
    same(await page.getByLabel("Chờ đợi lâu").isChecked(), false);
  });
  let receipt;
  await step("the reasons are sent, and a receipt is shown", async () => {
    await button(page, "Gửi thêm").click();
    await page.waitForURL(/thanks=1/);
    receipt = await page.locator(".receipt").innerText();
    await leadsNowhere(page);
  });
  await step("which is that of the tap", () => page.url().includes(receipt));
  await step("the screen can be kept", async () => {
    await link(page, "Giữ lại màn hình").click();
    await page.waitForURL(/stay=1/);
  });
  await step("and given to the next", async () => {
    await link(page, "Xong").click();
    await page.waitForURL(isStart);
  });
  await step("who has another form", async () => same((await responseId(page)) === id, false));
  await step("who is satisfied is thanked at once", async () => {
    await button(page, "Rất hài lòng").click();
    await page.getByText("Mã biên nhận của Ông/Bà:").waitFor();
  });
  await step("and the screen returns by itself", () => page.waitForURL(isStart, { timeout: 20000 }));
}

async function telephone(page) {
  await page.setViewportSize(phone);
  await step("on a telephone the first question comes first", async () => {
    await page.goto(`${base}/f/kiosk?unit=01`);
    await page.getByText("Xã Hộ Độ").waitFor();
    await fits(page);
    await largeTargets(page, "button.tap", 88);
    same(await page.locator("textarea").count(), 0);
  });
  await look(page, "first");
  await step("and is kept when it is tapped", async () => {
    await button(page, "Không hài lòng").click();
    await page.getByText("Ông/Bà có thể cho biết thêm, nếu muốn.").waitFor();
  });
  await look(page, "details");
  const receipt = await page.locator(".receipt").innerText();
  await step("the others come after it", async () => {
    await page.getByLabel("Chờ đợi lâu").check();
    await page.getByLabel(/góp ý thêm/).fill("Chờ từ 8 giờ");
    await button(page, "Gửi thêm").click();
    await page.waitForURL(/thanks=1/);
    same(await page.locator(".receipt").innerText(), receipt);
    same(await page.locator("form").count(), 0);
  });
  await step("a second time nothing is asked", async () => {
    await page.goto(`${base}/done/${receipt}?lang=vi&first=2`);
    await page.locator(".receipt").waitFor();
    same(await page.locator("form").count(), 0);
  });
}

// A question that hangs on a reason, without and with a script.
async function afterReason(page, name, words) {
  const where = page.getByRole("group", { name: /phải chờ ở khâu nào/ });
  await page.setViewportSize(phone);
  await step(`${name}: a question that hangs on a reason`, async () => {
    await page.goto(`${base}/f/deep?unit=01`);
    await button(page, "Rất không hài lòng").click();
    await page.getByText("Ông/Bà có thể cho biết thêm, nếu muốn.").waitFor();
    same(await where.isVisible(), words);
    same(await page.getByText("Chỉ trả lời nếu phù hợp").isVisible(), words);
  });
  await look(page, `details-deep-${words ? "plain" : "script"}`);
  await step(`${name}: is asked with the reason, and kept`, async () => {
    await page.getByLabel("Chờ đợi lâu").check();
    await where.getByLabel(words ? "Khi nộp hồ sơ" : "Khi nhận kết quả").check();
    await button(page, "Gửi thêm").click();
    await page.waitForURL(/thanks=1/);
  });
}

// The clock of the page is ours; it goes on when we say so.
async function withScript(page) {
  const pass = (seconds) => page.clock.runFor(1000 * seconds);
  await page.clock.install();
  await page.setViewportSize(desk);
  await firstScreen(page, "with a script");
  await look(page, "kiosk-start");
  await page.clock.pauseAt(Date.now() + 5e3);
  await step("by keyboard", async () => {
    await button(page, "Bình thường").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("group", { name: /Điều gì khiến/ }).waitFor();
  });
  await page.reload();
  await step("reloaded, the reasons are asked again", () =>
    page.getByRole("group", { name: /Điều gì khiến/ }).waitFor());
  await step("the seconds that are left are shown", async () => {
    await pass(1);
    await page.getByText(/tự trở về sau \d+ giây/).waitFor();
  });
  await look(page, "kiosk-reason");
  await step("a touch begins them again", async () => {
    await pass(20);
    await page.getByText("Chờ đợi lâu").click();
    await pass(20);
    await page.getByText(/tự trở về sau \d\d giây/).waitFor();
  });
  await step("more time is more", async () => {
    await button(page, "Thêm thời gian").click();
    await pass(60);
    same(await page.getByLabel("Chờ đợi lâu").isChecked(), true);
  });
  await button(page, "Gửi thêm").click();
  await page.waitForURL(/thanks=1/);
  await look(page, "kiosk-thanks");
  await step("the thanks go by themselves", async () => {
    await pass(7);
    await page.waitForURL(isStart);
  });
  await step("so do the reasons of somebody who walked away", async () => {
    await button(page, "Rất không hài lòng").click();
    await page.getByRole("group", { name: /Điều gì khiến/ }).waitFor();
    await pass(31);
    await page.waitForURL(isStart);
  });
}

// With the clock and the history of the browser itself.
async function goingBack(page) {
  const backAtStart = async () => {
    await page.waitForURL(isStart);
    await button(page, "Rất hài lòng").waitFor();
    same(await page.locator(".receipt").count(), 0);
  };
  await step("the thanks go by themselves, by the clock of the browser", async () => {
    await page.goto(start);
    await button(page, "Rất hài lòng").click();
    await page.locator(".receipt").waitFor();
    await page.waitForURL(isStart, { timeout: 20000 });
  });
  await step("and are not found by going back", async () => {
    await page.goBack();
    await backAtStart();
  });
  await step("nor is a reason", async () => {
    await button(page, "Rất hài lòng").click();
    await link(page, "Xong").click();
    await backAtStart();
    await page.goBack();
    await backAtStart();
    await page.goForward();
    await backAtStart();
  });
}

async function english(page) {
  const pass = (seconds) => page.clock.runFor(1000 * seconds);
  await step("in English", async () => {
    await link(page, "English").click();
    await page.getByRole("heading", { name: /How satisfied/ }).waitFor();
  });
  await look(page, "kiosk-start-en");
  await step("nobody taps, and it is Vietnamese again", async () => {
    await pass(31);
    await page.waitForURL(isStart);
  });
  await step("a tap in English", async () => {
    await link(page, "English").click();
    await button(page, "Dissatisfied").click();
    await page.getByRole("group", { name: /What were you not/ }).waitFor();
    same(await page.locator("html").getAttribute("lang"), "en");
  });
  await look(page, "kiosk-reason-en");
  await step("may be all there is", async () => {
    await link(page, "Skip").click();
    await page.getByText("Your receipt code:").waitFor();
    same(await page.locator("html").getAttribute("lang"), "en");
  });
  await step("the next one finds Vietnamese", async () => {
    await link(page, "Finished").click();
    await page.waitForURL(isStart);
  });
}

// What the script that keeps ratings without network tells of one (offline.js).
async function keptHere(page) {
  const pass = (seconds) => page.clock.runFor(1000 * seconds);
  await step("a rating that was kept on the machine is thanked for there", async () => {
    const prevented = await page.evaluate(() => !document.getElementById("form").dispatchEvent(
      new CustomEvent("kept", { bubbles: true, cancelable: true })));
    same(prevented, true);
    await page.getByText("Đánh giá đã được giữ trên máy này").waitFor();
    same(await page.locator("button.tap").first().isVisible(), false);
  });
  await look(page, "kiosk-kept");
  await step("and the screen is ready for the next", async () => {
    await pass(7);
    await button(page, "Hài lòng").waitFor();
    same(await page.getByText("Đánh giá đã được giữ trên máy này").isVisible(), false);
  });
}

const saved = async () =>
  Number(/^hailong_responses_saved_total (\d+)/m.exec(await (await fetch(`${base}/metrics`)).text())[1]);

// Two rate while there is no network, and the screen is loaded again meanwhile.
async function withoutNetwork(context, page) {
  const ready = () => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const tapOffline = async (name) => {
    await button(page, name).click();
    await page.getByText("Đánh giá đã được giữ trên máy này").waitFor();
    await button(page, name).waitFor();
  };
  const before = await saved();
  await step("the screen is known by heart", async () => {
    await page.goto(`${base}/kiosk/kiosk?unit=03`);
    await ready();
    await page.reload();
    await ready();
    await page.waitForFunction(async () => {
      for (const name of await caches.keys())
        if (await (await caches.open(name)).match(location.href))
          return navigator.serviceWorker.controller;
      return false;
    });
  });
  await context.setOffline(true);
  await step("without network a rating is kept, and the next one can rate", () =>
    tapOffline("Hài lòng"));
  await step("loaded again without network the screen is there", async () => {
    await page.reload();
    await button(page, "Rất hài lòng").waitFor();
  });
  await step("and keeps another rating", () => tapOffline("Bình thường"));
  await context.setOffline(false);
  await step("with the network both are sent", async () => {
    for (let i = 0; i < 100 && await saved() < before + 2; i++)
      await page.waitForTimeout(200);
    same(await saved(), before + 2);
  });
}

main(async () => {
  const plain = await open({ scripts: false });
  const page = await firstPage(plain);
  await withoutScript(page);
  await telephone(page);
  await afterReason(page, "without a script", true);
  await clean(plain, "without a script");
  await plain.close();

  const context = await open({ viewport: desk });
  const scripted = await firstPage(context);
  await withScript(scripted);
  await english(scripted);
  await keptHere(scripted);
  await clean(context, "with a script");
  await context.close();

  const another = await open({ viewport: desk });
  await goingBack(await firstPage(another));
  await afterReason(await firstPage(another), "with a script", false);
  await clean(another, "going back");
  await another.close();

  if (!(await fetch(`${base}/sw.js`)).ok)
    return;
  const third = await open({ viewport: desk });
  await withoutNetwork(third, await firstPage(third));
  await third.close();
});
