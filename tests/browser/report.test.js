// The report is one page: without script, on paper, on a telephone, for the ear.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import {
  assertAccessible, assertKeyboard, assertNoSideways, openBrowser, signIn, visit,
} from "./browser.js";
import { startStore } from "./store.js";

const languages = ["en", "sr-Cyrl", "sr-Latn"];
const summary = { "en": "Summary", "sr-Cyrl": "Сажетак", "sr-Latn": "Sažetak" };
let store, browser, page, still;

before(async () => {
  store = await startStore();
  browser = await openBrowser(store.origin);
  page = await browser.newPage();
  await signIn(page, store);
  const storageState = await page.context().storageState();
  still = await browser.newPage({ javaScriptEnabled: false, storageState });
});
after(async () => {
  await browser?.close();
  await store?.stop();
});

const open = (language, where = page) => visit(where, `${store.origin}/reports/RS?from=2015&to=2023&in=${language}`);

for (const language of languages) {
  test(`${language}: it holds the values, without a script`, async () => {
    await open(language, still);
    assert.equal(await still.getAttribute("html", "lang"), language);
    assert.equal(await still.locator("script").count(), 0);
    const values = store.json("query", "--country", "RS", "--indicator", "ID.02", "--totals", "--period", "2015:2023")
      .observations.map((o) => `${o.period} ${o.value}`);
    const rows = await still.locator("#indicator-ID\\.02 table.role-values tbody tr").evaluateAll((found) =>
      found.map((row) => `${row.cells[0].textContent} ${row.cells[1].firstChild.textContent}`));
    assert.equal(values.length, 9);
    assert.deepEqual(rows.sort(), values.sort());
  });

  test(`${language}: it is fit for ears, hands and small screens`, async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await open(language);
    await assertAccessible(page, language);
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 700 });
      await assertNoSideways(page, language);
    }
  });

  test(`${language}: it prints: contents on one page, nothing cut off, no page nearly empty`, async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await open(language);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const text = execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8", maxBuffer: 1 << 26 });
    const sheets = text.split("\f").slice(0, -1);
    assert.ok(sheets.length > 30, `${sheets.length} pages`);
    assert.ok(sheets[2].includes(summary[language]), "the summary stands on the third page");
    for (const [place, sheet] of sheets.entries()) {
      const lines = sheet.split("\n").filter((line) => line.trim() !== "");
      assert.ok(lines.length >= 8, `page ${place + 1} holds ${lines.length} lines:\n${sheet}`);
    }
    // A4 less its margins, at 96 dots an inch.
    await page.setViewportSize({ width: Math.floor((174 / 25.4) * 96), height: 900 });
    await page.emulateMedia({ media: "print" });
    await assertNoSideways(page, `${language} on paper`);
    const cut = await page.$$eval("table, figure svg, .callout, .keyfigures", (found) =>
      found.filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((element) => element.outerHTML.slice(0, 200)));
    assert.deepEqual(cut, [], language);
    await page.emulateMedia({ media: null });
  });
}

test("the keyboard reaches every link and every table that scrolls", async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await open("en");
  await assertKeyboard(page, "the report");
});

test("every link within the page leads somewhere", async () => {
  await open("en");
  const lost = await page.$$eval("a[href^='#']", (links) =>
    links.map((link) => link.getAttribute("href").slice(1)).filter((id) => document.getElementById(id) === null));
  assert.deepEqual(lost, []);
});
