// The one-time link is the only way in.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertKeyboard, assertNoSideways, openBrowser, signIn, visit } from "./browser.js";
import { startStore } from "./store.js";

const pages = ["/", "/modules", "/modules/org.rapporteur.country.rs", "/batches", "/batches/1", "/indicators",
  "/indicators/RS/ID.02", "/reports", "/reports/RS?from=2015&to=2023&in=en", "/audit", "/no-such-page"];
let store, browser;

before(async () => {
  store = await startStore();
  browser = await openBrowser(store.origin);
});
after(async () => {
  await browser?.close();
  await store?.stop();
});

test("a stranger gets nothing but how to sign in", async () => {
  const page = await browser.newPage();
  for (const address of pages) {
    const answer = await page.goto(store.origin + address);
    assert.equal(answer.status(), 403, address);
    assert.equal(await page.textContent("h1"), "Sign in", address);
    assert.equal(await page.locator("nav").count(), 0, address);
    assert.equal(await page.locator("table, form").count(), 0, address);
  }
  await assertAccessible(page, "the page of a stranger");
  await assertKeyboard(page, "the page of a stranger");
  const api = await page.request.get(`${store.origin}/api/v1/batches`);
  assert.equal(api.status(), 401);
});

test("opening the link does not use it up, its button does, once", async () => {
  const first = await browser.newPage();
  await visit(first, store.firstLink);
  await visit(first, store.firstLink);
  await assertAccessible(first, "the page of the link");
  await assertKeyboard(first, "the page of the link");
  await first.setViewportSize({ width: 320, height: 640 });
  await assertNoSideways(first, "the page of the link");
  await signIn(first, store);
  assert.equal(await first.textContent("h1"), "Overview");

  const second = await browser.newPage();
  await second.goto(store.firstLink);
  const [answer] = await Promise.all([
    second.waitForResponse((response) => response.request().method() === "POST"),
    second.getByRole("button").click(),
  ]);
  assert.equal(answer.status(), 403);
  assert.equal(await second.textContent("h1"), "This link can't be used");
  assert.equal((await second.goto(store.origin)).status(), 403);
});

test("a made-up session opens nothing", async () => {
  const page = await browser.newPage();
  const cookie = { name: "rapporteur_session", value: "0".repeat(64), url: store.origin };
  await page.context().addCookies([cookie]);
  assert.equal((await page.goto(store.origin)).status(), 403);
});
