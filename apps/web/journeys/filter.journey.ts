import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { ADDRESS } from "../playwright.config.ts";
import {
  addTask,
  call,
  confirmationToken,
  openInbox,
  expectAccessible,
  newEmail,
  newProject,
  ready,
  taskTitle,
  test,
} from "./person.ts";

const JEAN = { name: "Jean Bartik", email: newEmail(), password: "six women and one machine" };

/** Creates a project and opens it. The tasks are given by title, each with the key that sets its priority. */
async function withTasks(page: Page, name: string, tasks: Record<string, string>): Promise<void> {
  await openInbox(page);
  await newProject(page, name);
  for (const [title, key] of Object.entries(tasks)) {
    await addTask(page, title);
    await taskTitle(page, title).focus();
    await page.keyboard.press(key);
  }
  await page.getByRole("heading", { level: 1 }).click();
}

/** Adds a condition by keyboard: first the field, then a value. */
async function addCondition(page: Page, field: string, value: string): Promise<void> {
  await page.keyboard.press("f");
  await expect(page.getByRole("button", { name: "Add condition", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.type(field);
  await page.keyboard.press("Enter");
  await expect(page.getByPlaceholder(new RegExp(field, "i"))).toBeFocused();
  await page.keyboard.type(value);
  await page.keyboard.press("Enter");
}

const bar = (page: Page) => page.getByRole("region", { name: "Filter" });
const asText = (page: Page) => page.getByLabel("Filter as text");
const views = (page: Page) => page.getByRole("navigation", { name: "Main" }).getByRole("region", { name: /Views/ });

test("builds a filter by keyboard and as text, and keeps it across reload, Back and browsers", async ({
  page,
  browser,
}) => {
  await withTasks(page, "Sieve", { "Burning roof": "1", "Dull knife": "3", "Loose end": "4" });
  await addCondition(page, "prio", "high");
  await expect(bar(page).getByRole("button", { name: "Priority is high", exact: true })).toBeVisible();
  await expect(taskTitle(page, "Burning roof")).toBeVisible();
  await expect(taskTitle(page, "Dull knife")).toBeHidden();
  await expectAccessible(page);
  await page.getByRole("option", { name: "low" }).click();
  await expect(bar(page).getByRole("button", { name: "Priority is high or low", exact: true })).toBeVisible();
  await expect(taskTitle(page, "Dull knife")).toBeVisible();
  await expect(taskTitle(page, "Loose end")).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Add condition", exact: true })).toBeFocused();

  await bar(page).getByText("Text", { exact: true }).click();
  await expect(asText(page)).toHaveValue("priority:high,low");
  await expectAccessible(page);
  await asText(page).fill("priority:low");
  await expect(taskTitle(page, "Burning roof")).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/filter=priority%3Alow/);

  await page.goBack();
  await expect(taskTitle(page, "Burning roof")).toBeVisible();
  await page.goBack();
  await expect(taskTitle(page, "Loose end")).toBeVisible();
  await page.goForward();
  await page.goForward();
  await expect(taskTitle(page, "Burning roof")).toBeHidden();
  await page.reload();
  await ready(page);
  await expect(taskTitle(page, "Dull knife")).toBeVisible();
  await expect(taskTitle(page, "Burning roof")).toBeHidden();

  await page.keyboard.press("Shift+G");
  await page.getByRole("group", { name: "Group by" }).getByRole("menuitemcheckbox", { name: "Priority" }).click();
  await page.getByRole("button", { name: "Collapse High" }).click();
  const path = new URL(page.url()).pathname;
  await page.getByRole("link", { name: "All tasks" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "All tasks" })).toBeVisible();
  const elsewhere = await (await browser.newContext({ baseURL: ADDRESS })).newPage();
  await openInbox(elsewhere);
  for (const other of [page, elsewhere]) {
    await other.goto(path);
    await ready(other);
    await expect(taskTitle(other, "Dull knife")).toBeVisible();
    await expect(taskTitle(other, "Burning roof")).toBeHidden();
    await expect(other.getByRole("button", { name: "Expand High" })).toBeVisible();
  }
  await elsewhere.context().close();

  await page.keyboard.press("Shift+F");
  await expect(taskTitle(page, "Loose end")).toBeVisible();
});

test("shows where a filter is invalid and keeps the previous result", async ({ page }) => {
  await withTasks(page, "Wrong words", { "Burning roof": "1", "Dull knife": "3" });
  await page.keyboard.press("f");
  await bar(page).getByText("Text", { exact: true }).click();
  await asText(page).fill("priority:high");
  await expect(taskTitle(page, "Dull knife")).toBeHidden();
  await asText(page).fill("priority:high label:nowhere");
  await expect(
    bar(page).getByText("At “nowhere”: Label: “nowhere” doesn't exist, or more than one has this name."),
  ).toBeVisible();
  await expect(asText(page)).toHaveAttribute("aria-invalid", "true");
  await expect(taskTitle(page, "Dull knife")).toBeHidden();
  await expectAccessible(page);

  await asText(page).fill("priority:high or priority:low");
  await expect(taskTitle(page, "Dull knife")).toBeVisible();
  await expect(bar(page).getByText("This filter uses groups or alternatives.")).toBeVisible();
  await asText(page).fill("priority:high -priority:low");
  await bar(page).getByText("Conditions", { exact: true }).click();
  await bar(page).getByRole("button", { name: "Priority is not low", exact: true }).focus();
  await page.keyboard.press("Backspace");
  await expect(bar(page).getByRole("button", { name: "Priority is not low", exact: true })).toBeHidden();
  await expect(page.getByRole("button", { name: "Add condition", exact: true })).toBeFocused();
  await bar(page).getByRole("button", { name: "Clear filter" }).click();
  await expect(taskTitle(page, "Dull knife")).toBeVisible();
});

test("saves, shares, changes, deletes and restores a view", async ({ page, browser }) => {
  await withTasks(page, "Views", { "Burning roof": "1", "Dull knife": "3" });
  await addCondition(page, "prio", "high");
  await page.keyboard.press("Escape");
  await expect(taskTitle(page, "Dull knife")).toBeHidden();
  await page.getByRole("button", { name: "Save view" }).click();
  await expectAccessible(page);
  await page.getByLabel("View name").fill("Urgent here");
  await page.getByLabel("Visible to").selectOption({ label: "Everyone in the workspace" });
  await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Urgent here" })).toBeVisible();
  await expect(page).toHaveTitle(/Urgent here/);
  await expect(views(page).getByRole("link", { name: "Urgent here" })).toBeVisible();
  await expect(taskTitle(page, "Burning roof")).toBeVisible();
  await expect(taskTitle(page, "Dull knife")).toBeHidden();
  await expectAccessible(page);
  const html = await (await page.request.get(page.url())).text();
  expect(html).toContain("Burning roof");

  const answer = await page.request.get("/api/trpc/workspace.list?input=%7B%7D");
  // Safe because this is the output type of the procedure.
  const { result } = (await answer.json()) as { result: { data: { items: { id: string }[] } } };
  const workspaceId = result.data.items[0]?.id;
  const invitation = { workspaceId, projectId: null, id: uuidv7(), role: "member", commandId: uuidv7() };
  // Safe because this is the output type of the procedure.
  const { link } = (await call(page, "invitation.create", invitation)) as { link: string };
  const token = new URL(link).hash.slice(1);
  const path = new URL(page.url()).pathname;
  const jean = await (await browser.newContext({ baseURL: ADDRESS })).newPage();
  await call(jean, "account.completeRegistration", { token, ...JEAN, timeZone: "Europe/Berlin" });
  await call(jean, "session.signIn", { email: JEAN.email, password: JEAN.password });
  await call(jean, "account.verifyEmail", { token: await confirmationToken(page, JEAN.email) });
  await call(jean, "invitation.accept", { workspaceId, token, commandId: uuidv7() });
  await jean.goto(path);
  await ready(jean);
  await expect(jean.getByRole("heading", { level: 1, name: "Urgent here" })).toBeVisible();

  await page.goto(path);
  await ready(page);
  await bar(page).getByRole("button", { name: "Priority is high", exact: true }).click();
  await page.getByRole("option", { name: "low" }).click();
  await page.keyboard.press("Escape");
  await expect(taskTitle(page, "Dull knife")).toBeVisible();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("button", { name: "Save changes" })).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`${path}$`));
  await expect(bar(jean).getByRole("button", { name: "Priority is high or low", exact: true })).toBeVisible();

  const item = views(page).getByRole("listitem").filter({ hasText: "Urgent here" });
  await item.hover();
  await item.getByRole("button", { name: "More actions for Urgent here" }).click();
  await page.getByRole("menuitem", { name: "Add to favourites" }).click();
  const favourites = page.getByRole("navigation", { name: "Main" }).getByRole("region", { name: /Favourites/ });
  await expect(favourites.getByRole("link", { name: "Urgent here" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("f");
  await expect(page.getByRole("dialog").getByRole("option", { name: "Urgent here" })).toBeVisible();
  await page.keyboard.press("Escape");

  await item.hover();
  await item.getByRole("button", { name: "More actions for Urgent here" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(jean.getByRole("heading", { name: "View not found" })).toBeVisible();
  await expect(views(page).getByRole("link", { name: "Urgent here" })).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(views(page).getByRole("link", { name: "Urgent here" })).toBeVisible();
  await expect(jean.getByRole("heading", { level: 1, name: "Urgent here" })).toBeVisible();
  await jean.context().close();
});
