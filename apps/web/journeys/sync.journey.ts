import { expect } from "@playwright/test";
import { addSection, addTask, chooseFor, enter, newProject, ready, taskTitle, test } from "./person.ts";

test("what one browser changes shows in the other by itself", async ({ page, browser }) => {
  await enter(page);
  await newProject(page, "Together");
  await addTask(page, "Bring cake");
  const other = await browser.newContext();
  const second = await other.newPage();
  await enter(second);
  await second.goto(page.url());
  await ready(second);
  await expect(taskTitle(second, "Bring cake")).toBeVisible();

  await addTask(page, "Bring candles");
  await expect(taskTitle(second, "Bring candles")).toBeVisible();
  await second.getByRole("checkbox", { name: "Complete Bring cake" }).click();
  await expect(taskTitle(page, "Bring cake")).toBeHidden();
  await addSection(page, "Later");
  await expect(second.getByRole("heading", { level: 2, name: "Later" })).toBeVisible();
  await other.close();
});

test("every tab of a browser is told, and when the first is closed another goes on", async ({ page, context }) => {
  await enter(page);
  await newProject(page, "Tabs");
  await addTask(page, "one");
  const [second, third] = [await context.newPage(), await context.newPage()];
  for (const tab of [second, third]) {
    await tab.goto(page.url());
    await ready(tab);
  }
  await addTask(second, "two");
  for (const tab of [page, third]) await expect(taskTitle(tab, "two")).toBeVisible();
  await page.close();
  await addTask(second, "three");
  await expect(taskTitle(third, "three")).toBeVisible();
});

test("without a connection changes stay on the screen, outlive a reload, and are saved once", async ({
  page,
  complaints,
}) => {
  await enter(page);
  await newProject(page, "Tunnel");
  await addTask(page, "before");
  const writes = /api\/trpc\/task\.(?:create|update|complete)/;
  await page.route(writes, (route) => route.abort());
  await addTask(page, "typed in the tunnel");
  await expect(page.getByText("1 change will be saved when it is back.")).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(taskTitle(page, "typed in the tunnel")).toBeVisible();
  await page.unroute(writes);
  await expect(page.getByText("will be saved")).toBeHidden({ timeout: 20_000 });
  await page.reload();
  await ready(page);
  await expect(page.getByRole("main").locator("[data-task]")).toHaveCount(2);
  await expect(taskTitle(page, "typed in the tunnel")).toBeVisible();
  expect(complaints.splice(0).every((text) => text.includes("ERR_FAILED"))).toBe(true);
});

test("Ctrl Z takes back the last change at once, Ctrl Shift Z does it again", async ({ page }) => {
  await enter(page);
  await newProject(page, "Back and forth");
  await addTask(page, "stays");
  await addTask(page, "goes");
  await chooseFor(page, "goes", "Delete");
  await expect(taskTitle(page, "goes")).toBeHidden();
  await taskTitle(page, "stays").focus();
  await page.keyboard.press("Control+z");
  await expect(taskTitle(page, "goes")).toBeVisible();
  await page.keyboard.press("Control+Shift+z");
  await expect(taskTitle(page, "goes")).toBeHidden();
  await page.keyboard.press("Control+z");
  await expect(taskTitle(page, "goes")).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(taskTitle(page, "goes")).toBeVisible();
});
