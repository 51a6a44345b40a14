import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { openInbox, ready, taskRow, test } from "./person.ts";
import { openBoard, send } from "./seed.ts";

/** Opens a new project with tasks numbered from 1. */
async function numberedTasks(page: Page, count: number): Promise<void> {
  const projectId = uuidv7();
  await send(page, "project.create", { id: projectId, name: `${count} in a row` });
  for (let made = 0; made < count; made += 500) {
    const items = Array.from({ length: Math.min(500, count - made) }, (_, index) => ({
      id: uuidv7(),
      title: `Number ${made + index + 1}`,
    }));
    await send(page, "task.createMany", { projectId, items });
  }
  await page.goto(`/w/ada-lovelace/p/${projectId}`);
  await ready(page);
}

const focused = (page: Page, title: string) =>
  expect(taskRow(page, title).locator(":focus"), `focus on ${title}`).toHaveCount(1, { timeout: 30_000 });

/** Presses keys without time to render anything in between, as when the page is busy. */
const pressAll = (page: Page, keys: readonly string[]) =>
  page.evaluate((all) => {
    for (const key of all)
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }, keys);

test("moves to the first task with Home although it is not rendered", async ({ page }) => {
  await openInbox(page);
  await numberedTasks(page, 60);
  await page.keyboard.press("j");
  // Keys may come faster than rows are rendered. The last row of these is rendered only after scrolling.
  await pressAll(
    page,
    Array.from({ length: 45 }, () => "ArrowDown"),
  );
  await focused(page, "Number 46");
  await expect(taskRow(page, "Number 1")).toHaveCount(0);
  await pressAll(page, ["Home", "1"]);
  await expect(taskRow(page, "Number 1").getByText("High priority")).toBeAttached();
  await expect(taskRow(page, "Number 46").getByText("High priority")).toHaveCount(0);
});

test("moves to the last task with End although only the first pages are loaded", async ({ page }) => {
  await openInbox(page);
  await numberedTasks(page, 1_200);
  await page.keyboard.press("j");
  await page.keyboard.press("End");
  await focused(page, "Number 1200");
  await page.keyboard.press("Home");
  await focused(page, "Number 1");

  await page.reload();
  await ready(page);
  await openBoard(page);
  await page.keyboard.press("End");
  await focused(page, "Number 1200");

  await page.reload();
  await ready(page);
  await page.keyboard.press("v");
  await page.keyboard.press("t");
  await expect(page.getByRole("grid")).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("Control+End");
  await focused(page, "Number 1200");
});

test("stops loading pages towards the end when another key is pressed", async ({ page }) => {
  // As long as the replica is being loaded, lists are read page by page.
  await page.route("**/api/snapshot*", () => {});
  await openInbox(page);
  await numberedTasks(page, 1_000);
  await page.route("**/api/trpc/task.list*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  const answered = page.waitForResponse("**/api/trpc/task.list*");
  await page.keyboard.press("End");
  await page.keyboard.press("j");
  await focused(page, "Number 1");
  await answered;
  await focused(page, "Number 1");
});
