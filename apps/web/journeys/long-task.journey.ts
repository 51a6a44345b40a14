import type { Day } from "@docket/schema/day";
import { addDays } from "@docket/schema/day";
import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { datedProject, longDay } from "./dated-project.ts";
import { openInbox, expectAccessible, ready, test } from "./person.ts";
import { send } from "./seed.ts";

/** The Monday of the week that is shown, in a fixed month, so that the test does not depend on the current date. */
const MONDAY = "2027-03-15";
const DAY_MINUTES = 1440;

type Lasting = { title: string; begin: Day; days: number };

/** Adds a task that begins at noon and lasts for some days. */
async function addLasting(page: Page, { title, begin, days }: Lasting): Promise<void> {
  const projectId = /p\/([^?]+)/.exec(page.url())?.[1];
  const due = { date: begin, time: "12:00", timeZone: "Europe/Berlin" };
  await send(page, "task.create", { id: uuidv7(), projectId, title, due, durationMinutes: days * DAY_MINUTES });
}

/** Returns the days of the calendar that show a task. */
async function daysOf(page: Page, title: string): Promise<string[]> {
  const parts = page.getByRole("gridcell").filter({ has: page.getByRole("link", { name: title, exact: true }) });
  return parts.evaluateAll((cells) =>
    cells.flatMap((cell) => (cell instanceof HTMLElement ? (cell.dataset["day"] ?? cell.dataset["hours"] ?? []) : [])),
  );
}

/** Returns consecutive days. */
function daysFrom(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

test("shows tasks on every day that they last, and reaches them by keyboard, however early they began", async ({
  page,
}) => {
  await openInbox(page);
  await datedProject(page, "Long tasks", {}, `layout=calendar&range=week&day=${MONDAY}`);
  // All end on Tuesday at noon, except for the longest, which ends on Friday.
  const tasks: Lasting[] = [2, 3, 4, 5, 6, 7].map((before) => ({
    title: `Began ${before} days before`,
    begin: addDays(MONDAY, -before),
    days: before + 1,
  }));
  tasks.push({ title: "Twenty days", begin: "2027-02-27", days: 20 });
  tasks.push({ title: "Ended on Sunday", begin: "2027-03-12", days: 2 });
  // The first ones come to the open page, the others are loaded with it.
  for (const task of tasks.slice(0, 2)) await addLasting(page, task);
  await expect.poll(() => daysOf(page, "Began 3 days before")).toEqual([MONDAY, "2027-03-16"]);
  for (const task of tasks.slice(2)) await addLasting(page, task);
  await page.reload();
  await ready(page);
  for (const { title } of tasks.slice(0, 6)) expect(await daysOf(page, title)).toEqual([MONDAY, "2027-03-16"]);
  expect(await daysOf(page, "Twenty days")).toEqual(daysFrom(MONDAY, "2027-03-19"));
  expect(await daysOf(page, "Ended on Sunday")).toEqual([]);
  await expectAccessible(page);
  // The grid is scrolled to seven o'clock, but the parts of the following days begin at midnight.
  const tuesday = page.locator("[data-hours='2027-03-16']");
  await expect(tuesday.getByRole("link", { name: "Twenty days" })).toBeInViewport();

  // By keyboard: each task once, whatever the number of its parts.
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  const walked: string[] = [];
  for (const _ of tasks.slice(0, 7)) {
    await page.keyboard.press("j");
    await expect.poll(focused).not.toBe(walked.at(-1) ?? "");
    walked.push(await focused());
  }
  expect(walked.toSorted()).toEqual(
    tasks
      .slice(0, 7)
      .map(({ title }) => title)
      .toSorted(),
  );

  // In a month, from its first day on, and in the month before.
  await page.getByText("Month", { exact: true }).click();
  await expect.poll(() => daysOf(page, "Twenty days")).toEqual(daysFrom("2027-03-01", "2027-03-19"));
  await expect(page.locator("[data-day='2027-03-14']")).toHaveAccessibleName(`${longDay("2027-03-14")}, 8 tasks`);
  await page.getByRole("button", { name: /^All \d tasks on Monday, March 15/ }).click();
  const all = page.getByRole("dialog", { name: `All 7 tasks on ${longDay(MONDAY)}` });
  await expect(all.getByRole("link")).toHaveCount(7);
  await expect(all.getByText("Continued from the day before:")).toHaveCount(7);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Previous month" }).click();
  await expect.poll(() => daysOf(page, "Twenty days")).toEqual(daysFrom("2027-02-27", "2027-02-28"));

  // Moving a task by keyboard moves its first day.
  await page.getByRole("link", { name: "Twenty days" }).first().focus();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await expect.poll(() => daysOf(page, "Twenty days")).toEqual(["2027-02-28"]);
});
