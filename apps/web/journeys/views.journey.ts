import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectAccessible, openInbox, ready, tabTitle, taskTitle, test } from "./person.ts";
import { openWorkspace, seedProject, send, workspacePath } from "./seed.ts";

/** Returns the requests for pages, as documents or from Next's router, that the page sends from now on. */
function pageRequests(page: Page): string[] {
  const requests: string[] = [];
  page.on("request", (request) => {
    const isPage = request.resourceType() === "document" || request.headers()["rsc"] !== undefined;
    if (isPage) requests.push(request.url());
  });
  return requests;
}

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

/** Returns a link in the sidebar. */
const sidebarLink = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).first();

/** Returns the live regions that announce the title of a view. That of Next is in a shadow root. */
const titleAnnouncements = (page: Page, title: string) =>
  page.locator("[aria-live]").filter({ hasText: `${title} · Docket` });

/** Creates a project, a label and a saved view in the workspace of the page, which appear in the sidebar. */
async function seedViews(page: Page): Promise<void> {
  await send(page, "project.create", { id: uuidv7(), name: "Orchard" });
  await send(page, "label.create", { id: uuidv7(), name: "Ladder" });
  await send(page, "view.create", { id: uuidv7(), name: "Ripe" });
  await page.reload();
  await ready(page);
}

/** The views of a workspace with their headings. No two neighbors are the same view. */
const VIEWS = [
  ["Inbox", "Inbox"],
  ["Notifications", "Notifications"],
  ["Today", "Today"],
  ["Upcoming", "Upcoming"],
  ["Assigned to me", "Assigned to me"],
  ["All tasks", "All tasks"],
  ["Orchard", "Orchard"],
  ["Ripe", "Ripe"],
  ["Ladder", "Ladder"],
  ["Completed", "Completed"],
  ["Activity", "Activity"],
  ["Trash", "Trash"],
] as const;

test("announces the title of each view to screen readers, once", async ({ page }) => {
  await openWorkspace(page, "Choir");
  for (const name of ["All tasks", "Today"]) {
    await sidebarLink(page, name).click();
    await expect(heading(page, name)).toBeVisible();
    await expect(titleAnnouncements(page, name)).toHaveCount(1);
  }
  await page.goBack();
  await expect(titleAnnouncements(page, "All tasks")).toHaveCount(1);
});

test("moves through all views without loading a page, with their titles and with Back and Forward", async ({
  page,
}) => {
  await openWorkspace(page, "Farm");
  await seedViews(page);
  const requests = pageRequests(page);
  for (const [link, title] of VIEWS) {
    await sidebarLink(page, link).click();
    await expect(heading(page, title)).toBeVisible();
    await expect(page).toHaveTitle(tabTitle(title));
    await expect(sidebarLink(page, link)).toHaveAttribute("aria-current", "page");
  }
  for (const [, title] of VIEWS.slice(0, -1).toReversed()) {
    await page.goBack();
    await expect(heading(page, title)).toBeVisible();
    await expect(page).toHaveTitle(tabTitle(title));
  }
  await page.goForward();
  await expect(heading(page, "Notifications")).toBeVisible();
  expect(requests).toEqual([]);
  await expectAccessible(page);
});

test("moves between views with shortcuts and the palette without loading a page", async ({ page }) => {
  await openWorkspace(page, "Stable");
  await seedViews(page);
  const requests = pageRequests(page);
  const palette = page.getByRole("dialog");
  for (const [keys, title] of [
    ["gu", "Upcoming"],
    ["gi", "Inbox"],
    ["gt", "Today"],
  ] as const) {
    for (const key of keys) await page.keyboard.press(key);
    await expect(heading(page, title)).toBeVisible();
  }
  for (const [typed, title] of [
    ["Orchard", "Orchard"],
    ["Go to Trash", "Trash"],
    ["Ladder", "Ladder"],
  ] as const) {
    await page.keyboard.press("Control+k");
    await palette.getByRole("combobox").fill(typed);
    await palette.getByRole("option", { name: typed }).first().click();
    await expect(heading(page, title)).toBeVisible();
  }
  // The search text differs each time, so the field follows it.
  for (const words of ["apples", "pears"]) {
    await page.keyboard.press("Control+k");
    await palette.getByRole("combobox").fill(words);
    await palette.getByRole("option", { name: `Search for “${words}”` }).click();
    await expect(page.getByRole("searchbox")).toHaveValue(words);
  }
  await page.goBack();
  await expect(page.getByRole("searchbox")).toHaveValue("apples");
  expect(requests).toEqual([]);
});

test("keeps the scroll position of a view for Back, and shows another view from its top", async ({ page }) => {
  await openInbox(page);
  const titles = Array.from({ length: 60 }, (_, index) => `Row ${index + 1}`);
  await seedProject(page, { name: "Long walk", sections: [], tasks: { "": titles } });
  const scrolled = () => page.evaluate(() => Math.round(window.scrollY));
  await page.evaluate(() => window.scrollTo(0, 700));
  await expect.poll(scrolled).toBe(700);
  await page.keyboard.press("g");
  await page.keyboard.press("u");
  await expect(heading(page, "Upcoming")).toBeVisible();
  expect(await scrolled()).toBe(0);
  await page.goBack();
  await expect(taskTitle(page, "Row 20")).toBeVisible();
  await expect.poll(scrolled).toBe(700);
  await page.goForward();
  await expect(heading(page, "Upcoming")).toBeVisible();
  await page.goBack();
  await expect.poll(scrolled).toBe(700);
});

test("keeps the task panel open while its view is shown, and restores it with Back", async ({ page }) => {
  await openInbox(page);
  await seedProject(page, { name: "Panelled", sections: [], tasks: { "": ["Paint the door", "Oil the hinge"] } });
  const requests = pageRequests(page);
  const panel = page.getByRole("complementary", { name: "Task" });
  await taskTitle(page, "Paint the door").click();
  await expect(panel.getByRole("textbox", { name: "Title" })).toHaveValue("Paint the door");
  await taskTitle(page, "Oil the hinge").click();
  await expect(panel.getByRole("textbox", { name: "Title" })).toHaveValue("Oil the hinge");
  await sidebarLink(page, "Today").click();
  await expect(heading(page, "Today")).toBeVisible();
  await expect(panel).toBeHidden();
  await page.goBack();
  await expect(heading(page, "Panelled")).toBeVisible();
  await expect(panel.getByRole("textbox", { name: "Title" })).toHaveValue("Oil the hinge");
  await page.goBack();
  await expect(panel).toBeHidden();
  await expect(heading(page, "Panelled")).toBeVisible();
  expect(requests).toEqual([]);
  // The HTML of a page with an open task contains it.
  await page.goForward();
  const html = await (await page.request.get(page.url())).text();
  expect(html).toMatch(/<aside[^>]*data-panel[^]*Oil the hinge/);
});

test("leaves clicks with a modifier key to the browser", async ({ page, context }) => {
  await openInbox(page);
  const address = page.url();
  for (const click of [{ modifiers: ["Control" as const] }, { button: "middle" as const }]) {
    const [tab] = await Promise.all([context.waitForEvent("page"), sidebarLink(page, "Upcoming").click(click)]);
    await expect(heading(tab, "Upcoming")).toBeVisible();
    expect(page.url()).toBe(address);
    await tab.close();
  }
});

test("answers 404 for unknown views, and shows the same on the way to a project that is not there", async ({
  page,
  complaints,
}) => {
  await openInbox(page);
  const home = workspacePath(page);
  const unknown = uuidv7();
  for (const path of ["nothing", "today/more", "p", "p/1", `p/${unknown}`, `l/${unknown}`, `v/${unknown}`, "t/NONE-1"])
    expect(`${(await page.request.get(`${home}/${path}`)).status()} ${path}`).toBe(`404 ${path}`);
  expect((await page.request.get(`${home}/today`)).status()).toBe(200);
  for (const path of [`p/${unknown}`, `l/${unknown}`, `v/${unknown}`, "t/NONE-1"]) {
    // A link within the document, such as one in an activity that was loaded before a project was deleted.
    await page.evaluate((href) => window.history.pushState(null, "", href), `${home}/${path}`);
    await expect(heading(page, "Page not found")).toBeVisible();
    await page.goBack();
    await expect(heading(page, "Inbox")).toBeVisible();
  }
  // The browser reports each of these responses of the API.
  expect(complaints.splice(0).filter((text) => !text.includes("404"))).toEqual([]);
});

test("opens the settings and comes back to the view", async ({ page }) => {
  await openInbox(page);
  await seedProject(page, { name: "Departure", sections: [], tasks: { "": ["Pack"] } });
  await sidebarLink(page, "Today").click();
  await expect(heading(page, "Today")).toBeVisible();
  await page.evaluate(() => Object.assign(window, { isSameDocument: true }));
  const requests = pageRequests(page);
  await sidebarLink(page, "Settings").click();
  await expect(page).toHaveURL(/\/settings\/profile$/);
  await expect(page).toHaveTitle(tabTitle("Profile"));
  await expect(sidebarLink(page, "Settings")).toHaveAttribute("aria-current", "page");
  expect(requests.length).toBeGreaterThan(0);
  await page.goBack();
  await expect(heading(page, "Today")).toBeVisible();
  await expect(page).toHaveTitle(tabTitle("Today"));
  await page.goBack();
  await expect(heading(page, "Departure")).toBeVisible();
  await page.goForward();
  await page.goForward();
  await expect(page).toHaveTitle(tabTitle("Profile"));
  // From the settings, a view is loaded from the server; from there on, only the address changes.
  await sidebarLink(page, "Upcoming").click();
  await expect(heading(page, "Upcoming")).toBeVisible();
  requests.length = 0;
  await sidebarLink(page, "Departure").click();
  await expect(taskTitle(page, "Pack")).toBeVisible();
  await page.goBack();
  await expect(heading(page, "Upcoming")).toBeVisible();
  await page.goBack();
  await expect(page).toHaveTitle(tabTitle("Profile"));
  await page.goBack();
  await expect(heading(page, "Today")).toBeVisible();
  expect(await page.evaluate(() => "isSameDocument" in window)).toBe(true);
  expect(requests.filter((address) => !address.includes("/settings/"))).toEqual([]);
});

test("returns to the right view after the settings have been read again", async ({ page }) => {
  await openInbox(page);
  await sidebarLink(page, "Today").click();
  await expect(heading(page, "Today")).toBeVisible();
  await sidebarLink(page, "Upcoming").click();
  await expect(heading(page, "Upcoming")).toBeVisible();
  await sidebarLink(page, "Settings").click();
  await expect(page).toHaveTitle(tabTitle("Profile"));
  const section = page.getByRole("region", { name: "Name" });
  await section.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  for (const title of ["Upcoming", "Today", "Inbox"]) {
    await page.goBack();
    await expect(heading(page, title)).toBeVisible();
    await expect(page).toHaveTitle(tabTitle(title));
    // The button that had the focus is gone.
    await expect(page.locator("#content")).toBeFocused();
  }
  await page.goForward();
  await expect(heading(page, "Today")).toBeVisible();
  await sidebarLink(page, "Inbox").click();
  await expect(heading(page, "Inbox")).toBeVisible();
  await page.goBack();
  await expect(heading(page, "Today")).toBeVisible();
});
