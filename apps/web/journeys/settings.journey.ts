import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { ADA, openInbox, expectAccessible, ready, test } from "./person.ts";

async function openSettings(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("switches the whole app to another language and back", async ({ page }) => {
  await openInbox(page);
  await openSettings(page, "Language and time");
  await expectAccessible(page);
  await page.getByLabel("Language").selectOption("Deutsch");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sprache und Zeit" })).toBeVisible();
  await ready(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(
    page.getByRole("navigation", { name: "Hauptmenü" }).getByRole("link", { name: "Eingang" }),
  ).toBeVisible();
  await page.getByLabel("Sprache").selectOption("English");
  await page.getByRole("button", { name: "Speichern" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Language and time" })).toBeVisible();
});

test("applies another time zone to the current day immediately", async ({ page }) => {
  await openInbox(page);
  const dayIn = (timeZone: string) =>
    new Intl.DateTimeFormat("en-US", { timeZone, weekday: "short", month: "short", day: "numeric" }).format(new Date());
  // Honolulu and Kiritimati are always on different calendar days.
  for (const zone of ["Pacific/Honolulu", "Pacific/Kiritimati", "Europe/Berlin"]) {
    await openSettings(page, "Language and time");
    await page.getByLabel("Time zone").selectOption(zone);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Today" }).click();
    const heading = page.getByRole("heading", { level: 1, name: /^Today / });
    await expect(async () => expect(await heading.textContent()).toBe(`Today ${dayIn(zone)}`)).toPass();
  }
});

test("applies the time and date formats immediately", async ({ page }) => {
  await openInbox(page);
  const choose = async (clock: string, dateOrder: string) => {
    await openSettings(page, "Language and time");
    await page.getByLabel("Time format").selectOption(clock);
    await page.getByLabel("Date format").selectOption(dateOrder);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Today" }).click();
  };
  const heading = page.getByRole("heading", { level: 1, name: /^Today / });
  await choose("24", "day");
  await expect(heading).toHaveText(/^Today \w+,? \d+ \w+$/);
  await page.goto("/w/ada-lovelace/activity");
  await expect(page.locator("time").first()).toHaveText(/^\d\d:\d\d$/);
  await choose("", "");
  await expect(heading).toHaveText(/^Today \w+, \w+ \d+$/);
});

test("offers to switch to the browser's time zone, once for each zone", async ({ browser }) => {
  const openIn = async (timezoneId: string) => {
    const page = await browser.newPage({ timezoneId });
    await openInbox(page);
    return { page, banner: page.getByText(/Your time zone seems to be/) };
  };
  const { page, banner } = await openIn("America/New_York");
  await expect(banner).toContainText("America/New York");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Keep Europe/Berlin" }).click();
  await expect(banner).toBeHidden();
  await page.reload();
  await ready(page);
  // Banners appear with the first key, and their code has been loaded before.
  await page.keyboard.press("Shift");
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve(null), { timeout: 2_000 })));
  await expect(banner).toBeHidden();
  await page.close();

  const tokyo = await openIn("Asia/Tokyo");
  await tokyo.page.getByRole("button", { name: "Switch", exact: true }).click();
  await expect(tokyo.banner).toBeHidden();
  await openSettings(tokyo.page, "Language and time");
  await expect(tokyo.page.getByLabel("Time zone")).toHaveValue("Asia/Tokyo");
  await tokyo.page.getByLabel("Time zone").selectOption("Europe/Berlin");
  await tokyo.page.getByRole("button", { name: "Save" }).click();
  await expect(tokyo.page.getByText("Saved", { exact: true })).toBeVisible();
  await tokyo.page.close();
});

test("applies appearance and shortcuts immediately and keeps them", async ({ page }) => {
  await openInbox(page);
  await openSettings(page, "Appearance");
  await page.getByText("Dark", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-appearance", "dark");
  await expectAccessible(page);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-appearance", "dark");
  await ready(page);
  await page.getByText("System", { exact: true }).click();

  await openSettings(page, "Keyboard");
  await expectAccessible(page);
  await page.getByRole("checkbox", { name: /Single-key shortcuts/ }).click();
  await expect(page.getByRole("checkbox", { name: /Single-key shortcuts/ })).not.toBeChecked();
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await page.reload();
  await ready(page);
  await expect(page.getByRole("checkbox", { name: /Single-key shortcuts/ })).not.toBeChecked();
  await page.getByRole("checkbox", { name: /Single-key shortcuts/ }).click();
  await expect(page.getByRole("checkbox", { name: /Single-key shortcuts/ })).toBeChecked();
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
});

test("shows a token once; it works until it is revoked", async ({ page, playwright, baseURL }) => {
  await openInbox(page);
  await openSettings(page, "API tokens");
  await page.getByLabel("Name", { exact: true }).fill("Backup script");
  await page.getByRole("button", { name: "Create token" }).click();
  const secret = (await page.locator("code", { hasText: /^dkt_pat_\w{20,}$/ }).textContent()) ?? "";
  expect(secret).toMatch(/^dkt_pat_\w+$/);
  await expectAccessible(page);
  const script = await playwright.request.newContext({
    baseURL: baseURL ?? "",
    extraHTTPHeaders: { authorization: `Bearer ${secret}` },
  });
  const list = () => script.get(`/api/trpc/workspace.list?input=${encodeURIComponent("{}")}`);
  expect((await list()).status()).toBe(200);
  await page.reload();
  await expect(page.getByText(secret)).toBeHidden();
  await ready(page);
  await page.getByRole("button", { name: "Revoke Backup script" }).click();
  await expect(page.getByRole("button", { name: "Revoke Backup script" })).toBeHidden();
  expect((await list()).status()).toBe(401);
  await script.dispose();
});

test("signs out another browser, which takes effect at its next request", async ({ page, browser }) => {
  await openInbox(page);
  const other = await (
    await browser.newContext({ userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" })
  ).newPage();
  await openInbox(other);
  await openSettings(page, "Sessions");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign out Firefox on Linux" }).first().click();
  await expect(page.getByRole("button", { name: "Sign out Firefox on Linux" })).toHaveCount(0);
  await other.goto("/account");
  await expect(other).toHaveURL(/\/login/);
  await other.context().close();
});

test("exports the account's data, and deletes an account only after confirmation", async ({ page, complaints }) => {
  await openInbox(page);
  await openSettings(page, "Your data");
  await expectAccessible(page);
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download my data" }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/\.json$/);
  expect(readFileSync(await file.path(), "utf8")).toContain(ADA.email);
  const comingWorkspace = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export workspace" }).click();
  const workspaceFile = await comingWorkspace;
  expect(workspaceFile.suggestedFilename()).toMatch(/^docket-.*\.json$/);
  expect(JSON.parse(readFileSync(await workspaceFile.path(), "utf8"))).toMatchObject({
    workspace: { slug: "ada-lovelace" },
  });
  await page.getByRole("button", { name: "Delete my account" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByLabel("Your email").fill("somebody@example.org");
  await dialog.getByRole("button", { name: "Delete my account" }).click();
  await expect(dialog.getByText("This is not the email of this account.")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", { name: "Delete my account" })).toBeFocused();
  await expect.poll(() => complaints.splice(0)).toEqual([expect.stringContaining("422")]);
});

test("changes name and password, but not with a wrong password", async ({ page, complaints }) => {
  await openInbox(page);
  await openSettings(page, "Profile");
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Ada King");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(ADA.name);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByLabel("Current password").fill("not the password");
  await page.getByLabel("New password", { exact: true }).fill("a loud brook at dusk");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("The password is wrong.")).toBeVisible();
  await expect.poll(() => complaints.splice(0)).toEqual([expect.stringContaining("422")]);
  await page.getByLabel("Current password").fill(ADA.password);
  await page.getByLabel("New password", { exact: true }).fill(ADA.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password has been changed.")).toBeVisible();
});
