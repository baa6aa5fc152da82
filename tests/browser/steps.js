// The steps of steps.t.
"use strict";
const {
  base, phone, desk, step, same, open, firstPage, clean, fits, shot, axe, look, main,
} = require("./browser");

const radio = (page, answer) => page.getByRole("radio", { name: answer, exact: true });
const press = (page, name) =>
  page.getByRole("button", { name, exact: true }).click();
const heading = (page) => page.locator("h1").innerText();
const progress = (page) => page.locator(".progress").innerText();
const next = async (page, answer) => {
  if (answer)
    await radio(page, answer).check();
  await press(page, "Tiếp tục");
};
const at = async (page, words, place) => {
  await page.getByRole("heading", { level: 1, name: words }).waitFor();
  if (place)
    same((await progress(page)).trim(), place);
};

// A refused applicant at the one-stop shop.
async function oneStop(page) {
  await step("the first question, and how many there are", async () => {
    await page.goto(`${base}/f/one-stop?unit=01`);
    await at(page, "Hồ sơ của Ông/Bà hiện thế nào?", "Câu 1 / 11");
    same((await page.title()).startsWith("Câu 1 / 11 – Phiếu đánh giá"), true);
  });
  await look(page, "steps-first");
  await step("one question a page", async () => {
    await next(page, "Hồ sơ bị từ chối hoặc trả lại");
    await at(page, "Tổng thời gian giải quyết hồ sơ", "Câu 2 / 11");
    same(await page.getByRole("radio").count(), 4);
  });
  await look(page, "steps-faces");
  await step("every answer is large enough for a thumb", async () => {
    for (const label of await page.locator("label.choice").all())
      same((await label.boundingBox()).height >= 44, true);
    for (const button of await page.locator("button:not(.unseen)").all())
      same((await button.boundingBox()).height >= 44, true);
  });
  await step("there and back, the answer is kept", async () => {
    await next(page, "Hài lòng");
    await at(page, "Thời gian giải quyết tại từng cơ quan");
    await press(page, "Quay lại");
    await at(page, "Tổng thời gian giải quyết hồ sơ");
    same(await radio(page, "Hài lòng").isChecked(), true);
  });
  await step("the telephone's own way back shows the page as it was", async () => {
    await next(page);
    await next(page, "Rất hài lòng");
    await at(page, "Số lần phải đi lại");
    await page.goBack();
    await at(page, "Thời gian giải quyết tại từng cơ quan");
    await next(page, "Rất hài lòng");
  });
  await step("questions may be passed over", async () => {
    for (let question = 4; question < 10; question++) {
      same((await progress(page)).trim(), `Câu ${question} / 11`);
      await next(page);
    }
    await next(page, "Không sử dụng / không biết");
    await at(page, "Ông/Bà muốn góp ý điều gì?", "Câu 11 / 11");
    await page.getByRole("textbox").fill("Chậm");
  });
  await look(page, "steps-comment");
  await step("the last page lists all answers", async () => {
    await next(page);
    await at(page, "Xem lại trước khi gửi");
    const text = await page.locator("dl").innerText();
    return text.includes("Hồ sơ bị từ chối") && text.includes("Chưa trả lời") &&
      text.includes("Không sử dụng / không biết") && text.includes("Chậm");
  });
  await look(page, "steps-check");
  await step("one of them is changed, and it is back", async () => {
    await page.getByRole("button", { name: "Sửa: Tổng thời gian giải quyết hồ sơ" }).click();
    await at(page, "Tổng thời gian giải quyết hồ sơ");
    await next(page, "Không hài lòng");
    await at(page, "Xem lại trước khi gửi");
  });
  await step("nothing is kept before it is sent, then there is a receipt", async () => {
    await press(page, "Gửi đánh giá");
    await page.waitForURL(/\/done\/one-stop~/);
  });
}

// Everything the definition of a form can have.
async function every(page) {
  await page.goto(`${base}/f/every?unit=01`);
  await step("what is required is asked again", async () => {
    await next(page);
    await page.getByRole("alert").waitFor();
    same((await page.title()).startsWith("Lỗi: Câu 1 / 2"), true);
    same(await page.evaluate(() => document.activeElement.className), "errors");
    const ids = await page.locator("#used").getAttribute("aria-describedby");
    same(await page.locator(`#${ids}`).innerText(), "Lỗi: Vui lòng trả lời câu này.");
  });
  await look(page, "steps-error");
  await step("the error's link leads to the question", async () => {
    await page.getByRole("alert").getByRole("link").click();
    same(await page.evaluate(() => document.activeElement.id), "used");
  });
  await step("answers decide what is asked", async () => {
    await next(page, "Có");
    await at(page, "Nhìn chung thế nào?", "Câu 2 / 3");
    await next(page, "Không hài lòng");
    await at(page, "Điều gì chưa tốt?", "Câu 3 / 4");
  });
  await step("another language in place, with the answers", async () => {
    await page.getByRole("checkbox", { name: "Chờ lâu" }).check();
    await press(page, "English");
    await page.getByRole("heading", { level: 1, name: "What was not good?" }).waitFor();
    same(await page.locator("html").getAttribute("lang"), "en");
    same(await page.getByRole("checkbox", { name: "Long wait" }).isChecked(), true);
    same((await progress(page)).trim(), "Question 3 / 5");
    await press(page, "Back");
    same(await page.getByRole("radio", { name: "Dissatisfied", exact: true }).isChecked(), true);
    await press(page, "Continue");
  });
  await look(page, "steps-en");
  await step("a language that only the form speaks", async () => {
    await press(page, "ខ្មែរ");
    await page.getByText("សាកល្បង").waitFor();
    same(await page.locator("html").getAttribute("lang"), "km");
    same(await page.getByRole("button", { name: "Continue" }).getAttribute("lang"), "en");
  });
  await look(page, "steps-km");
  await step("and back to Vietnamese", async () => {
    await press(page, "Tiếng Việt");
    same(await page.getByRole("checkbox", { name: "Chờ lâu" }).isChecked(), true);
  });
  await step("'don't know' beside another answer is told", async () => {
    await page.getByRole("checkbox", { name: "Không sử dụng / không biết" }).check();
    await next(page);
    await page.getByRole("alert").getByText("xin không chọn ý khác").waitFor();
    await page.getByRole("checkbox", { name: "Không sử dụng / không biết" }).uncheck();
    await page.getByRole("checkbox", { name: "Phí cao" }).check();
    await next(page);
    await at(page, "Chờ ở khâu nào?", "Câu 4 / 5");
    await page.getByRole("textbox").fill("Ở cửa");
    await next(page);
  });
  await step("a note stands with the question after it", async () => {
    await at(page, "Đi lại mấy lần?", "Câu 5 / 5");
    await page.getByText("Sắp xong rồi.").waitFor();
  });
  await step("a number out of bounds, sent by Enter", async () => {
    await page.getByRole("textbox").fill("51");
    await page.getByRole("textbox").press("Enter");
    await page.getByRole("alert").getByText("Xin ghi từ 0 đến 50.").waitFor();
    same(await page.getByRole("textbox").inputValue(), "51");
    same(await page.getByRole("textbox").getAttribute("aria-invalid"), "true");
  });
  await look(page, "steps-error-number");
  await step("a change makes a question, which is asked", async () => {
    await page.getByRole("textbox").fill("2");
    await next(page);
    await at(page, "Xem lại trước khi gửi");
    await page.getByRole("button", { name: "Sửa: Đi lại mấy lần?" }).click();
    await page.getByRole("textbox").fill("4");
    await next(page);
    await at(page, "Nhà có xa không?", "Câu 6 / 6");
    await next(page, "Có");
    await at(page, "Xem lại trước khi gửi");
  });
  await step("the check page in English", async () => {
    await press(page, "English");
    await page.getByRole("heading", { name: "Check before you send" }).waitFor();
    same(await page.getByRole("button", { name: "Change: How many trips?" }).count(), 1);
    await press(page, "Tiếng Việt");
    await at(page, "Xem lại trước khi gửi");
  });
  await step("what is not asked any more is gone from it, but not forgotten", async () => {
    await page.getByRole("button", { name: "Sửa: Ông/Bà có làm thủ tục không?" }).click();
    await next(page, "Không");
    await at(page, "Xem lại trước khi gửi");
    same(await page.locator("dl > div").count(), 3);
    await page.getByRole("button", { name: "Sửa: Ông/Bà có làm thủ tục không?" }).click();
    await next(page, "Có");
    await at(page, "Xem lại trước khi gửi");
    same(await page.locator("dl > div").count(), 6);
    same((await page.locator("dl").innerText()).includes("Ở cửa"), true);
  });
  await step("'don't know' for a number", async () => {
    await page.getByRole("button", { name: "Sửa: Đi lại mấy lần?" }).click();
    await page.getByRole("textbox").fill("");
    await page.getByRole("checkbox", { name: "Không sử dụng / không biết" }).check();
    await next(page);
    await at(page, "Xem lại trước khi gửi");
    await page.getByRole("button", { name: "Sửa: Đi lại mấy lần?" }).click();
    same(await page.getByRole("textbox").inputValue(), "");
    same(await page.getByRole("checkbox").isChecked(), true);
    await next(page);
    await press(page, "Gửi đánh giá");
    await page.waitForURL(/\/done\/every~/);
  });
}

// Who is on the element now, as a screen reader would say it.
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  const label = element.labels && element.labels[0];
  return (label || element).innerText.trim();
});

// Tab, Space, arrows and Enter, nothing else.
async function byKeys(page) {
  const keys = async (...list) => {
    for (const key of list)
      await page.keyboard.press(key);
  };
  await page.goto(`${base}/f/every?unit=01`);
  await step("the keys go through the page in its order, each place can be seen", async () => {
    const order = [];
    for (let i = 0; i < 4; i++) {
      await keys("Tab");
      order.push(await focused(page));
      same(await page.evaluate(() => {
        const element = document.activeElement;
        const shown = element.closest("label") || element;
        return getComputedStyle(shown).outlineStyle;
      }), "solid");
    }
    same(order.join(", "), "English, ខ្មែរ, Có, Tiếp tục");
  });
  await step("Space answers, Enter goes on", async () => {
    await keys("Shift+Tab", "Space", "ArrowDown", "Tab", "Enter");
    await at(page, "Đi lại mấy lần?", "Câu 2 / 3");
  });
  await step("Enter in a field goes on, too, and changes no language", async () => {
    await keys("Tab", "Tab", "Tab");
    await page.keyboard.type("2");
    await keys("Enter");
    await at(page, "Nhà có xa không?", "Câu 3 / 3");
    same(await page.locator("html").getAttribute("lang"), "vi");
  });
  await step("to the end, and it is sent", async () => {
    await keys("Tab", "Tab", "Tab", "Space", "Tab", "Enter");
    await at(page, "Xem lại trước khi gửi");
    await keys("Tab", "Tab", "Tab", "Tab", "Tab", "Tab");
    same(await focused(page), "Gửi đánh giá");
    await keys("Enter");
    await page.waitForURL(/\/done\/every~/);
  });
}

// 320 px is also what is left of 640 at 200 %; words twice as large are harder.
async function narrow(page) {
  await page.setViewportSize({ width: 320, height: 560 });
  for (const [name, path] of [
    ["steps", "/f/one-stop?unit=01"], ["page", "/f/page?unit=01"], ["first", "/f/kiosk?unit=01"],
  ]) {
    await step(`${name}: fits 320 px`, async () => {
      await page.goto(`${base}${path}`);
      await fits(page);
    });
    await shot(page, `${name}-320`);
    await step(`${name}: fits 320 px with letters twice as large`, async () => {
      await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
      await fits(page);
    });
    await step(`${name}: no word of an answer is broken or sticks out then`, async () =>
      same(await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(".choice span, .tap span { overflow-wrap: normal !important }");
        document.adoptedStyleSheets = [sheet];
        return [...document.querySelectorAll(".choice span, .tap span")]
          .filter((span) => span.scrollWidth > span.clientWidth || span.getBoundingClientRect().right >
            span.parentElement.getBoundingClientRect().right).map((span) => span.textContent).join();
      }), ""));
    await shot(page, `${name}-320-large`);
  }
  await page.setViewportSize(phone);
}

// The same questions on one page, where a script helps.
async function onOnePage(page) {
  const seen = async () => {
    const names = [];
    for (const item of await page.locator(".item").all())
      if (await item.isVisible())
        names.push(await item.getAttribute("id"));
    return names.join(" ");
  };
  await step("only what is asked is seen", async () => {
    await page.goto(`${base}/f/page?unit=01`);
    same(await seen(), "used trips");
    same(await page.locator(".if-asked:visible").count(), 0);
  });
  await look(page, "page-few");
  await step("answers bring questions", async () => {
    await page.locator("input[name=used][value=yes]").check();
    same(await seen(), "used overall trips");
    await radio(page, "Rất không hài lòng").check();
    same(await seen(), "used overall reason trips");
    await page.getByRole("checkbox", { name: "Chờ lâu" }).check();
    same(await seen(), "used overall reason why trips");
    await page.locator("#in-trips").fill("4");
    await page.locator("#in-trips").press("Tab");
    same(await seen(), "used overall reason why trips far");
  });
  await look(page, "page-all");
  await step("and take them away, with all that hangs on them", async () => {
    await page.locator("input[name=used][value=no]").check();
    same(await seen(), "used trips far");
    await page.locator("input[name=used][value=yes]").check();
    same(await seen(), "used overall reason why trips far");
  });
  await step("'don't know' takes back the other answers", async () => {
    const group = page.getByRole("group", { name: "Điều gì chưa tốt?" });
    await group.getByRole("checkbox", { name: "Không sử dụng / không biết" }).check();
    same(await group.getByRole("checkbox", { name: "Chờ lâu" }).isChecked(), false);
    await group.getByRole("checkbox", { name: "Chờ lâu" }).check();
    same(await group.getByRole("checkbox", { name: "Không sử dụng / không biết" })
      .isChecked(), false);
  });
  await step("how much may still be written", async () => {
    await page.getByRole("textbox", { name: "Chờ ở khâu nào?" }).fill("Lâu");
    same(await page.locator("#most-why").innerText(), "Còn 3.997 ký tự.");
    await page.locator("#most-why + [aria-live=polite]", { hasText: "3.997" })
      .waitFor({ state: "attached" });
  });
  await step("a reload keeps the answers", async () => {
    await page.reload();
    same(await seen(), "used overall reason why trips far");
    same(await page.locator("#in-why").inputValue(), "Lâu");
    same(await page.locator("input[name=overall][value='1']").isChecked(), true);
  });
  await step("who opens it anew begins anew", async () => {
    const kept = await page.evaluate(() => JSON.stringify(sessionStorage));
    await page.goto("about:blank");
    await page.goto(`${base}/f/page?unit=01`);
    same(await seen(), "used trips");
    same(await page.evaluate(() => sessionStorage.length), 0);
    return kept.includes("Lâu");
  });
  await step("the server is of the same opinion", async () => {
    await page.locator("input[name=used][value=yes]").check();
    await radio(page, "Rất không hài lòng").check();
    await page.getByRole("checkbox", { name: "Chờ lâu" }).check();
    await page.locator("#in-why").fill("Lâu");
    await page.locator("#in-trips").fill("4");
    await page.locator("input[name=far][value=no]").check();
    let sent = 0;
    page.on("request", (request) => { sent += request.method() === "POST"; });
    await page.getByRole("button", { name: "Gửi đánh giá" }).dblclick();
    await page.waitForURL(/\/done\/page~/);
    same(sent, 1);
    same(await page.evaluate(() => sessionStorage.length), 0);
  });
}

// An error is read out first, where nothing but the script can do that.
async function scripted(page) {
  await step("errors come first, with a script", async () => {
    await page.goto(`${base}/f/page?unit=01&lang=en`);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("alert").waitFor();
    same(await page.evaluate(() => document.activeElement.className), "errors");
    same((await page.title()).startsWith("Error: Trial form"), true);
  });
  await look(page, "page-errors-en");
}

async function colours(context) {
  const page = await firstPage(context);
  await step("nothing moves", async () => {
    await page.goto(`${base}/f/one-stop?unit=01`);
    same(await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      return style.transitionDuration !== "0s" || style.animationName !== "none";
    }).length), 0);
  });
  await step("what is chosen is seen in the colours a reader has chosen", async () => {
    await next(page, "Đang chờ kết quả");
    await radio(page, "Hài lòng").check();
    same(await page.locator("label.choice", { has: radio(page, "Hài lòng") })
      .evaluate((label) => getComputedStyle(label).outlineStyle), "solid");
    await axe(page);
  });
  await shot(page, "steps-forced-colors");
}

main(async () => {
  const without = await open({ scripts: false });
  let page = await firstPage(without);
  await oneStop(page);
  await every(page);
  await byKeys(page);
  await narrow(page);
  await clean(without, "steps without a script");
  await without.close();

  const context = await open();
  page = await firstPage(context);
  await onOnePage(page);
  await scripted(page);
  await clean(context, "a page with a script");
  await context.close();

  const forced = await open({ forcedColors: "active", reducedMotion: "reduce", viewport: desk });
  await colours(forced);
  await forced.close();
});
