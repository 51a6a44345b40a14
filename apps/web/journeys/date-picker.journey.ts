import { addDays } from "@docket/schema/day";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { datedProject, dayFromNow, dueOf, longDay } from "./dated-project.ts";
import { expectAccessible, openInbox, ready, taskTitle, test } from "./person.ts";

const picker = (page: Page) => page.getByRole("dialog", { name: "Date", exact: true });
const words = (page: Page) => picker(page).getByLabel("Date in words");
const cell = (page: Page, day: string) => picker(page).getByRole("gridcell", { name: longDay(day), exact: true });

/** Opens the picker of a task with the keyboard. */
async function openPicker(page: Page, title: string): Promise<void> {
  await taskTitle(page, title).focus();
  await page.keyboard.press("d");
  await expect(picker(page).getByRole("button", { name: /^Today/ })).toBeFocused();
}

/** Moves the focus with Tab until a day has it. */
async function tabToGrid(page: Page): Promise<void> {
  const hasFocus = () => page.evaluate(() => document.activeElement?.closest("[role=grid]") !== null);
  for (let press = 0; press < 20 && !(await hasFocus()); press++) await page.keyboard.press("Tab");
}

test("a day is chosen in the month with the keyboard", async ({ page }) => {
  await openInbox(page);
  const day = "2026-12-03";
  await datedProject(page, "Months", { "See the dentist": { date: day } }, "");
  await openPicker(page, "See the dentist");
  await expectAccessible(page);
  const grid = picker(page).getByRole("grid", { name: "December 2026" });
  await expect(grid).toBeVisible();
  await expect(cell(page, day)).toHaveAttribute("aria-selected", "true");

  await tabToGrid(page);
  await expect(cell(page, day)).toBeFocused();
  const steps: [key: string, day: string][] = [
    ["ArrowRight", "2026-12-04"],
    ["ArrowDown", "2026-12-11"],
    ["ArrowLeft", "2026-12-10"],
    ["ArrowUp", "2026-12-03"],
    ["Home", "2026-11-30"],
    ["End", "2026-12-06"],
    ["PageDown", "2027-01-06"],
    ["PageUp", "2026-12-06"],
    ["Shift+PageDown", "2027-12-06"],
    ["Shift+PageUp", "2026-12-06"],
  ];
  for (const [key, next] of steps) {
    await page.keyboard.press(key);
    await expect(cell(page, next), key).toBeFocused();
  }
  // The grid is one tab stop.
  await page.keyboard.press("Tab");
  await expect(picker(page).getByLabel("Time", { exact: true })).toBeFocused();
  await page.keyboard.press("Shift+Tab");

  // The space bar only selects; Enter saves.
  await page.keyboard.press("Space");
  await expect(cell(page, "2026-12-06")).toHaveAttribute("aria-selected", "true");
  await expect(picker(page)).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(picker(page)).toBeHidden();
  await expect(taskTitle(page, "See the dentist")).toBeFocused();
  await expect.poll(() => dueOf(page, "See the dentist")).toEqual({ date: "2026-12-07" });

  await openPicker(page, "See the dentist");
  await page.keyboard.press("Escape");
  await expect(picker(page)).toBeHidden();
  await expect(taskTitle(page, "See the dentist")).toBeFocused();
});

test("a date is typed in words, and explained when it isn't understood", async ({ page }) => {
  await openInbox(page);
  await datedProject(page, "Words", { "Call the plumber": null }, "");
  await openPicker(page, "Call the plumber");
  // A letter that is no shortcut begins the text.
  await page.keyboard.type("soonish");
  await expect(words(page)).toBeFocused();
  await expect(words(page)).toHaveValue("soonish");
  await page.keyboard.press("Enter");
  await expect(words(page)).toHaveAccessibleDescription(/I don't understand “soonish”/);
  await expect(words(page)).toBeFocused();
  await expectAccessible(page);

  await words(page).fill("tomorrow");
  await expect(words(page)).toHaveAccessibleDescription("Tomorrow");
  await expect(cell(page, dayFromNow(1))).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(picker(page)).toBeHidden();
  await expect(taskTitle(page, "Call the plumber")).toBeFocused();
  await expect.poll(() => dueOf(page, "Call the plumber")).toEqual({ date: dayFromNow(1) });

  await openPicker(page, "Call the plumber");
  await words(page).fill("5pm every 3 days from 2027-03-01");
  await expect(words(page)).toHaveAccessibleDescription(/Mar 1, 2027.*5:00 PM/);
  await expect(picker(page).getByLabel("Time", { exact: true })).toHaveValue("5:00 PM");
  await expect(picker(page).getByLabel("Repeat")).toContainText("Every 3 days");
  // Reminders depend on the saved date. They are saved immediately, and mark the task.
  const addReminder = picker(page).getByRole("button", { name: "Add reminder" });
  const setFirst = picker(page).getByText("Set the date to add reminders.");
  await expect(setFirst).toBeVisible();
  await expect(addReminder).toBeHidden();
  await words(page).fill("5pm 2027-03-01");
  await expect(picker(page).getByLabel("Repeat")).toHaveValue("never");
  await page.keyboard.press("Enter");
  const due = { date: "2027-03-01", time: "17:00", timeZone: "Europe/Berlin" };
  await expect.poll(() => dueOf(page, "Call the plumber")).toEqual(due);
  await openPicker(page, "Call the plumber");
  await addReminder.press("Enter");
  const reminders = page.getByRole("dialog", { name: "Reminders" });
  await expect(reminders.getByRole("button", { name: "At the due time" })).toBeFocused();
  await expectAccessible(page);
  await reminders.getByRole("button", { name: "10 min before" }).press("Enter");
  await expect(reminders).toBeHidden();
  await expect(addReminder).toBeFocused();
  const item = picker(page).getByRole("group", { name: "Reminders" }).getByRole("listitem");
  await expect(item).toHaveText(/10 min before/);
  const mark = page.getByRole("main").locator("[data-task]").getByText("Reminder", { exact: true });
  await expect(mark).toBeVisible();
  // No reminder can be added to a date that is then not saved.
  await words(page).fill("2027-03-02 at 9:30");
  await expect(setFirst).toBeVisible();
  await expect(item).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(picker(page)).toBeHidden();
  expect(await dueOf(page, "Call the plumber")).toEqual(due);

  await page.reload();
  await ready(page);
  await expect(mark).toBeVisible();
  await openPicker(page, "Call the plumber");
  await picker(page).getByRole("button", { name: "Delete reminder: 10 min before" }).click();
  await expect(item).toBeHidden();
  await expect(mark).toBeHidden();
});

test("a time has the viewer's time zone, another one, or none", async ({ page }) => {
  await openInbox(page);
  const today = dayFromNow(0);
  await datedProject(page, "Zones", { "Join the call": { date: today } }, "");
  const time = picker(page).getByLabel("Time", { exact: true });
  // Exact, because the list of zones, whose name is similar, is there until it has closed.
  const zone = picker(page).getByLabel("Time zone", { exact: true });

  await openPicker(page, "Join the call");
  await expect(zone).toBeHidden();
  await time.fill("late");
  await page.keyboard.press("Enter");
  await expect(time).toHaveAccessibleDescription(/I don't understand “late”/);
  await expect(time).toBeFocused();
  await time.fill("5pm");
  await expect(zone).toHaveValue("Europe/Berlin");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect
    .poll(() => dueOf(page, "Join the call"))
    .toEqual({ date: today, time: "17:00", timeZone: "Europe/Berlin" });

  await openPicker(page, "Join the call");
  await expect(time).toHaveValue("5:00 PM");
  await zone.selectOption("Another time zone…");
  await page.keyboard.type("tokyo");
  await expect(page.getByRole("option", { name: "Asia/Tokyo" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("option", { name: "Asia/Tokyo" })).toBeHidden();
  await expect(picker(page)).toBeVisible();
  await zone.selectOption("Another time zone…");
  await page.keyboard.type("tokyo");
  await page.keyboard.press("Enter");
  await expect(zone).toHaveValue("Asia/Tokyo");
  await picker(page).getByRole("button", { name: "Set date" }).click();
  await expect.poll(() => dueOf(page, "Join the call")).toEqual({ date: today, time: "17:00", timeZone: "Asia/Tokyo" });

  await openPicker(page, "Join the call");
  await zone.selectOption("Floating (same clock time everywhere)");
  await cell(page, addDays(today, 1)).click();
  await expect.poll(() => dueOf(page, "Join the call")).toEqual({ date: addDays(today, 1), time: "17:00" });
});

test("a field for a day takes words and a calendar, and can be emptied", async ({ page }) => {
  await openInbox(page);
  await page.goto("/admin/security");
  await ready(page);
  const from = page.getByLabel("From", { exact: true });
  await from.fill("soonish");
  await from.press("Enter");
  await expect(from).toHaveAccessibleDescription(/I don't understand “soonish”/);
  await expect(from).toBeFocused();
  await from.fill("tomorrow");
  await from.press("Tab");
  await expect(page).toHaveURL(new RegExp(`from=${dayFromNow(1)}`));
  await expect(page.getByText("No matching events")).toBeVisible();

  const button = page.getByRole("button", { name: "Choose from a calendar (From)" });
  await button.press("Enter");
  const calendar = page.getByRole("dialog", { name: "From" });
  await expect(calendar.getByRole("gridcell", { name: longDay(dayFromNow(1)), exact: true })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(calendar).toBeHidden();
  await expect(button).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`from=${dayFromNow(0)}`));
  await from.fill("");
  await from.press("Enter");
  await expect(page).not.toHaveURL(/from=/);
});

test.describe("on a phone", () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

  test("every control of the picker can be touched", async ({ page }) => {
    await openInbox(page);
    await datedProject(page, "Phone", { "Buy stamps": { date: "2026-12-03", time: "09:00" } }, "");
    await page.getByRole("button", { name: "More actions for Buy stamps" }).tap();
    await page.getByRole("menuitem", { name: "Date…" }).tap();
    await expect(picker(page).getByRole("grid")).toBeVisible();
    const small = await picker(page).evaluate((dialog) =>
      [...dialog.querySelectorAll("button, input, select, td")]
        .filter((element) => {
          const { width, height } = element.getBoundingClientRect();
          return width < 44 || height < 44;
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(small).toEqual([]);
    await cell(page, "2026-12-24").tap();
    await expect.poll(() => dueOf(page, "Buy stamps")).toEqual({ date: "2026-12-24", time: "09:00" });
  });
});
