import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { addTask, newProject, ready, taskRow, taskTitle, test } from "./person.ts";
import { openWorkspace, send, waitForKeptFiles } from "./seed.ts";

const LOST_CONNECTION = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ERR_FAILED|Failed to fetch/;

const panel = (page: Page) => page.getByRole("complementary", { name: "Task" });
const comments = (page: Page) => panel(page).getByRole("list", { name: "Comments" }).getByRole("listitem");
const projectLink = (page: Page, name: RegExp) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });

async function comment(page: Page, body: string): Promise<void> {
  const field = panel(page).getByRole("textbox", { name: "Write a comment…" });
  await field.fill(body);
  await field.press("Control+Enter");
}

/** Adds a task, and returns its ID. */
async function newTask(page: Page, title: string): Promise<string> {
  await addTask(page, title);
  return (await taskRow(page, title).getAttribute("data-task")) ?? "";
}

test("shows descriptions, comments and counts without a connection, and changes them", async ({
  page,
  context,
  complaints,
}) => {
  await openWorkspace(page, "Details offline");
  await newProject(page, "House");
  const id = await newTask(page, "Paint the hall");
  await newTask(page, "Fix the tap");
  await expect(projectLink(page, /^House.*2/)).toBeVisible();
  // Another device writes the first comment, which arrives with the feed.
  await taskTitle(page, "Paint the hall").click();
  await send(page, "task.update", { id, baseVersion: 1, set: { description: "White or **yellow**?" } });
  await send(page, "comment.create", { id: uuidv7(), taskId: id, body: "Two buckets will do" });
  await expect(comments(page)).toHaveCount(1);
  await panel(page).getByRole("button", { name: "Close" }).click();
  await waitForKeptFiles(page);
  await page.reload();
  await ready(page);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();

  await context.setOffline(true);
  await taskTitle(page, "Paint the hall").click();
  await expect(panel(page).getByText("White or yellow?")).toBeVisible();
  await expect(comments(page)).toHaveText([/Two buckets will do/]);
  await comment(page, "I have one left");
  await expect(comments(page)).toHaveText([/Two buckets will do/, /I have one left/]);
  // A new task has no details that could be missing.
  await panel(page).getByRole("button", { name: "Close" }).click();
  await addTask(page, "Sweep");
  await expect(projectLink(page, /^House.*3/)).toBeVisible();
  await taskTitle(page, "Sweep").click();
  await expect(panel(page).getByRole("button", { name: "Add a description…" })).toBeVisible();
  await comment(page, "With the new broom");
  await panel(page).getByRole("button", { name: "Close" }).click();
  await taskRow(page, "Fix the tap").getByRole("checkbox").click();
  await expect(projectLink(page, /^House.*2/)).toBeVisible();

  await expect(async () => {
    await page.reload();
    expect(await page.locator("[data-offline-workspace]").count()).toBe(1);
  }).toPass();
  await expect(projectLink(page, /^House.*2/)).toBeVisible();
  await taskTitle(page, "Paint the hall").click();
  await expect(panel(page).getByText("White or yellow?")).toBeVisible();
  await expect(comments(page)).toHaveText([/Two buckets will do/, /I have one left/]);

  await context.setOffline(false);
  await expect(page.getByText("will be saved")).toBeHidden();
  await page.reload();
  await ready(page);
  await expect(comments(page)).toHaveText([/Two buckets will do/, /I have one left/]);
  await expect(projectLink(page, /^House.*2/)).toBeVisible();
  expect(complaints.splice(0).filter((text) => !LOST_CONNECTION.test(text))).toEqual([]);
});
