// Every page shows what the store holds, in three languages, to everybody.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  assertAccessible, assertKeyboard, assertNoSideways, openBrowser, signIn, tableRows, visit,
} from "./browser.js";
import { startStore } from "./store.js";

const languages = ["en", "sr-Cyrl", "sr-Latn"];
const addresses = ["/", "/modules", "/modules/org.rapporteur.csv-import", "/batches", "/batches/1",
  "/indicators?country=RS", "/indicators/RS/ID.02", "/reports", "/audit"];
let store, browser, page;

before(async () => {
  store = await startStore();
  browser = await openBrowser(store.origin);
  page = await browser.newPage();
  await signIn(page, store);
});
after(async () => {
  await browser?.close();
  await store?.stop();
});

async function open(address, language) {
  await visit(page, `${store.origin}${address}${address.includes("?") ? "&" : "?"}lang=${language}`);
}
const digits = (text) => text.replace(/\D/g, "");

for (const language of languages) {
  test(`${language}: every page speaks it, loads nothing foreign and is fit for all`, async () => {
    for (const address of addresses) {
      const what = `${address} in ${language}`;
      await page.setViewportSize({ width: 1280, height: 900 });
      await open(address, language);
      assert.equal(await page.getAttribute("html", "lang"), language, what);
      await assertAccessible(page, what);
      await page.setViewportSize({ width: 390, height: 800 });
      await assertNoSideways(page, what);
      await page.setViewportSize({ width: 320, height: 640 });
      await assertNoSideways(page, what);
    }
  });

  test(`${language}: the names of things are in it`, async () => {
    for (const address of addresses) {
      await open(address, language);
      const names = await page.$$eval("nav a, h2, th, label, button, dt", (found) =>
        found.filter((element) => element.closest("[lang]") === document.documentElement)
          .map((element) => element.textContent));
      const foreign = names.filter((name) =>
        language === "sr-Cyrl" ? /\p{Script=Latin}/u.test(name) && !/\p{Script=Cyrillic}/u.test(name)
                               : /\p{Script=Cyrillic}/u.test(name));
      assert.deepEqual(foreign.filter((name) => name !== "SHA-256"), [], `${address} in ${language}`);
    }
  });

  test(`${language}: modules, batches and values are those of the store`, async () => {
    await open("/modules", language);
    const modules = store.json("plugin", "list").plugins;
    assert.deepEqual((await tableRows(page)).map((row) => [row[0], row[1], row[2], row[3]]).sort(),
      modules.map((m) => [m.id, m.kind, m.version, m.state]).sort());

    await open("/batches", language);
    const batches = store.json("batch", "list").batches;
    const counts = (b) => [b.rows.read, b.observations.added, b.observations.changed, b.observations.unchanged,
      b.rows.refused + b.observations.refused];
    assert.deepEqual((await tableRows(page)).map((row) => [row[0], row[2], ...row.slice(3, 8).map(digits)]),
      batches.map((b) => [String(b.batch), b.file.name, ...counts(b).map(String)]));

    await open(`/batches/${batches[0].batch}`, language);
    const facts = await page.textContent("dl");
    for (const expected of [batches[0].file.name, batches[0].file.sha256, batches[0].plugin.id]) {
      assert.ok(facts.includes(expected), expected);
    }

    await open("/indicators?country=RS", language);
    const listed = await page.$$eval("main ul.plain a", (links) => links.map((link) => link.textContent));
    assert.deepEqual(listed.sort(), store.json("indicator", "list", "RS").indicators.map((i) => i.code).sort());

    await open("/indicators/RS/ID.02", language);
    const stored = store.json("query", "--country", "RS", "--indicator", "ID.02", "--all-sources").observations;
    const rows = await tableRows(page);
    assert.equal(rows.length, stored.length);
    const crossed = (o) => Object.keys(o.dimensions).length > 1 && o.value >= 1 && o.value <= 4;
    // The others of 2021, taken from the total, would give the one boy away.
    const protecting = (o) => o.period === "2021" && o.dimensions.age_group === "ADT" && o.dimensions.sex === "M";
    const shown = (o) => (crossed(o) ? "1–4" : protecting(o) ? "•" : String(o.value ?? o.text ?? ""));
    assert.deepEqual(rows.map((row) => `${row[0]} ${row[2]} ${row[4]}`).sort(),
      stored.map((o) => `${o.period} ${shown(o)} ${o.source}`).sort());
    assert.ok(stored.some(crossed), "a small number that is to be masked");
    assert.ok(stored.some(protecting), "a number that would give it away");
  });
}

test("the keyboard reaches everything on every page", async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const address of addresses) {
    await open(address, "en");
    await assertKeyboard(page, address);
  }
});

test("the first stop of the keyboard leads past the navigation", async () => {
  await open("/batches", "en");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(new URL(page.url()).hash, "#content");
});

test("a word finds its indicators, links lead on, without a script", async () => {
  const still = await browser.newPage({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  await visit(still, `${store.origin}/indicators?lang=en`);
  await still.selectOption("select[name=country]", "RS");
  await still.fill("input[name=q]", "ID.02");
  await still.click("main button");
  assert.deepEqual(await still.locator("main ul.plain a").allTextContents(), ["ID.02"]);
  await still.click("main ul.plain a");
  assert.equal(await still.textContent("h1"), "RS ID.02");
  await still.click("nav a[href='/reports']");
  await still.click("main form[action='/reports/RS'] button");
  assert.equal(new URL(still.url()).pathname, "/reports/RS");
});
