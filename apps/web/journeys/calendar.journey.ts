import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { datedProject, dueOf, longDay } from "./dated-project.ts";
import { openInbox, expectAccessible, ready, test } from "./person.ts";
import { waitForDragging, dragAnnouncement } from "./seed.ts";

// A fixed month, so that the tests do not depend on the current date.
const MARCH = "layout=calendar&day=2027-03-15";

function cell(page: Page, day: string) {
  return page.locator(`[role=gridcell][data-day="${day}"]`);
}

function taskOnDay(page: Page, day: string, title: string) {
  return cell(page, day).getByRole("link", { name: title, exact: true });
}

test("shows tasks on their days and moves them by keyboard, keeping time and zone", async ({ page }) => {
  await openInbox(page);
  await datedProject(
    page,
    "Calendar",
    {
      Plain: { date: "2027-03-10" },
      Timed: { date: "2027-03-10", time: "09:30", timeZone: "Europe/Berlin" },
      // Late evening in California is the next morning in the user's time zone.
      "In California": { date: "2027-03-10", time: "23:00", timeZone: "America/Los_Angeles" },
      Sometime: null,
    },
    MARCH,
  );
  await expect(page.getByRole("heading", { name: "March 2027" })).toBeVisible();
  await expect(taskOnDay(page, "2027-03-10", "Plain")).toBeVisible();
  await expect(taskOnDay(page, "2027-03-10", "Timed")).toBeVisible();
  await expect(taskOnDay(page, "2027-03-11", "In California")).toBeVisible();
  await expectAccessible(page);

  await taskOnDay(page, "2027-03-10", "Timed").focus();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await expect(taskOnDay(page, "2027-03-11", "Timed")).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(taskOnDay(page, "2027-03-18", "Timed")).toBeFocused();
  await expect
    .poll(() => dueOf(page, "Timed"))
    .toEqual({ date: "2027-03-18", time: "09:30", timeZone: "Europe/Berlin" });

  await taskOnDay(page, "2027-03-11", "In California").focus();
  await page.keyboard.press("Alt+Shift+ArrowLeft");
  await expect(taskOnDay(page, "2027-03-10", "In California")).toBeFocused();
  await expect
    .poll(() => dueOf(page, "In California"))
    .toEqual({ date: "2027-03-09", time: "23:00", timeZone: "America/Los_Angeles" });

  await page.keyboard.press("Control+z");
  await expect(taskOnDay(page, "2027-03-11", "In California")).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(taskOnDay(page, "2027-03-18", "Timed")).toBeVisible();
});

test("drags tasks to another day by mouse and keyboard, including from the list of tasks without a date", async ({
  page,
}) => {
  await openInbox(page);
  await datedProject(
    page,
    "Dragged",
    { Meeting: { date: "2027-03-10", time: "14:00", timeZone: "Europe/Berlin" }, Undated: null },
    MARCH,
  );
  await waitForDragging(page);
  await taskOnDay(page, "2027-03-10", "Meeting").hover();
  await page.mouse.down();
  await cell(page, "2027-03-12").hover();
  await cell(page, "2027-03-12").hover({ position: { x: 20, y: 60 } });
  await page.mouse.up();
  await expect(taskOnDay(page, "2027-03-12", "Meeting")).toBeVisible();
  await expect
    .poll(() => dueOf(page, "Meeting"))
    .toEqual({ date: "2027-03-12", time: "14:00", timeZone: "Europe/Berlin" });

  await taskOnDay(page, "2027-03-12", "Meeting").focus();
  await page.keyboard.press("Space");
  await expect(dragAnnouncement(page)).toContainText("Picked up “Meeting”.");
  for (const key of ["ArrowDown", "ArrowRight"]) await page.keyboard.press(key);
  await expect(dragAnnouncement(page)).toHaveText(`Now in ${longDay("2027-03-20")}.`);
  await page.keyboard.press("Space");
  await expect(taskOnDay(page, "2027-03-20", "Meeting")).toBeFocused();

  await page.getByRole("button", { name: /^No date/ }).click();
  await page.getByRole("complementary", { name: "No date" }).getByRole("link", { name: "Undated" }).hover();
  await page.mouse.down();
  await cell(page, "2027-03-05").hover();
  await cell(page, "2027-03-05").hover({ position: { x: 20, y: 60 } });
  await page.mouse.up();
  await expect(taskOnDay(page, "2027-03-05", "Undated")).toBeVisible();
  await expect.poll(() => dueOf(page, "Undated")).toEqual({ date: "2027-03-05" });
});

test("moves by day and month, adds a task on a day, and opens a full day by keyboard", async ({ page }) => {
  await openInbox(page);
  await datedProject(page, "Days", {}, MARCH);
  await cell(page, "2027-03-15").focus();
  for (const [key, day] of [
    ["ArrowRight", "2027-03-16"],
    ["ArrowUp", "2027-03-09"],
    ["End", "2027-03-14"],
    ["Home", "2027-03-08"],
    ["PageDown", "2027-04-08"],
    ["PageUp", "2027-03-08"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(cell(page, day)).toBeFocused();
  }
  await page.keyboard.press("Enter");
  for (const title of ["one", "two", "three", "four", "five"]) {
    await page.keyboard.type(title);
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(cell(page, "2027-03-08")).toHaveAccessibleName("Monday, March 8, 2027, 5 tasks");
  await page.getByRole("button", { name: "All 5 tasks on Monday, March 8, 2027" }).click();
  const all = page.getByRole("dialog", { name: "All 5 tasks on Monday, March 8, 2027" });
  await expect(all.getByRole("link")).toHaveCount(5);
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await page.getByText("Week", { exact: true }).click();
  await expect(page.getByRole("gridcell")).toHaveCount(7);
  await expect(taskOnDay(page, "2027-03-08", "five")).toBeVisible();
  await expectAccessible(page);

  await page.setViewportSize({ width: 360, height: 800 });
  await page.getByText("Month", { exact: true }).click();
  await expect(page.getByRole("list").getByRole("link", { name: "five" })).toBeVisible();
});
