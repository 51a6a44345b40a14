import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { addTask, newProject, ready, taskRow, taskTitle, test } from "./person.ts";
import { openWorkspace, waitForKeptFiles } from "./seed.ts";

const LOST_CONNECTION = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ERR_FAILED|Failed to fetch/;

const panel = (page: Page) => page.getByRole("complementary", { name: "Task" });
const titles = (page: Page) => page.getByRole("main").locator("[data-task-link]").allTextContents();

/** Waits until the page can be reloaded without a connection. */
async function prepareOffline(page: Page): Promise<void> {
  await waitForKeptFiles(page);
  await page.reload();
  await ready(page);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
}

test("reloads, opens typed addresses and goes back without a connection, and saves the changes afterwards", async ({
  page,
  context,
  complaints,
}) => {
  await openWorkspace(page, "Reloaded offline");
  await newProject(page, "Journey");
  for (const title of ["Buy tickets", "Book a hotel"]) await addTask(page, title);
  const journey = new URL(page.url()).pathname;
  await prepareOffline(page);

  await context.setOffline(true);
  // The browser applies it to a service worker that is just starting some time later.
  await expect(async () => {
    await page.reload();
    expect(await page.evaluate(() => document.querySelector("[data-offline-workspace]") !== null)).toBe(true);
  }).toPass();
  await expect(page.getByRole("heading", { level: 1, name: "Journey" })).toBeVisible();
  await expect.poll(() => titles(page)).toEqual(["Buy tickets", "Book a hotel"]);
  await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Journey/ })).toBeVisible();
  await addTask(page, "Pack");
  await taskRow(page, "Buy tickets").getByRole("checkbox").click();
  await expect(taskTitle(page, "Buy tickets")).toBeHidden();
  await page.reload();
  await expect.poll(() => titles(page)).toEqual(["Book a hotel", "Pack"]);

  await page.goto(journey.replace(/\/p\/.*/, "/all"));
  await expect(page.getByRole("heading", { level: 1, name: "All tasks" })).toBeVisible();
  await expect.poll(async () => (await titles(page)).toSorted()).toEqual(["Book a hotel", "Pack"]);
  await taskTitle(page, "Pack").click();
  await expect(panel(page).getByLabel("Title")).toHaveValue("Pack");
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Journey" })).toBeVisible();
  await expect(page.getByText("2 changes will be saved when the connection is back.")).toBeVisible();
  await page.goto(journey.replace(/\/p\/.*/, "/search?q=hotel"));
  await expect(
    page.getByRole("list", { name: "Search results" }).getByRole("link", { name: /Book a hotel/ }),
  ).toBeVisible();
  await page.goBack();
  await page.getByRole("link", { name: "Activity" }).click();
  await expect(page.getByText("This appears when the connection is back.")).toBeVisible();

  await context.setOffline(false);
  await expect(page.getByText("will be saved")).toBeHidden();
  await expect(page.getByText("This appears when the connection is back.")).toBeHidden();
  await page.goBack();
  await page.reload();
  await ready(page);
  await expect(page.locator("[data-offline-workspace]")).toHaveCount(0);
  await expect.poll(() => titles(page)).toEqual(["Book a hotel", "Pack"]);
  expect(complaints.splice(0).filter((text) => !LOST_CONNECTION.test(text))).toEqual([]);
});

test("shows nothing of a user without a connection after they have signed out", async ({
  page,
  context,
  complaints,
}) => {
  await openWorkspace(page, "Left behind");
  await newProject(page, "Secret plans");
  await prepareOffline(page);
  const address = page.url();
  const other = await context.newPage();
  await other.goto(address);
  await ready(other);
  await page.bringToFront();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("Sign out");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/login/);
  await ready(page);
  // A tab stores its page when it is left, but not after the user has signed out in another one.
  await other.goto("about:blank");
  const countKept = () =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("docket.page.")).length);
  expect(await countKept()).toBe(0);
  await context.setOffline(true);
  // Signing out also removes the service worker, so that the browser shows its own error.
  await page.goto(address).catch(() => undefined);
  await expect(page.getByText("Secret plans")).toHaveCount(0);
  await context.setOffline(false);
  complaints.splice(0);
});

test("shows the workspace instead of a proxy's error page while the server is restarted", async ({
  page,
  context,
  complaints,
}) => {
  await openWorkspace(page, "Behind a proxy");
  await newProject(page, "Restart");
  await addTask(page, "Water the plants");
  await prepareOffline(page);
  await context.route(/\/w\/[^/]+\/p\//, (route) => route.fulfill({ status: 502, body: "Bad Gateway" }));
  await page.reload();
  await expect(page.locator("[data-offline-workspace]")).toHaveCount(1);
  await expect(taskTitle(page, "Water the plants")).toBeVisible();
  await context.unroute(/\/w\/[^/]+\/p\//);
  await page.reload();
  await expect(page.locator("[data-offline-workspace]")).toHaveCount(0);
  await expect(taskTitle(page, "Water the plants")).toBeVisible();
  expect(complaints.splice(0).filter((text) => !LOST_CONNECTION.test(text))).toEqual([]);
});
