// Chromium, and what every page is held to.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// A person's browser.  `page.complaints` grows by what a page must not do: errors in the console,
// requests that fail or leave the server.
export async function openBrowser(origin) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    chromiumSandbox: process.getuid() !== 0,
  });
  return {
    async newPage(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const page = await context.newPage();
      page.complaints = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) page.complaints.push(message.text());
      });
      page.on("pageerror", (error) => page.complaints.push(String(error)));
      page.on("requestfailed", (request) => page.complaints.push(`${request.url()} failed`));
      page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(`${origin}/`) && url !== "data:,") page.complaints.push(`request to ${url}`);
      });
      return page;
    },
    close: () => browser.close(),
  };
}

export async function signIn(page, store) {
  await page.goto(store.firstLink);
  await page.getByRole("button").click();
  assert.equal(new URL(page.url()).pathname, "/");
}

// Opens a page that must be there and behave; returns the answer.
export async function visit(page, address) {
  page.complaints.length = 0;
  const answer = await page.goto(address);
  assert.equal(answer.status(), 200, address);
  assert.deepEqual(page.complaints, [], address);
  return answer;
}

// What hinders people who hear the page or use the keyboard (WCAG 2.2 AA and axe's own advice).
export async function assertAccessible(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  const grave = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
  assert.deepEqual(grave, [], what);
}

// Every link, button and field is reached by Tab, in the order of the page, and shows that it is.
export async function assertKeyboard(page, what) {
  const controls = await page.evaluate(() => {
    const found = [...document.querySelectorAll("a[href], button, input, select, textarea, [tabindex='0']")];
    const visible = found.filter((control) => control.getClientRects().length > 0);
    visible.forEach((control, place) => control.setAttribute("data-place", place));
    document.activeElement.blur();
    return visible.length;
  });
  const reached = [], unmarked = [];
  for (let presses = 0; presses < controls * 2 + 20 && reached.length < controls; ++presses) {
    await page.keyboard.press("Tab");
    const { place, marked, name } = await page.evaluate(() => {
      const here = document.activeElement, style = getComputedStyle(here);
      return {
        place: here.getAttribute("data-place"),
        marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
        name: here.outerHTML.slice(0, 120),
      };
    });
    if (place === null) continue;
    if (!reached.includes(Number(place))) reached.push(Number(place));
    if (!marked) unmarked.push(name);
  }
  assert.deepEqual(reached, [...Array(controls).keys()], `${what}: controls in the order of the page`);
  assert.deepEqual(unmarked, [], `${what}: the focus is to be seen`);
}

// The body of the page is never wider than the window; wide tables scroll by themselves.
export async function assertNoSideways(page, what) {
  const [content, window_] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= window_, `${what}: ${content} pixels wide in a window of ${window_}`);
}

// The rows of the page's tables, as texts.
export function tableRows(page) {
  return page.$$eval("tbody tr", (rows) =>
    rows.map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, " ").trim())));
}
