// What the steps of all browser tests share: Chromium, one line of outcome for each step,
// and what must hold of every page.
"use strict";
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");

const { CHROMIUM, URL: base, PROFILE, SCREENSHOTS } = process.env;
const flags = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 800 };

// Prints "ok" or what went wrong, a tab and the step's name.
async function step(name, action) {
  let outcome = "ok";
  try {
    const result = await action();
    if (result === false)
      outcome = "it is not so";
  } catch (error) {
    outcome = String(error.message).split("\n").slice(0, 3).join(" ").replace(/\t/g, " ");
  }
  console.log(`${outcome}\t${name}`);
}

function same(got, want) {
  if (got !== want)
    throw new Error(`${got} instead of ${want}`);
}

// A new profile; `options` are Playwright's, such as viewport, besides `scripts`: false.
let profiles = 0;
async function open({ scripts = true, ...options } = {}) {
  const context = await chromium.launchPersistentContext(`${PROFILE}-${++profiles}`, {
    executablePath: CHROMIUM, args: flags, viewport: phone, ...options,
  });
  context.setDefaultTimeout(15000);
  context.scripts = scripts;
  context.elsewhere = [];
  context.refused = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(`${base}/`) && /^https?:/.test(request.url()))
      context.elsewhere.push(request.url());
  });
  context.on("console", (message) => {
    if (/Content Security Policy/.test(message.text()))
      context.refused.push(message.text());
  });
  return context;
}

// Scripts are put to rest by a session of ours, since of Playwright's own switch nothing
// can be taken back for a moment.
async function setScripts(page, on) {
  page.session = page.session || await page.context().newCDPSession(page);
  await page.session.send("Emulation.setScriptExecutionDisabled", { value: !on });
}

async function firstPage(context) {
  const page = context.pages()[0] || await context.newPage();
  await setScripts(page, context.scripts);
  return page;
}

// What must hold of everything that was done in a context.
async function clean(context, name) {
  await step(`${name}: nobody else was asked for anything`, () =>
    same(context.elsewhere.join(" "), ""));
  await step(`${name}: the policy of the pages refused nothing of theirs`, () =>
    same(context.refused.join(" "), ""));
  await step(`${name}: no cookie was set`, async () =>
    same((await context.cookies()).length, 0));
}

// The page is no wider than the screen.
async function fits(page) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  same(width <= page.viewportSize().width ? "fits" : `${width} px wide`, "fits");
}

const shot = (page, name) =>
  page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true });

// No violation of WCAG 2.2 AA, or of good practice, that axe-core can see. Works under any
// policy, since it speaks with the browser, not the page; where scripts are off they are
// on while it looks.
const axeSource = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
async function axe(page) {
  await setScripts(page, true);
  try {
    const { session } = page;
    const { frameTree } = await session.send("Page.getFrameTree");
    const { executionContextId } = await session.send("Page.createIsolatedWorld", {
      frameId: frameTree.frame.id, worldName: "axe",
    });
    const run = async (expression, awaitPromise) => {
      const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
        expression, contextId: executionContextId, awaitPromise, returnByValue: true,
      });
      if (exceptionDetails)
        throw new Error(exceptionDetails.exception?.description || exceptionDetails.text);
      return result.value;
    };
    await run(axeSource, false);
    const found = await run(`axe.run(document).then((r) => r.violations.map((v) =>
      v.id + ": " + v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")))`, true);
    same(found.join("; "), "");
  } finally {
    await setScripts(page, page.context().scripts);
  }
}

// A state of a page, looked at on a telephone and on a desk: it fits, axe-core is content,
// and the pictures are kept.
async function look(page, name) {
  const before = page.viewportSize();
  for (const size of [phone, desk]) {
    await page.setViewportSize(size);
    await step(`${name}: fits ${size.width} px`, () => fits(page));
    await step(`${name}: accessible at ${size.width} px`, () => axe(page));
    await shot(page, `${name}-${size.width}`);
  }
  await page.setViewportSize(before);
}

function main(steps) {
  steps().then(() => process.exit(0), (error) => {
    console.error(error);
    process.exit(1);
  });
}

module.exports = {
  base, phone, desk, step, same, open, firstPage, clean, fits, shot, axe, look, main,
};
