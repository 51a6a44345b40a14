import { expect, request, test } from "@playwright/test";
import type { BrowserContext, Page } from "@playwright/test";
import { ADA, addTask, ready, taskTitle } from "./person.ts";
import { startTimedInstallation } from "./timed-installation.ts";
import type { TimedInstallation } from "./timed-installation.ts";

const HOUR = 60;
const DAY = 24 * HOUR;

for (const scheme of ["http", "https"] as const) {
  test.describe(`a session over ${scheme}`, () => {
    test.describe.configure({ mode: "serial" });
    let docket: TimedInstallation;
    let browser: BrowserContext;
    let page: Page;

    test.beforeAll(async () => {
      test.setTimeout(180_000);
      docket = await startTimedInstallation(scheme);
      browser = await docket.openBrowser();
      await docket.setUp(browser);
      page = browser.pages()[0] ?? (await browser.newPage());
      await page.goto("/");
      await ready(page);
      const saved = page.waitForResponse(/task\.create/);
      await addTask(page, "Water the plants");
      await saved;
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.reload();
      await ready(page);
      expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    });

    test.afterAll(async () => {
      await browser?.close();
      await docket?.stop();
    });

    test("continues after eleven idle minutes when following a link, reloading and running an action", async () => {
      const inbox = page.url();
      await docket.advance(browser, 11);
      await page.evaluate(() => Object.assign(window, { isSameDocument: true }));
      await page.getByRole("navigation").getByRole("link", { name: "Upcoming" }).first().click();
      await expect(page.getByRole("heading", { level: 1, name: "Upcoming" })).toBeVisible();
      expect(await page.evaluate(() => "isSameDocument" in window)).toBe(true);

      await docket.advance(browser, 11);
      await page.reload();
      await ready(page);
      await expect(page.getByRole("heading", { level: 1, name: "Upcoming" })).toBeVisible();

      await docket.advance(browser, 11);
      await page.goto(inbox);
      await expect(taskTitle(page, "Water the plants")).toBeVisible();

      await docket.advance(browser, 11);
      await addTask(page, "Feed the cat");
      await expect(page.getByText("Your session has ended.")).toBeHidden();
    });

    test("is renewed for session procedures too", async () => {
      const elsewhere = await request.newContext({ baseURL: docket.address, ignoreHTTPSErrors: true });
      const account = { email: ADA.email, password: ADA.password };
      const signedIn = await elsewhere.post("/api/trpc/session.signIn", {
        data: account,
        headers: { origin: docket.address },
      });
      expect(signedIn.ok(), await signedIn.text()).toBe(true);
      await elsewhere.dispose();
      await page.goto("/account");
      await page.getByRole("link", { name: "Sessions" }).click();
      await expect(page.getByText("this browser")).toBeVisible();
      await docket.advance(browser, 11);
      await page.getByRole("button", { name: "Sign out everywhere else" }).click();
      await expect(page.getByText("Signed out", { exact: true })).toBeVisible();
    });

    test("makes the sign-in page redirect, but only to pages on this site", async () => {
      await page.goto("/login?next=%2Faccount");
      await expect(page).toHaveURL(/\/settings\/profile$/);
      for (const next of [
        "/%09/evil.example",
        "/%0A/evil.example",
        "/%0D/evil.example",
        "/%5Cevil.example",
        "/.//evil.example",
      ]) {
        await page.goto(`/login?next=${next}`);
        await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
        expect(new URL(page.url()).origin).toBe(docket.address);
      }
    });

    test("persists with its data until the next morning after closing the browser", async () => {
      await browser.close();
      browser = await docket.openBrowser();
      await docket.advance(browser, 14 * HOUR);
      page = browser.pages()[0] ?? (await browser.newPage());
      await page.goto("/");
      await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
      await expect(taskTitle(page, "Water the plants")).toBeVisible();
    });

    test("lasts 29 days for an occasional user", async () => {
      for (const days of [10, 10, 9]) {
        await docket.advance(browser, days * DAY);
        await page.goto("/");
        await expect(taskTitle(page, "Water the plants")).toBeVisible();
      }
    });

    test("ends after 31 idle days and returns to the requested URL after signing in", async () => {
      await docket.advance(browser, 31 * DAY);
      const [, , workspace] = new URL(page.url()).pathname.split("/");
      const typed = `/w/${workspace}/search?q=plants`;
      await page.goto(typed);
      await expect(page).toHaveURL(`/login?next=${encodeURIComponent(typed)}`);
      await signIn();
      await expect(page).toHaveURL(typed);
      await expect(page.getByRole("link", { name: "Water the plants" })).toBeVisible();
    });

    test("starts on a page on this site, whatever `next` parameter the sign-in page receives", async () => {
      await browser.clearCookies();
      await page.goto("/login?next=/%09/evil.example");
      await signIn();
      await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
      expect(new URL(page.url()).origin).toBe(docket.address);
    });

    async function signIn(): Promise<void> {
      await ready(page);
      await page.getByLabel("Email", { exact: true }).fill(ADA.email);
      await page.getByLabel("Password", { exact: true }).fill(ADA.password);
      await page.getByRole("button", { name: "Sign in" }).click();
    }
  });
}
