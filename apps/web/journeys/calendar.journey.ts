import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { datedProject, dueOf, longDay } from "./dated-project.ts";
import { openInbox, expectAccessible, ready, test } from "./person.ts";
import { dragAnnouncement, send, waitForDragging } from "./seed.ts";

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
  await expect(dragAnnouncement(page)).toHaveText(`Now on ${longDay("2027-03-20")}.`);
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
  // Each day has a cell for the whole day and one for its hours.
  await expect(page.getByRole("gridcell")).toHaveCount(14);
  await expect(taskOnDay(page, "2027-03-08", "one")).toBeVisible();

  await page.setViewportSize({ width: 360, height: 800 });
  await page.getByText("Month", { exact: true }).click();
  await expect(page.getByRole("list").getByRole("link", { name: "five" })).toBeVisible();
});

/** Returns the point at an hour of a day in a week with hours. */
async function pointAt(page: Page, day: string, hour: number) {
  const box = await page.locator(`[data-hours="${day}"]`).boundingBox();
  if (!box) throw new Error(`The hours of ${day} are not shown.`);
  return { x: box.x + box.width / 2, y: box.y + (box.height * hour) / 24 };
}

/** Drags with the mouse in the steps that a person takes. */
async function dragTo(page: Page, to: { x: number; y: number }) {
  await page.mouse.down();
  await page.mouse.move(to.x - 20, to.y - 20);
  await page.mouse.move(to.x, to.y);
  await page.mouse.up();
}

test("plans a week with hours by mouse and keyboard, keeping the kind of each date", async ({ page }) => {
  await openInbox(page);
  const zone = { timeZone: "Europe/Berlin" };
  await datedProject(
    page,
    "Hours",
    {
      Rehearsal: { date: "2027-03-10", time: "14:00", ...zone },
      Floating: { date: "2027-03-10", time: "14:00" },
      // Late evening in California is the next morning in the user's time zone.
      "In California": { date: "2027-03-09", time: "23:00", timeZone: "America/Los_Angeles" },
      Holiday: { date: "2027-03-11" },
      Unplanned: null,
    },
    "layout=calendar&range=week&day=2027-03-10",
  );
  const repeating = { rule: "FREQ=WEEKLY;BYDAY=SU", from: "schedule", catchUp: "skip" };
  const series = { id: uuidv7(), title: "Sail", due: { date: "2027-03-07", time: "09:00" }, recurrence: repeating };
  const projectId = /p\/([^?]+)/.exec(page.url())?.[1];
  await send(page, "task.create", { ...series, projectId });
  for (const [title, date] of Object.entries({ Ferry: "2027-03-07", "Night train": "2027-03-08" })) {
    const night = { id: uuidv7(), title, due: { date, time: "22:00" }, durationMinutes: 300 };
    await send(page, "task.create", { ...night, projectId });
  }
  await page.reload();
  await ready(page);
  const block = (day: string, title: string) => page.locator(`[data-hours="${day}"] [data-task]`, { hasText: title });
  const startOf = async (day: string, title: string) => {
    const [column, box] = [
      await page.locator(`[data-hours="${day}"]`).boundingBox(),
      await block(day, title).boundingBox(),
    ];
    return Math.round((((box?.y ?? 0) - (column?.y ?? 0)) / (column?.height ?? 1)) * 24 * 4) / 4;
  };
  await expect(block("2027-03-10", "In California")).toBeVisible();
  expect(await startOf("2027-03-10", "In California")).toBe(8);
  expect(await startOf("2027-03-10", "Rehearsal")).toBe(14);
  // Overlapping tasks are side by side.
  const boxes = [
    await block("2027-03-10", "Rehearsal").boundingBox(),
    await block("2027-03-10", "Floating").boundingBox(),
  ];
  const [left, right] = boxes.toSorted((one, other) => (one?.x ?? 0) - (other?.x ?? 0));
  expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
  // Future occurrences are shown, but can't be changed. Their link opens the open one.
  const projected = page.locator("[data-hours='2027-03-14'] [data-projected]");
  await expect(projected).toContainText("Sail");
  await expectAccessible(page);
  await projected.getByRole("link").click();
  await expect(page.getByRole("complementary", { name: "Task" }).getByRole("button", { name: "(Date)" })).toHaveText(
    /Mar 7/,
  );
  await page.keyboard.press("Escape");

  // By keyboard: quarters of an hour, durations, and Space to carry a task.
  await waitForDragging(page);
  await block("2027-03-10", "Rehearsal").getByRole("link").focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(
    page.getByRole("status").filter({ hasText: "Rehearsal”: Wednesday, March 10, 2027, 2:15 PM" }),
  ).toBeAttached();
  await expect.poll(() => dueOf(page, "Rehearsal")).toEqual({ date: "2027-03-10", time: "14:15", ...zone });
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect(block("2027-03-10", "Rehearsal")).toContainText("2:15 PM – 3:00 PM");
  await page.keyboard.press("Space");
  await expect(dragAnnouncement(page)).toContainText("Picked up “Rehearsal”.");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(dragAnnouncement(page)).toHaveText(`Now on ${longDay("2027-03-11")}, at 2:30 PM.`);
  await page.keyboard.press("Space");
  await expect(block("2027-03-11", "Rehearsal").getByRole("link")).toBeFocused();
  await expect(block("2027-03-11", "Rehearsal")).toContainText("2:30 PM – 3:15 PM");
  await expect.poll(() => dueOf(page, "Rehearsal")).toEqual({ date: "2027-03-11", time: "14:30", ...zone });

  // By mouse: between days, from the row of whole days and from the list of tasks without a date.
  await block("2027-03-10", "Floating").hover({ position: { x: 20, y: 4 } });
  await dragTo(page, await pointAt(page, "2027-03-12", 9.1));
  await expect.poll(() => dueOf(page, "Floating")).toEqual({ date: "2027-03-12", time: "09:00" });
  await taskOnDay(page, "2027-03-11", "Holiday").hover();
  await dragTo(page, await pointAt(page, "2027-03-12", 10));
  await expect.poll(() => dueOf(page, "Holiday")).toEqual({ date: "2027-03-12", time: "10:00", ...zone });
  await page.getByRole("button", { name: /^No date/ }).click();
  await page.getByRole("complementary", { name: "No date" }).getByRole("link", { name: "Unplanned" }).hover();
  await dragTo(page, await pointAt(page, "2027-03-12", 12.5));
  await expect.poll(() => dueOf(page, "Unplanned")).toEqual({ date: "2027-03-12", time: "12:30", ...zone });

  // Clicking a time adds a task at it. The point is above the message about the last change.
  const free = await pointAt(page, "2027-03-13", 8.2);
  await page.mouse.click(free.x, free.y);
  await page.getByRole("combobox", { name: `Add task on ${longDay("2027-03-13")} at 8:00 AM` }).fill("Regatta");
  await page.keyboard.press("Enter");
  await expect(block("2027-03-13", "Regatta")).toContainText("8:00 AM");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  // The lower edge changes the duration, and undo takes that back.
  await block("2027-03-12", "Unplanned").getByRole("button", { name: "Change the duration of “Unplanned”" }).hover();
  await dragTo(page, await pointAt(page, "2027-03-12", 13.75));
  await expect(block("2027-03-12", "Unplanned")).toContainText("12:30 PM – 1:45 PM");
  await page.keyboard.press("Control+z");
  await expect(block("2027-03-12", "Unplanned")).toHaveText(/12:30 PM$/);

  // A task that passes midnight is shown on both days, also if it begins before the week. Its end is on the second one.
  await expect(block("2027-03-08", "Ferry")).toContainText("Continued from the day before:");
  await expect(block("2027-03-08", "Night train").getByRole("link")).toBeAttached();
  await expect(block("2027-03-08", "Night train").getByRole("button")).toHaveCount(0);
  const rest = block("2027-03-09", "Night train");
  expect(await startOf("2027-03-09", "Night train")).toBe(0);
  await rest.getByRole("button", { name: "Change the duration of “Night train”" }).hover();
  await dragTo(page, await pointAt(page, "2027-03-09", 4.5));
  await expect(rest).toContainText("10:00 PM – 4:30 AM");
  await rest.getByRole("link", { name: "Night train" }).click();
  await expect(page.getByRole("complementary", { name: "Task" }).getByLabel("Title")).toHaveValue("Night train");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary", { name: "Task" })).toBeHidden();

  // Above the hours, a task has no time any more.
  await block("2027-03-12", "Holiday").hover({ position: { x: 20, y: 4 } });
  const above = await cell(page, "2027-03-12").boundingBox();
  await dragTo(page, { x: (above?.x ?? 0) + 20, y: (above?.y ?? 0) + 10 });
  await expect.poll(() => dueOf(page, "Holiday")).toEqual({ date: "2027-03-12" });

  // Clocks go forward on the last Sunday of March.
  await page.getByRole("button", { name: "Next week" }).click();
  await page.getByRole("button", { name: "Next week" }).click();
  await expect(page.getByRole("columnheader", { name: /28.*23 h/ })).toBeVisible();
  await page.keyboard.press("t");
  await expect(page.locator("[data-now]")).toBeAttached();
});
