import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { addTask, openInbox, expectAccessible, newProject, ready, test } from "./person.ts";
import { itemsOf, openWorkspace, send, workspaceIdOf } from "./seed.ts";

const palette = (page: Page) => page.getByRole("dialog", { name: "Command menu" });
const quickAdd = (page: Page) => page.getByRole("dialog", { name: "New task" });
const chosen = (page: Page) => page.getByRole("option", { selected: true });
const task = (page: Page, title: string) => page.getByRole("main").getByRole("link", { name: title, exact: true });

/** Returns a task's number in its project. */
async function numberOf(page: Page, id: string): Promise<number> {
  const read = async (path: string, input: object) => {
    const answer = await page.request.get(`/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`);
    // Safe because both procedures return a page of rows with these fields.
    const { result } = (await answer.json()) as { result: { data: { items: { id: string; number: number }[] } } };
    return result.data.items[0];
  };
  const workspace = await read("workspace.list", {});
  const task = await read("task.list", { workspaceId: workspace?.id, filter: { ids: [id] } });
  return task?.number ?? 0;
}

test("accepts typing immediately, acts on the task that had the focus, and restores the focus", async ({ page }) => {
  await openInbox(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("straight from the palette");
  await expect(palette(page).getByRole("combobox")).toHaveValue("straight from the palette");
  await expect(chosen(page)).toContainText("Create task “straight from the palette”");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(task(page, "straight from the palette")).toBeVisible();

  await task(page, "straight from the palette").focus();
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByText("“straight from the palette”")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(task(page, "straight from the palette")).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("duplicate");
  await expect(chosen(page)).toContainText("Duplicate");
  await page.keyboard.press("Enter");
  await expect(task(page, "straight from the palette")).toHaveCount(2);

  // A recently chosen item is near the top when the palette is opened again.
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("group", { name: "Recent" }).getByRole("option").first()).toContainText(
    "Duplicate",
  );
});

test("finds projects, tasks on the server, and tasks by number", async ({ page }) => {
  await openInbox(page);
  await page.keyboard.press("q");
  await page.keyboard.type("Polish the telescope");
  await page.keyboard.press("Enter");
  await expect(task(page, "Polish the telescope")).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  // Reload to clear the cache, so that only the server can find the task.
  await page.reload();
  await ready(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("telescope");
  await expect(chosen(page)).toContainText("Polish the telescope");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?task=/);
  await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();

  await page.keyboard.press("Control+k");
  const number = await numberOf(page, new URL(page.url()).searchParams.get("task") ?? "");
  await page.keyboard.type(`in-${number}`);
  await expect(chosen(page)).toContainText(`IN-${number} Polish the telescope`);
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeHidden();

  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(palette(page).getByRole("combobox")).toHaveValue("#");
  await page.keyboard.type("inb");
  await expect(chosen(page)).toContainText("Inbox");
});

test("keeps every letter and the draft in quick add, and creates a task per line", async ({ page }) => {
  await openInbox(page);
  await page.keyboard.press("q");
  await page.keyboard.type("every single letter, e and 1 and x too");
  await expect(quickAdd(page).getByLabel("Title of the new task")).toHaveValue(
    "every single letter, e and 1 and x too",
  );
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(quickAdd(page)).toBeHidden();
  await page.keyboard.press("c");
  await expect(quickAdd(page).getByLabel("Title of the new task")).toHaveValue(
    "every single letter, e and 1 and x too",
  );

  await quickAdd(page).getByRole("button", { name: "Date" }).click();
  await expect(page.getByRole("dialog", { name: "Date" })).toBeVisible();
  await page.keyboard.press("t");
  await expect(quickAdd(page).getByRole("button", { name: "Date: Tomorrow" })).toBeVisible();
  await expect(quickAdd(page).getByLabel("Title of the new task")).toBeFocused();
  await quickAdd(page).getByRole("button", { name: "Priority: No priority" }).click();
  await page.keyboard.press("Enter");
  await expect(quickAdd(page).getByRole("button", { name: "Priority: High priority" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(quickAdd(page)).toBeHidden();
  await expect(task(page, "every single letter, e and 1 and x too")).toBeVisible();

  await page.keyboard.press("q");
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "- Pack\n  - Socks\n  - Books\n- Leave");
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await expect(quickAdd(page).getByText("You pasted 4 lines.")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(task(page, "Pack")).toBeVisible();
  await expect(task(page, "Leave")).toBeVisible();
  await expect(page.locator("[data-task]").filter({ hasText: "Pack" })).toContainText("0/2");
  await page.keyboard.press("Control+z");
  await expect(task(page, "Pack")).toBeHidden();
  await expect(task(page, "Leave")).toBeHidden();
});

test("finds text, shows where it occurs, and keeps the search in the URL", async ({ page }) => {
  await openInbox(page);
  await page.keyboard.press("q");
  await page.keyboard.type("Café with Zoë");
  await page.keyboard.press("Enter");
  await expect(task(page, "Café with Zoë")).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("heading", { level: 1, name: "Search" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("searchbox", { name: /Search titles/ }).pressSequentially("cafe zoe");
  const found = page.getByRole("list", { name: "Search results" }).getByRole("link");
  await expect(found).toHaveCount(1);
  await expect(found).toContainText("in the title");
  await expect(found.locator("mark")).toHaveText(["Café", "Zoë"]);
  await expect(page).toHaveURL(/q=cafe\+zoe/);
  await expectAccessible(page);
  await page.keyboard.press("ArrowDown");
  await expect(found).toBeFocused();
  await page.keyboard.press("/");
  await page.keyboard.type("no such words anywhere");
  await expect(page.getByText("No results for “no such words anywhere”")).toBeVisible();
  await expectAccessible(page);
  expect(await (await page.request.get(page.url().replace(/q=.*/, "q=zoe"))).text()).toContain("Café with Zoë");
});

test("lists and undoes recent changes", async ({ page }) => {
  await openWorkspace(page, "Regrets");
  await page.keyboard.press("q");
  await page.keyboard.type("Regretted");
  await page.keyboard.press("Enter");
  await expect(task(page, "Regretted")).toBeVisible();
  await page.reload();
  await ready(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("recent changes");
  await expect(chosen(page)).toContainText("Recent changes");
  await page.keyboard.press("Enter");
  const history = page.getByRole("dialog", { name: "Recent changes" });
  await expect(history.getByRole("listitem").first()).toContainText("Added “Regretted”");
  await expectAccessible(page);
  await history.getByRole("button", { name: "Undo: Added “Regretted”" }).click();
  await expect(history.getByRole("listitem").first()).toContainText("Redo");
  await page.keyboard.press("Escape");
  await expect(task(page, "Regretted")).toBeHidden();
});

test("does not undo a change that another user has since overwritten, and says so in the history", async ({
  page,
  complaints,
}) => {
  await openWorkspace(page, "Bookkeeping");
  await newProject(page, "Ledger");
  await addTask(page, "First figures");
  const input = { workspaceId: await workspaceIdOf(page), filter: { text: "First figures" } };
  // The task is shown before the server has it.
  await expect.poll(async () => (await itemsOf(page, "task.list", input)).length).toBe(1);
  const [made] = await itemsOf<{ id: string; version: number }>(page, "task.list", input);
  const baseVersion = made?.version ?? 0;
  await send(page, "task.update", { id: made?.id, baseVersion, set: { title: "Second figures" } });
  await send(page, "task.update", { id: made?.id, baseVersion: baseVersion + 1, set: { title: "Third figures" } });
  await page.reload();
  await ready(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("recent changes");
  await page.keyboard.press("Enter");
  const history = page.getByRole("dialog", { name: "Recent changes" });
  const second = history.getByRole("listitem").nth(1);
  await second.getByRole("button", { name: /^Undo: Changed/ }).click();
  await expect(second).toContainText("changed since, not undone");
  await expect(second.getByRole("button", { name: /^Undo: Changed/ })).toBeVisible();
  await expect.poll(() => complaints.splice(0)).toEqual([expect.stringContaining("409")]);
});
