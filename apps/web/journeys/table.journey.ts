import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { datedProject, dayFromNow, dueOf } from "./dated-project.ts";
import { openInbox, expectAccessible, ready, test } from "./person.ts";

function cell(page: Page, title: string, column: string) {
  const link = page.getByRole("link", { name: title, exact: true });
  return page.getByRole("row").filter({ has: link }).locator(`[data-cell="${column}"]`);
}

function titles(page: Page) {
  return page.locator("[data-cell=title] [data-task-link]").allTextContents();
}

test("edits every field of a table in place by keyboard", async ({ page }) => {
  await openInbox(page);
  await datedProject(page, "Table", { Bread: { date: dayFromNow(3) }, Apples: null, Cheese: null }, "layout=table");
  await expect(page.getByRole("grid", { name: "Table" })).toBeVisible();
  await expectAccessible(page);

  await cell(page, "Apples", "title").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("Ripe apples");
  await page.keyboard.press("Enter");
  await expect(cell(page, "Ripe apples", "title")).toBeFocused();

  await page.keyboard.press("ArrowRight");
  await expect(cell(page, "Ripe apples", "priority")).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitemcheckbox", { name: "High priority" }).press("Enter");
  await expect(cell(page, "Ripe apples", "priority")).toHaveText("High");
  await expect(cell(page, "Ripe apples", "priority")).toBeFocused();

  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.keyboard.press("t");
  await expect(cell(page, "Ripe apples", "due")).toHaveText("Tomorrow");
  await expect.poll(() => dueOf(page, "Ripe apples")).toEqual({ date: dayFromNow(1) });

  await page.keyboard.press("ArrowDown");
  await expect(cell(page, "Cheese", "due")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(cell(page, "Cheese", "done")).toBeFocused();
  await page.keyboard.press("Control+Home");
  await expect(cell(page, "Bread", "done")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Completed “Bread”")).toBeVisible();
});

test("sorts a table by its column headings and shows the chosen columns", async ({ page }) => {
  await openInbox(page);
  await datedProject(
    page,
    "Sorted",
    { b: { date: dayFromNow(3) }, c: { date: dayFromNow(1) }, a: null },
    "layout=table",
  );
  await expect.poll(() => titles(page)).toEqual(["b", "c", "a"]);
  const title = page.getByRole("columnheader", { name: "Title" });
  await title.getByRole("button").click();
  await expect(title).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(() => titles(page)).toEqual(["a", "b", "c"]);
  await title.getByRole("button").click();
  await expect(title).toHaveAttribute("aria-sort", "descending");
  await expect.poll(() => titles(page)).toEqual(["c", "b", "a"]);
  await page.getByRole("columnheader", { name: "Date" }).getByRole("button").click();
  await expect.poll(() => titles(page)).toEqual(["c", "b", "a"]);

  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Status" }).click();
  await expect(page.getByRole("columnheader", { name: "Status" })).toBeVisible();
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Deadline" }).click();
  await cell(page, "b", "deadline").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("t");
  await expect(cell(page, "b", "deadline")).toHaveText("Tomorrow");
  await page.getByRole("columnheader", { name: "Deadline" }).getByRole("button").click();
  await expect.poll(async () => (await titles(page))[0]).toBe("b");
  await cell(page, "a", "status").click();
  await page.getByRole("menuitemcheckbox", { name: "Cancelled" }).click();
  await expect(page.getByText("Cancelled “a”")).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(page.getByRole("columnheader", { name: "Status" })).toBeVisible();
  await expect.poll(() => titles(page)).toEqual(["b", "c"]);
  await page.goto(`${page.url()}&filter=${encodeURIComponent("deadline:tomorrow")}`);
  await expect.poll(() => titles(page)).toEqual(["b"]);
});
