import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { openInbox, expectAccessible, ready, signIn, taskRow, taskTitle, test } from "./person.ts";
import { column, openBoard, seedProject, send, titlesIn } from "./seed.ts";

const titleOf = (page: Page) => page.getByRole("dialog").getByLabel("Title of the new task");
const chip = (page: Page, name: string) => page.getByRole("dialog").getByRole("button", { name, exact: true });

/** Adds a task with the shortcut, using the page's defaults. */
async function add(page: Page, title: string): Promise<void> {
  await page.keyboard.press("q");
  await titleOf(page).fill(title);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
}

test("adds a task due today on Today, unless another day is chosen", async ({ page }) => {
  await openInbox(page);
  await page.goto("/w/ada-lovelace/today");
  await ready(page);
  await page.keyboard.press("q");
  await expect(chip(page, "Date: Today")).toBeVisible();
  await expectAccessible(page);
  await titleOf(page).fill("Before the day is over");
  await page.keyboard.press("Enter");
  await expect(taskTitle(page, "Before the day is over")).toBeVisible();

  await page.keyboard.press("q");
  await titleOf(page).fill("Not before tomorrow");
  await chip(page, "Date: Today").click();
  await page.getByRole("button", { name: /^Tomorrow/ }).click();
  await expect(chip(page, "Date: Tomorrow")).toBeVisible();
  await titleOf(page).press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(taskTitle(page, "Not before tomorrow")).toHaveCount(0);
  // The next task starts with the page's defaults again.
  await page.keyboard.press("q");
  await expect(chip(page, "Date: Today")).toBeVisible();
});

test("adds a task with the label on a label's page", async ({ page }) => {
  await signIn(page);
  const id = uuidv7();
  await send(page, "label.create", { id, name: "Post office" });
  await page.goto(`/w/ada-lovelace/l/${id}`);
  await ready(page);
  await page.keyboard.press("q");
  await expect(chip(page, "Labels: Post office")).toBeVisible();
  await page.keyboard.press("Escape");
  await add(page, "Post a parcel");
  await expect(taskTitle(page, "Post a parcel")).toBeVisible();
  // Other pages do not add the label.
  await page.goto("/w/ada-lovelace/all");
  await ready(page);
  await page.keyboard.press("q");
  await expect(chip(page, "Labels")).toBeVisible();
});

test("adds a task to the section that contains the focus", async ({ page }) => {
  await signIn(page);
  await seedProject(page, {
    name: "Moving",
    sections: ["Pack", "Carry"],
    tasks: { Pack: ["Books"], Carry: ["Piano"] },
  });
  await taskTitle(page, "Piano").focus();
  await page.keyboard.press("q");
  await expect(chip(page, "Project: Moving / Carry")).toBeVisible();
  await page.keyboard.press("Escape");
  await add(page, "Wardrobe");
  await expect.poll(() => titlesIn(page, "Carry")).toEqual(["Piano", "Wardrobe"]);

  await openBoard(page);
  await taskTitle(page, "Books").focus();
  await add(page, "Plates");
  await expect.poll(() => titlesIn(page, "Pack")).toEqual(["Books", "Plates"]);
  await expect(column(page, "Carry").locator("[data-task]")).toHaveCount(2);
});

test("keeps a draft with its chosen fields across a reload", async ({ page }) => {
  await openInbox(page);
  await page.goto("/w/ada-lovelace/today");
  await ready(page);
  await page.keyboard.press("q");
  await titleOf(page).fill("Half a thought");
  await page.getByRole("button", { name: "Description" }).click();
  await page.getByRole("dialog").getByLabel("Description").fill("And why");
  await page.goto("/w/ada-lovelace/all");
  await ready(page);
  await page.keyboard.press("q");
  await expect(titleOf(page)).toHaveValue("Half a thought");
  await expect(page.getByRole("dialog").getByLabel("Description")).toHaveValue("And why");
  await expect(chip(page, "Date: Today")).toBeVisible();
  await titleOf(page).press("Enter");
  await expect(taskRow(page, "Half a thought")).toBeVisible();
  await page.reload();
  await ready(page);
  await page.keyboard.press("q");
  await expect(titleOf(page)).toHaveValue("");
});
