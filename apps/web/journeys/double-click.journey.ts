import { expect } from "@playwright/test";
import { ready, signIn, taskTitle, test } from "./person.ts";
import { openBoard, seedProject } from "./seed.ts";

test("opens the panel and focuses its title on a double-click on a title", async ({ page }) => {
  await signIn(page);
  await seedProject(page, { name: "Twice", sections: [], tasks: { "": ["Clicked once", "Clicked twice"] } });
  const title = page.locator("[data-panel]").getByLabel("Title");
  const opened = page.locator("main input:focus, [data-panel] textarea:focus, dialog[open], :popover-open");

  await taskTitle(page, "Clicked twice").dblclick();
  await expect(title).toBeFocused();
  await expect(opened).toHaveCount(1);
  await page.keyboard.type("Typed anew");
  await page.keyboard.press("Enter");
  await expect(taskTitle(page, "Typed anew")).toBeVisible();

  // If a panel is open, a double-click switches it to the other task.
  await taskTitle(page, "Clicked once").dblclick();
  await expect(title).toHaveValue("Clicked once");
  await expect(title).toBeFocused();
  await expect(opened).toHaveCount(1);

  for (const layout of ["board", "table"]) {
    await page.goto(`${new URL(page.url()).pathname}?layout=${layout}`);
    await ready(page);
    await taskTitle(page, "Clicked once").dblclick();
    await expect(title).toBeFocused();
    await expect(opened).toHaveCount(1);
  }
});

test("opens a dialog or adds an entity only once when double-clicked", async ({ page }) => {
  await signIn(page);
  await seedProject(page, { name: "Double", sections: [], tasks: { "": ["One"] } });
  await openBoard(page);
  await page.getByRole("button", { name: "Add project" }).dblclick();
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await page.getByLabel("Project name").fill("Made by two clicks");
  await page.getByRole("button", { name: "Add", exact: true }).dblclick();
  await expect(page.getByRole("heading", { level: 1, name: "Made by two clicks" })).toBeVisible();
  await expect(page.locator("#sidebar").getByRole("link", { name: /^Made by two clicks/ })).toHaveCount(1);
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.keyboard.press("q");
  await page.getByLabel("Title of the new task").fill("Added by two clicks");
  await page.getByRole("dialog").getByRole("button", { name: "Add task" }).dblclick();
  await expect(taskTitle(page, "Added by two clicks")).toHaveCount(1);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
