import { expect } from "@playwright/test";
import { addTask, enter, expectNoBarriers, newProject, ready, taskTitle, test } from "./person.ts";

test("shows activity as sentences, filters it and links to the task", async ({ page }) => {
  await enter(page);
  await newProject(page, "Orchard");
  await addTask(page, "Prune the apple trees");
  await page.getByRole("checkbox", { name: "Complete Prune the apple trees" }).click();
  await page.keyboard.press("g");
  await page.keyboard.press("y");
  await expect(page.getByRole("heading", { level: 1, name: "Activity" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Today" })).toBeVisible();
  const done = page.getByRole("listitem").filter({ hasText: "Ada Lovelace completed the task." });
  await expect(done.first()).toContainText("Prune the apple trees");
  await expectNoBarriers(page);

  await page.getByLabel("Project", { exact: true }).selectOption({ label: "Orchard" });
  await page.getByLabel("Kind").selectOption({ label: "Projects" });
  await expect(page.getByText("Ada Lovelace made the project.")).toBeVisible();
  await expect(page.getByText("Ada Lovelace completed the task.")).toBeHidden();
  await page.reload();
  await ready(page);
  await expect(page.getByLabel("Kind")).toHaveValue("projects");
  await expect(page.getByText("Ada Lovelace completed the task.")).toBeHidden();
  await page.getByLabel("Kind").selectOption({ label: "Comments" });
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByRole("button", { name: "Look at everything" }).click();

  await done
    .first()
    .getByRole("link", { name: /Prune the apple trees/ })
    .click();
  await expect(page).toHaveURL(/\?task=/);
  await expect(taskTitle(page, "Prune the apple trees").or(page.locator("[data-panel]")).first()).toBeVisible();
});
