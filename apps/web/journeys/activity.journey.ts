import { expect } from "@playwright/test";
import { addTask, choose, openInbox, expectAccessible, newProject, ready, taskTitle, test } from "./person.ts";

test("shows activity as sentences, filters it and links to the task", async ({ page }) => {
  await openInbox(page);
  await newProject(page, "Orchard");
  await addTask(page, "Prune the apple trees");
  await page.getByRole("checkbox", { name: "Complete Prune the apple trees" }).click();
  await page.keyboard.press("g");
  await page.keyboard.press("y");
  await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Today" })).toBeVisible();
  const done = page.getByRole("listitem").filter({ hasText: "Ada Lovelace completed this task" });
  await expect(done.first()).toContainText("Prune the apple trees");
  await expectAccessible(page);

  await choose(page, "Project", "Orchard");
  await choose(page, "Type", "Projects");
  // There is only one such entry once the list is limited to this project.
  await expect(page.getByText("Ada Lovelace created the project")).toHaveCount(1);
  await expect(page.getByText("Ada Lovelace completed this task")).toBeHidden();
  await page.reload();
  await ready(page);
  await expect(page.getByRole("button", { name: "Type: Projects" })).toBeVisible();
  await expect(page.getByText("Ada Lovelace completed this task")).toBeHidden();
  await choose(page, "Type", "Comments");
  await expect(page.getByText("No matching activity")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();

  await done
    .first()
    .getByRole("link", { name: /Prune the apple trees/ })
    .click();
  await expect(page).toHaveURL(/\?task=/);
  await expect(taskTitle(page, "Prune the apple trees").or(page.locator("[data-panel]")).first()).toBeVisible();
});
