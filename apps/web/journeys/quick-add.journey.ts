import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { dueOf } from "./dated-project.ts";
import { expectAccessible, ready, signIn, taskRow, taskTitle, test } from "./person.ts";
import { column, openBoard, openWorkspace, seedProject, send, titlesIn, workspacePath } from "./seed.ts";

const titleOf = (page: Page) => page.getByRole("dialog").getByLabel("Title of the new task");
const chip = (page: Page, name: string) => page.getByRole("dialog").getByRole("button", { name, exact: true });

/** Returns the button for a recognised value. */
const typedChip = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^${name} Keep “`) });

/** Adds a task with the shortcut, using the page's defaults. */
async function add(page: Page, title: string): Promise<void> {
  await page.keyboard.press("q");
  await titleOf(page).fill(title);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
}

test("adds a task due today on Today, unless another day is chosen", async ({ page }) => {
  await openWorkspace(page, "New tasks");
  await page.goto(`${workspacePath(page)}/today`);
  await ready(page);
  await page.keyboard.press("q");
  await expect(chip(page, "Date: Today")).toBeVisible();
  await expectAccessible(page);
  await titleOf(page).fill("Before the day is over");
  await page.keyboard.press("Enter");
  await expect(taskTitle(page, "Before the day is over")).toBeVisible();

  await page.keyboard.press("q");
  await titleOf(page).fill("Not on this day");
  await chip(page, "Date: Today").click();
  await page.getByRole("button", { name: /^Tomorrow/ }).click();
  await expect(chip(page, "Date: Tomorrow")).toBeVisible();
  await titleOf(page).press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(taskTitle(page, "Not on this day")).toHaveCount(0);
  // The next task starts with the page's defaults again.
  await page.keyboard.press("q");
  await expect(chip(page, "Date: Today")).toBeVisible();
});

test("adds a task with the label on a label's page", async ({ page }) => {
  await openWorkspace(page, "New labels");
  const id = uuidv7();
  await send(page, "label.create", { id, name: "Post office" });
  await page.goto(`${workspacePath(page)}/l/${id}`);
  await ready(page);
  await page.keyboard.press("q");
  await expect(chip(page, "Labels: Post office")).toBeVisible();
  await page.keyboard.press("Escape");
  await add(page, "Post a parcel");
  await expect(taskTitle(page, "Post a parcel")).toBeVisible();
  // Other pages do not add the label.
  await page.goto(`${workspacePath(page)}/all`);
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

test("reads a sentence while it is typed, and the task comes up again when it is completed", async ({ page }) => {
  await openWorkspace(page, "New sentences");
  const projectId = uuidv7();
  await send(page, "project.create", { id: projectId, name: "Flat share" });
  await page.goto(`${workspacePath(page)}/today`);
  await ready(page);
  await page.keyboard.press("q");
  const marks = page.getByRole("dialog").locator("mark");
  await expect(chip(page, "Date: Today")).toBeVisible();
  await page.keyboard.type("Pay rent every month on the 31st 5pm p1");
  await expect(marks).toHaveText(["every month on the 31st 5pm", "p1"]);
  await expect(page.getByRole("button", { name: /^Repeat: Every month on the 31st/ })).toBeVisible();
  // What is typed replaces what the page gives.
  await expect(chip(page, "Date: Today")).toBeHidden();
  await expect(page.getByRole("dialog").getByText(/^Every month on the 31st.* at 5:00 PM, next /)).toBeVisible();
  await expect(typedChip(page, "Priority: High priority")).toBeVisible();

  await page.keyboard.press("Backspace");
  await expect(marks).toHaveText(["every month on the 31st 5pm"]);
  await expect(titleOf(page)).toHaveValue("Pay rent every month on the 31st 5pm p1");

  await page.keyboard.type(" @bills");
  const options = page.getByRole("listbox").getByRole("option");
  await expect(options).toHaveText(["Create label “bills”"]);
  await page.keyboard.press("Enter");
  await expect(typedChip(page, "Label: bills")).toBeVisible();
  await page.keyboard.type("#sha");
  await expect(options.first()).toHaveText("Flat share");
  await expectAccessible(page);
  // Escape closes the list only.
  await page.keyboard.press("Escape");
  await expect(options).toHaveCount(0);
  await page.keyboard.press("Backspace");
  await page.keyboard.type("a");
  await expect(options).toHaveCount(0);
  for (let index = 0; index < 4; index += 1) await page.keyboard.press("Backspace");
  await page.keyboard.type("#fs");
  await expect(options.first()).toHaveText("Flat share");
  await page.keyboard.press("Tab");
  await expect(titleOf(page)).toHaveValue("Pay rent every month on the 31st 5pm p1 @bills #Flat share ");
  await expect(marks).toHaveText(["every month on the 31st 5pm", "@bills", "#Flat share"]);
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.goto(`${workspacePath(page)}/p/${projectId}`);
  await ready(page);
  await expect(taskRow(page, "Pay rent p1")).toContainText("Repeats");
  await expect(taskRow(page, "Pay rent p1")).toContainText("5:00 PM");
  const first = await dueOf(page, "Pay rent p1");
  await taskTitle(page, "Pay rent p1").focus();
  await page.keyboard.press("e");
  await expect.poll(() => dueOf(page, "Pay rent p1")).not.toEqual(first);
  await page.keyboard.press("Control+z");
  await expect.poll(() => dueOf(page, "Pay rent p1")).toEqual(first);
});

test("reads the field of a list, pasted lines and the new title of a task", async ({ page }) => {
  await signIn(page);
  await seedProject(page, { name: "Errands", sections: ["Town"], tasks: { Town: ["Post office"] } });
  const line = page.getByLabel("Add task to Town", { exact: true });
  await line.pressSequentially("Buy stamps p2 today");
  await expect(page.getByRole("main").locator("mark")).toHaveText(["p2", "today"]);
  await expect(typedChip(page, "Priority: Medium priority")).toBeVisible();
  await expectAccessible(page);
  await line.press("Enter");
  await expect(taskRow(page, "Buy stamps")).toContainText("Today");
  await expect(line).toHaveValue("");
  await expect(line).toBeFocused();

  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "Market tomorrow\n  Apples p1\nBaker");
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await expect(page.getByText("You pasted 3 lines.")).toBeVisible();
  await page.getByRole("button", { name: "Add 3 tasks" }).click();
  await expect(taskRow(page, "Market")).toContainText("Tomorrow");
  await expect(taskRow(page, "Market")).toContainText("0/1");
  await expect.poll(() => titlesIn(page, "Town")).toEqual(["Post office", "Buy stamps", "Market", "Baker"]);

  // A new title is only read when the user accepts it.
  const rename = async (title: string) => {
    await taskTitle(page, "Baker").focus();
    await page.keyboard.press("F2");
    await page.getByLabel("Title of Baker").fill(title);
    await expect(page.getByRole("button", { name: "Set Date: Tomorrow" })).toBeVisible();
  };
  await rename("Baker tomorrow");
  await page.keyboard.press("Escape");
  await expect(taskTitle(page, "Baker")).toBeFocused();
  await rename("Baker tomorrow");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Set Date: Tomorrow" })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByLabel("Title of Baker")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(taskTitle(page, "Baker tomorrow")).toBeFocused();
  await expect(taskRow(page, "Baker tomorrow")).not.toContainText("Tomorrow");
  await page.keyboard.press("Control+z");
  await expect(taskTitle(page, "Baker")).toBeVisible();
  await rename("Bakery tomorrow");
  await page.keyboard.press("Control+Enter");
  await expect(taskRow(page, "Bakery")).toContainText("Tomorrow");
  await taskTitle(page, "Bakery").click();
  const panel = page.getByRole("complementary", { name: "Task" });
  await panel.getByLabel("Title", { exact: true }).fill("Bakery p1");
  await panel.getByRole("button", { name: "Set Priority: High priority" }).click();
  await expect(panel.getByRole("button", { name: /^High priority/ })).toBeVisible();
  await expect(taskTitle(page, "Bakery")).toBeVisible();
});

test("keeps a draft with its chosen fields across a reload", async ({ page }) => {
  await openWorkspace(page, "New drafts");
  await page.goto(`${workspacePath(page)}/today`);
  await ready(page);
  await page.keyboard.press("q");
  await titleOf(page).fill("Half a thought");
  await page.getByRole("button", { name: "Description" }).click();
  await page.getByRole("dialog").getByLabel("Description").fill("And why");
  await page.goto(`${workspacePath(page)}/all`);
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
