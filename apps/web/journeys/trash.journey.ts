import { expect } from "@playwright/test";
import {
  addTask,
  choose,
  chooseFor,
  openInbox,
  expectAccessible,
  newProject,
  ready,
  taskTitle,
  test,
} from "./person.ts";

test("restores a deleted task by keyboard and undoes the restore", async ({ page }) => {
  await openInbox(page);
  await newProject(page, "Attic");
  await addTask(page, "Old lamp");
  await addTask(page, "Broken chair");
  for (const title of ["Old lamp", "Broken chair"]) await chooseFor(page, title, "Delete");
  await expect(taskTitle(page, "Broken chair")).toBeHidden();
  const project = page.url();
  await page.getByRole("link", { name: "Trash" }).click();
  const lamp = page.getByRole("listitem").filter({ hasText: "Old lamp" });
  await expect(lamp).toContainText("Task in Attic");
  await expect(page.getByText("Deleted items stay here for 30 days")).toBeVisible();
  await expectAccessible(page);

  await page.locator("#content").focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: "Restore Broken chair" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("r");
  await expect(lamp).toBeHidden();
  await expect(page.getByText("Restored “Old lamp” in Attic")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(lamp).toBeVisible();
  await page.getByRole("button", { name: "Restore Old lamp" }).press("Enter");
  await expect(lamp).toBeHidden();
  await page.goto(project);
  await ready(page);
  await expect(taskTitle(page, "Old lamp")).toBeVisible();
  await expect(taskTitle(page, "Broken chair")).toBeHidden();
});

test("deletes permanently only after confirmation", async ({ page }) => {
  await openInbox(page);
  await newProject(page, "Cellar");
  await addTask(page, "Empty bottles");
  await addTask(page, "Jam of 1987");
  for (const title of ["Empty bottles", "Jam of 1987"]) await chooseFor(page, title, "Delete");
  const id = new URL(page.url()).pathname.split("/").at(-1);
  await page.getByRole("link", { name: "Trash" }).click();
  await choose(page, "Project", "Cellar");
  await expect(page).toHaveURL(new RegExp(`project=${id}`));
  await page.getByRole("button", { name: "Delete Jam of 1987 for good" }).click();
  await expect(page.getByRole("dialog")).toContainText("can't undo this");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Jam of 1987", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Empty trash" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("Nothing from this project is in the trash")).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(page.getByText("Nothing from this project is in the trash")).toBeVisible();
  await expectAccessible(page);
});

test("restores an archived project", async ({ page }) => {
  await openInbox(page);
  await newProject(page, "Garden 2025");
  await page.getByRole("button", { name: "More actions for the project Garden 2025" }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await page.getByRole("link", { name: "Trash" }).click();
  await page.getByText("Archive", { exact: true }).click();
  await expect(page.getByRole("main").getByRole("link", { name: "Garden 2025" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Unarchive Garden 2025" }).click();
  await expect(page.getByRole("navigation").getByRole("link", { name: "Garden 2025" })).toBeVisible();
  await expect(page.getByText("No archived projects")).toBeVisible();
});
