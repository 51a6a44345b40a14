import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { call, expectAccessible, ready, signIn, taskTitle, test, withColleague } from "./person.ts";

type Made = { path: string; workspaceId: string; projectId: string; taskId: string };

/** Sends a command as the user of the page. */
function command(page: Page, path: string, input: object): Promise<unknown> {
  return call(page, path, { ...input, commandId: uuidv7() });
}

/** Creates a project with tasks and opens it. Returns its path and the id of the first task. */
async function withTasks(page: Page, name: string, ...titles: string[]): Promise<Made> {
  await signIn(page);
  const answer = await page.request.get("/api/trpc/workspace.list?input=%7B%7D");
  // Safe because this is the output type of the procedure.
  const { result } = (await answer.json()) as { result: { data: { items: { id: string; slug: string }[] } } };
  const { id: workspaceId = "", slug = "" } = result.data.items[0] ?? {};
  const projectId = uuidv7();
  await command(page, "project.create", { workspaceId, id: projectId, name, color: "teal" });
  const ids = titles.map(() => uuidv7());
  for (const [index, title] of titles.entries())
    await command(page, "task.create", { workspaceId, id: ids[index], projectId, title });
  const path = `/w/${slug}/p/${projectId}`;
  await page.goto(path);
  await ready(page);
  return { path, workspaceId, projectId, taskId: ids[0] ?? "" };
}

const row = (page: Page, title: string) => page.getByRole("main").getByRole("link", { name: title, exact: true });
const panel = (page: Page) => page.getByRole("complementary", { name: "Task" });
const description = (page: Page) => panel(page).getByRole("textbox", { name: "Description" });

/** Opens the editor of the description. A panel rendered by the server may need a moment to become interactive. */
async function openDescription(page: Page): Promise<void> {
  const empty = panel(page).getByRole("button", { name: "Add a description…" });
  const pen = panel(page).getByRole("button", { name: "Edit description" });
  await expect(async () => {
    // On a busy machine, an earlier click may open the editor only now.
    if (!(await description(page).isVisible())) await empty.or(pen).click({ timeout: 1_000 });
    await expect(description(page)).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

async function describe(page: Page, text: string): Promise<void> {
  await openDescription(page);
  await description(page).fill(text);
  await description(page).press("Control+Enter");
}

test("opens a task by click or Enter, follows J, and closes one layer per Escape", async ({ page }) => {
  await withTasks(page, "Panel keys", "first", "second");
  await row(page, "first").click();
  await expect(panel(page).getByRole("heading", { level: 2, name: "first" })).toBeVisible();
  await page.keyboard.press("j");
  await expect(panel(page).getByRole("heading", { level: 2, name: "second" })).toBeVisible();
  await expect(row(page, "second")).toBeFocused();
  await page.goBack();
  await expect(panel(page)).toBeHidden();

  await row(page, "first").focus();
  await page.keyboard.press("x");
  await page.keyboard.press("Enter");
  await expect(panel(page)).toBeVisible();
  await panel(page).getByRole("button", { name: "More actions for first" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(panel(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
  await expect(row(page, "first")).toBeFocused();
  await expect(page.locator("[data-selected]")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-selected]")).toHaveCount(0);

  await page.keyboard.press("Enter");
  await expect(panel(page)).toBeVisible();
  await page.keyboard.press("]");
  await expect(panel(page)).toBeHidden();
});

test("edits title, fields, sub-tasks, checklist and comments in place, and shows the activity", async ({ page }) => {
  await withTasks(page, "Panel edit", "Plan the move");
  await row(page, "Plan the move").click();
  const title = panel(page).getByRole("textbox", { name: "Title" });
  await title.fill("Plan the big move");
  await title.press("Enter");
  await expect(row(page, "Plan the big move")).toBeVisible();
  await title.fill("nonsense");
  await title.press("Escape");
  await expect(title).toHaveValue("Plan the big move");

  await panel(page).getByRole("button", { name: "(Priority)" }).click();
  await page.getByRole("menuitemcheckbox", { name: "High priority" }).click();
  await expect(panel(page).getByRole("button", { name: "(Priority)" })).toHaveText(/High priority/);
  await panel(page).getByRole("button", { name: "(Duration)" }).click();
  await page.getByRole("button", { name: "2 h", exact: true }).click();
  await expect(panel(page).getByRole("button", { name: "(Duration)" })).toHaveText(/2 h/);
  await panel(page).getByRole("button", { name: "(Date)" }).click();
  await page.keyboard.press("t");
  await expect(panel(page).getByRole("button", { name: "(Date)" })).toHaveText(/Tomorrow/);
  await panel(page).getByRole("button", { name: "(Deadline)" }).click();
  await expect(page.getByRole("dialog", { name: "Deadline" }).getByLabel("Time")).toBeHidden();
  await page.getByRole("dialog", { name: "Deadline" }).getByLabel("Date in words").fill("2020-02-29");
  await page.keyboard.press("Enter");
  await expect(panel(page).getByRole("button", { name: "(Deadline)" })).toHaveText(/Overdue: .*Feb 29, 2020/);

  await panel(page).getByRole("combobox", { name: "Add sub-task" }).fill("Order boxes");
  await page.keyboard.press("Enter");
  await expect(panel(page).getByText("0 of 1 done")).toBeVisible();
  await panel(page).getByRole("checkbox", { name: "Complete Order boxes" }).click();
  await expect(panel(page).getByText("1 of 1 done")).toBeVisible();

  await panel(page).getByRole("button", { name: "Add a description…" }).click();
  await description(page).pressSequentially("- [ ] van\nboxes");
  await description(page).press("Control+Enter");
  await panel(page).getByRole("checkbox", { name: "van", exact: true }).click();
  await expect(panel(page).getByRole("checkbox", { name: "van", exact: true })).toBeChecked();
  await expect(panel(page).getByRole("checkbox", { name: "boxes", exact: true })).not.toBeChecked();

  const comment = panel(page).getByRole("textbox", { name: "Write a comment…" });
  await comment.fill("**Call** them <first>\nand wait");
  await comment.press("Control+Enter");
  const called = panel(page).getByRole("listitem").filter({ hasText: "Call them <first>" });
  await expect(called).toBeVisible();
  expect(await called.innerText()).toContain("<first>\nand wait");
  await expect(panel(page).locator("strong", { hasText: "Call" })).toBeVisible();
  await panel(page).getByRole("button", { name: "More actions for the comment by Ada Lovelace" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(panel(page).getByText("Call them <first>")).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(panel(page).getByText("Call them <first>")).toBeVisible();

  await panel(page).getByRole("button", { name: "Activity" }).click();
  await expect(panel(page).getByText("changed the title from “Plan the move” to “Plan the big move”")).toBeVisible();
  await expect(panel(page).getByText("set the duration to 2 h")).toBeVisible();
  await expect(panel(page).getByText(/set the deadline to .*Feb 29, 2020/)).toBeVisible();

  await page.reload();
  await ready(page);
  await expect(panel(page).getByRole("checkbox", { name: "van", exact: true })).toBeChecked();
  await expect(panel(page).getByText("Call them <first>")).toBeVisible();
  await expectAccessible(page);
});

test("keeps drafts across a reload and offers them again", async ({ page }) => {
  await withTasks(page, "Panel drafts", "Write a letter");
  await row(page, "Write a letter").click();
  await panel(page).getByRole("button", { name: "Add a description…" }).click();
  await description(page).fill("Dear Sir");
  await description(page).press("Escape");
  await expect(panel(page)).toBeVisible();
  await expect(panel(page).getByText("You have an unsaved draft.")).toBeVisible();
  await panel(page).getByRole("textbox", { name: "Write a comment…" }).fill("half a thought");
  await panel(page).getByRole("textbox", { name: "Title" }).fill("Write a long letter");
  await page.reload();
  await ready(page);
  await expect(panel(page).getByText("Dear Sir")).toBeVisible();
  await expect(panel(page).getByText("Write a long letter")).toBeVisible();
  await expect(panel(page).getByRole("textbox", { name: "Title" })).toHaveValue("Write a letter");
  await expect(panel(page).getByRole("textbox", { name: "Write a comment…" })).toHaveValue("half a thought");
  await panel(page).getByRole("button", { name: "Keep editing" }).last().click();
  await expect(description(page)).toHaveValue("Dear Sir");
  await description(page).press("Control+Enter");
  await panel(page).getByRole("button", { name: "Discard" }).click();
  await page.reload();
  await ready(page);
  await expect(panel(page).getByText("Dear Sir")).toBeVisible();
  await expect(panel(page).getByText("You have an unsaved draft")).toBeHidden();
});

test("shows both versions when two users edit a description, so that neither is overwritten", async ({
  page,
  browser,
}) => {
  const { path, taskId } = await withTasks(page, "Panel merge", "Pack the kitchen");
  await page.goto(`${path}?task=${taskId}`);
  await ready(page);
  await describe(page, "plates");
  const other = await browser.newContext();
  const second = await other.newPage();
  await signIn(second);
  await second.goto(`${path}?task=${taskId}`);
  await ready(second);
  await expect(panel(second).getByText("plates")).toBeVisible();
  await openDescription(second);
  await description(second).fill("plates and pans");

  await describe(page, "plates and cups");
  await expect(panel(page).getByText("plates and cups")).toBeVisible();
  // The typed text is kept, and a message announces the newer version.
  await expect(panel(second).getByText("Someone changed this while you were typing")).toBeVisible();
  await expect(description(second)).toHaveValue("plates and pans");
  await description(second).press("Control+Enter");

  const merge = panel(second).getByRole("region", { name: "Two people changed the description" });
  await expect(merge.getByText("plates", { exact: true })).toBeVisible();
  await expect(merge.getByText("plates and cups", { exact: true })).toBeVisible();
  await expect(merge.getByText("plates and pans", { exact: true }).first()).toBeVisible();
  await expectAccessible(second);
  await merge.getByRole("textbox", { name: "Combined version" }).fill("plates, cups and pans");
  await merge.getByRole("button", { name: "Save combined version" }).click();
  await expect(merge).toBeHidden();
  await expect(panel(page).getByText("plates, cups and pans")).toBeVisible();

  // This change is sent before the other one has arrived: the server rejects it, but no text is lost.
  await panel(second).getByRole("textbox", { name: "Title" }).fill("Pack the kitchen today");
  await second.route(/task\.update/, async (route) => {
    await describeTitle(page, "Pack the kitchen tomorrow");
    await route.continue();
  });
  await panel(second).getByRole("textbox", { name: "Title" }).press("Enter");
  const title = panel(second).getByRole("region", { name: "Two people changed the title" });
  await expect(title.getByText("Pack the kitchen tomorrow")).toBeVisible();
  await second.unroute(/task\.update/);
  await title.getByRole("button", { name: "Keep yours" }).click();
  await expect(row(page, "Pack the kitchen today")).toBeVisible();
  await other.close();
});

async function describeTitle(page: Page, text: string): Promise<void> {
  const title = panel(page).getByRole("textbox", { name: "Title" });
  const saved = page.waitForResponse(/task\.update/);
  await title.fill(text);
  await title.press("Enter");
  await saved;
}

test("shows plain text without controls to a member with the viewer role", async ({ page, browser }) => {
  const { path, workspaceId, projectId, taskId } = await withTasks(page, "Panel guest", "Look at this", "Empty");
  await page.goto(`${path}?task=${taskId}`);
  await ready(page);
  await describe(page, "- [ ] see");
  await panel(page).getByRole("textbox", { name: "Write a comment…" }).fill("Have a look");
  await page.keyboard.press("Control+Enter");
  await expect(panel(page).getByRole("listitem").filter({ hasText: "Have a look" })).toBeVisible();
  const guest = await withColleague(page, browser, {
    name: "Grace Hopper",
    workspaceId,
    projectId,
    role: "viewer",
  });
  await guest.goto(`${path}?task=${taskId}`);
  await ready(guest);
  await expect(panel(guest).getByRole("heading", { level: 2, name: "Look at this" })).toBeVisible();
  await expect(panel(guest).getByText("Have a look")).toBeVisible();
  await expect(panel(guest).getByRole("textbox")).toHaveCount(0);
  await expect(panel(guest).getByRole("checkbox", { name: "see" })).toBeDisabled();
  await expect(panel(guest).getByRole("button", { name: "(Status)" })).toHaveCount(0);
  await expect(panel(guest).getByText("Duration")).toBeHidden();
  await expect(panel(guest).getByRole("button", { name: /Edit|Add(?! reminder)|comment by/ })).toHaveCount(0);
  await expectAccessible(guest);
  await taskTitle(guest, "Look at this").focus();
  await guest.keyboard.press("e");
  await expect(guest.getByText("You can view this, but not change it.")).toBeVisible();
  await guest.context().close();
});

test("shows a comment optimistically, and returns it to the field when it is rejected", async ({
  page,
  complaints,
}) => {
  await withTasks(page, "Panel slow", "Think about it");
  await row(page, "Think about it").click();
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/comment\.create/, async (route) => {
    await held;
    await route.fulfill({
      status: 403,
      contentType: "application/json",
      body: JSON.stringify([
        {
          error: {
            message: "You don't have permission to do this.",
            code: -32003,
            data: {
              code: "FORBIDDEN",
              httpStatus: 403,
              refusal: { code: "forbidden", message: "You don't have permission to do this." },
            },
          },
        },
      ]),
    });
  });
  const comment = panel(page).getByRole("textbox", { name: "Write a comment…" });
  await comment.fill("Said too early");
  await comment.press("Control+Enter");
  await expect(panel(page).getByRole("listitem").filter({ hasText: "Said too early" })).toBeVisible();
  await expect(comment).toHaveValue("");
  answer();
  await expect(comment).toHaveValue("Said too early");
  await expect(panel(page).getByRole("listitem").filter({ hasText: "Said too early" })).toBeHidden();
  expect(complaints.splice(0).every((text) => text.includes("403"))).toBe(true);
});

test("opens a task from its copied link with the task in the HTML, or says that it does not exist", async ({
  page,
}) => {
  const { path, taskId } = await withTasks(page, "Panel link", "Water the plants");
  await row(page, "Water the plants").click();
  await panel(page).getByRole("button", { name: "Copy PL-1" }).click();
  const slug = path.split("/")[2];
  await page.goto(`/w/${slug}/t/pl-1`);
  expect(new URL(page.url()).search).toBe(`?task=${taskId}`);
  await expect(panel(page).getByRole("heading", { level: 2, name: "Water the plants" })).toBeVisible();
  const html = await (await page.request.get(page.url())).text();
  expect(html).toContain("Add a description…");
  expect((await page.request.get(`/w/${slug}/t/PL-99`)).status()).toBe(404);
  expect((await page.request.get(`/w/${slug}/t/nothing`)).status()).toBe(404);

  await ready(page);
  await panel(page).getByRole("button", { name: "More actions for Water the plants" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(panel(page).getByText("This task is in the trash.")).toBeVisible();
  await panel(page).getByRole("button", { name: "Restore" }).click();
  await expect(panel(page).getByRole("heading", { level: 2, name: "Water the plants" })).toBeVisible();
});

test("shows the task as a sheet with a back button on a phone", async ({ page }) => {
  await withTasks(page, "Panel phone", "Buy bread");
  await page.setViewportSize({ width: 360, height: 800 });
  await row(page, "Buy bread").click();
  await expect(panel(page)).toBeVisible();
  const box = await panel(page).boundingBox();
  expect(box).toEqual({ x: 0, y: 0, width: 360, height: 800 });
  await expect(row(page, "Buy bread")).toBeHidden();
  await panel(page).getByRole("button", { name: "Back to the list" }).click();
  await expect(panel(page)).toBeHidden();
  await expect(row(page, "Buy bread")).toBeFocused();
});

test("runs no code from a description", async ({ page }) => {
  const { path, taskId } = await withTasks(page, "Panel safe", "Read this");
  await page.goto(`${path}?task=${taskId}`);
  await ready(page);
  const evil = [
    "<script>window.wasRun = 1</script>",
    '<img src="x" onerror="window.wasRun = 2">',
    "[click](javascript:window.wasRun=3)",
    "[data](data:text/html,<script>window.wasRun=4</script>)",
    "![picture](https://example.org/spy.png)",
    "<a href='javascript:window.wasRun=5'>here</a>",
  ].join("\n\n");
  await describe(page, evil);
  await expect(panel(page).getByText("click")).toBeVisible();
  await panel(page).getByText("click", { exact: true }).click();
  await page.keyboard.press("Escape");
  await page.reload();
  await ready(page);
  await expect(panel(page).getByText("click", { exact: true })).toBeVisible();
  expect(await page.evaluate(() => "wasRun" in window)).toBe(false);
  await expect(panel(page).locator("img, script, a[href^='javascript'], a[href^='data']")).toHaveCount(0);
  await expect(panel(page).getByRole("link", { name: "picture" })).toHaveAttribute("rel", /noopener/);
});
