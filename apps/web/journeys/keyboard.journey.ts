import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { ADA, addTask, openInbox, expectAccessible, ready, signIn, test } from "./person.ts";

/** Returns a task's row in the list. */
const row = (page: Page, title: string) =>
  page
    .getByRole("main")
    .locator("[data-task]")
    .filter({ has: page.getByRole("link", { name: title, exact: true }) });

/** Presses keys one after another. Asserts that an element has the focus after each of them. */
async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), `after ${key}`).not.toBe("BODY");
  }
}

/** Runs an action by searching for its name in the palette. */
async function run(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(`>${name}`);
  await expect(page.getByRole("dialog").getByRole("option", { selected: true })).toContainText(name);
  await press(page, "Enter");
}

/** Adds several tasks without closing the dialog. */
async function quickAdd(page: Page, ...titles: string[]): Promise<void> {
  await page.keyboard.press("q");
  for (const title of titles) {
    await page.keyboard.type(title);
    await page.keyboard.press("Shift+Enter");
  }
  await page.keyboard.press("Escape");
  for (const title of titles) await expect(row(page, title)).toBeVisible();
}

test("signs in and reorganises a project without a mouse", async ({ page }) => {
  // Creates the account if necessary.
  await signIn(page);
  await page.context().clearCookies();
  await page.goto("/");
  await ready(page);
  await expect(page.getByLabel("Email", { exact: true })).toBeFocused();
  for (const text of [ADA.email, ADA.password]) {
    if (!(await page.evaluate(() => document.activeElement instanceof HTMLInputElement)))
      await page.keyboard.press("Tab");
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
  await ready(page);

  await page.keyboard.press("Control+k");
  await page.keyboard.type("add project");
  await expect(page.getByRole("option", { selected: true })).toContainText("Add project");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Add project" })).toBeVisible();
  await page.keyboard.type("Allotment");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Allotment" })).toBeVisible();

  await quickAdd(page, "Dig", "Sow", "Water", "Harvest", "Cook");

  // Rename the focused task, and set its date, priority and a new label.
  await press(page, "j");
  await expect(page.getByRole("link", { name: "Dig", exact: true })).toBeFocused();
  await press(page, "F2");
  await page.keyboard.type("Dig the beds");
  await press(page, "Enter");
  await expect(page.getByRole("link", { name: "Dig the beds", exact: true })).toBeFocused();
  await press(page, "d");
  await expect(page.getByRole("dialog", { name: "Date" })).toBeVisible();
  await press(page, "t");
  await expect(row(page, "Dig the beds")).toContainText("Tomorrow");
  await press(page, "1");
  await press(page, "l");
  await expect(page.getByRole("dialog", { name: "Labels" })).toBeVisible();
  await page.keyboard.type("outdoors");
  await press(page, "Enter", "Escape");
  await expect(row(page, "Dig the beds")).toContainText("outdoors");

  // Indent, move and reorder.
  await press(page, "j", "Control+]");
  await expect(row(page, "Dig the beds")).toContainText("0/1");
  // The parent has expanded. Move the focus to it and collapse it.
  await expect(page.locator("main [data-task]")).toHaveCount(5);
  await expect(page.getByRole("link", { name: "Sow", exact: true })).toBeFocused();
  await press(page, "ArrowLeft", "ArrowLeft");
  await expect(page.locator("main [data-task]")).toHaveCount(4);
  await press(page, "End", "Alt+ArrowUp");
  await expect(page.getByRole("link", { name: "Cook", exact: true })).toBeFocused();
  await expect(page.locator("main [data-task]").last()).toContainText("Harvest");

  // Complete a range as one command, undo, redo and undo it.
  await press(page, "Home", "j", "x", "Shift+j");
  await expect(page.locator("main [data-selected]")).toHaveCount(2);
  await press(page, "e");
  await expect(page.locator("main [data-task]")).toHaveCount(2, { timeout: 15_000 });
  await press(page, "Control+z");
  await expect(page.getByRole("status").filter({ hasText: /^Undid: Completed “.*” and 1 more$/ })).toBeVisible();
  await expect(page.locator("main [data-task]")).toHaveCount(4);
  await press(page, "Control+Shift+z");
  await expect(page.locator("main [data-task]")).toHaveCount(2, { timeout: 15_000 });
  await press(page, "Control+z");
  await expect(page.locator("main [data-task]")).toHaveCount(4);

  // Run an action by name instead of its key, and move the task to another project.
  await press(page, "Escape", "End");
  await run(page, "Move to");
  await expect(page.getByRole("dialog", { name: "Move to" })).toBeVisible();
  await page.keyboard.type("Inbox");
  const moved = page.waitForResponse(/task\.move/);
  await press(page, "Enter");
  await expect(row(page, "Harvest")).toBeHidden();
  await moved;

  await press(page, "g", "i");
  await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
  await expect(row(page, "Harvest")).toBeVisible();

  // Changes made before a reload can be undone too.
  await page.reload();
  await ready(page);
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("status").filter({ hasText: "Undid: Moved “Harvest”" })).toBeVisible();
  await expect(row(page, "Harvest")).toBeHidden();
});

test("lists every shortcut and turns single-key shortcuts off", async ({ page }) => {
  await openInbox(page);
  await press(page, "Shift+?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet.getByText("Add task")).toBeVisible();
  await expect(sheet.getByText("Open the board")).toBeHidden();
  await expectAccessible(page);
  await page.keyboard.type("inbox");
  await expect(sheet.getByRole("listitem")).toHaveCount(1);

  const box = sheet.getByRole("checkbox", { name: /Single-key shortcuts/ });
  // Do both in a single event-loop task, so that nothing is rendered between the change and the key press.
  await box.evaluate((input) => {
    (input as HTMLInputElement).click();
    input.closest("dialog")?.close();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "q", bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("keyboard shortcuts");
  await expect(page.getByRole("option", { selected: true })).toContainText("Keyboard shortcuts");
  await page.keyboard.press("Enter");
  await box.check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("q");
  await expect(page.getByRole("dialog", { name: "New task" })).toBeVisible();
});

test("shows which keys can follow the first key of a sequence, then hides the hint", async ({ page }) => {
  await neverIdle(page);
  await openInbox(page);
  await page.keyboard.press("g");
  const hint = page.getByRole("status").filter({ hasText: "Go to Today" });
  await hint.waitFor();
  await expect(hint).toBeHidden({ timeout: 3_000 });
  await page.keyboard.press("g");
  await press(page, "t");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
});

test("handles the first key with lazily loaded code on a busy page", async ({ page }) => {
  await neverIdle(page);
  await openInbox(page);
  await addTask(page, "Wanted at once");
  await page.reload();
  await ready(page);
  await press(page, "j", "x");
  await expect(page.getByRole("toolbar", { name: "1 selected" })).toBeVisible();
});

/** Prevents the browser from ever being idle. Idle callbacks then run only when their timeout expires. */
async function neverIdle(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.requestIdleCallback = (act, { timeout } = {}) =>
      timeout === undefined ? 0 : window.setTimeout(() => act({ didTimeout: true, timeRemaining: () => 0 }), timeout);
  });
}

test("opens a dialog with a key pressed immediately after another one was closed", async ({ page }) => {
  await openInbox(page);
  await ready(page);
  const dialog = page.getByRole("dialog");
  for (const key of ["q", "Shift+?", "Control+k"]) {
    await page.keyboard.press(key);
    await expect(dialog).toBeVisible();
    for (let round = 0; round < 3; round += 1) {
      await pressWhileBusy(page, "Escape", key);
      await settle(page);
      await expect(dialog, `after ${key}`).toBeVisible();
    }
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
});

/** Presses keys while the page is busy, so that it handles them before anything that the first one caused. */
async function pressWhileBusy(page: Page, ...keys: string[]): Promise<void> {
  await page.evaluate(() => {
    setTimeout(() => {
      const end = performance.now() + 300;
      while (performance.now() < end);
    });
  });
  await Promise.all(keys.map((key) => page.keyboard.press(key)));
}

/** Waits until the page has handled the events that are already queued. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
}
