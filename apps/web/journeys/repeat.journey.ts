import { addDays, utcMidnight, weekdayOf } from "@docket/schema/day";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { datedProject, dayFromNow, dueOf, longDay } from "./dated-project.ts";
import { expectAccessible, openInbox, taskRow, taskTitle, test } from "./person.ts";
import { itemsOf, send, workspaceIdOf } from "./seed.ts";

const dates = (page: Page) => page.getByRole("dialog", { name: "Date", exact: true });
const repeats = (page: Page) => page.getByRole("dialog", { name: "Repeat", exact: true });
const panel = (page: Page) => page.getByRole("complementary", { name: "Task" });
const preview = (page: Page) => dates(page).getByRole("listitem");

test("a rule is chosen with a date, and shown in words with its next dates", async ({ page }) => {
  await openInbox(page);
  // The first Thursday from now on, so that the rule's name does not depend on the day of the test.
  const today = dayFromNow(0);
  const thursday = addDays(today, (4 - weekdayOf(today) + 7) % 7);
  await datedProject(page, "Repeats", { "Water the plants": { date: thursday } }, "");
  await taskTitle(page, "Water the plants").focus();
  await page.keyboard.press("d");
  const rule = dates(page).getByLabel("Repeat", { exact: true });
  await expect(rule).toHaveValue("never");
  await rule.selectOption("Every Thursday");
  await expect(dates(page).getByText("Every Thursday", { exact: true }).last()).toBeVisible();
  await expect(preview(page)).toHaveCount(5);
  await expectAccessible(page);

  // Every second Tuesday and Sunday, at a time.
  await rule.selectOption("Custom…");
  await dates(page).getByLabel("Every", { exact: true }).fill("2");
  await dates(page).getByLabel("Unit").selectOption("weeks");
  for (const day of ["Thursday", "Tuesday", "Sunday"])
    await dates(page).getByRole("button", { name: day, exact: true }).press("Space");
  // The last weekday can't be switched off, so Thursday was kept until another one was on.
  await dates(page).getByRole("button", { name: "Thursday", exact: true }).press("Space");
  await dates(page).getByLabel("Time", { exact: true }).fill("9am");
  await expect(
    dates(page).getByText("Every second Tuesday and Sunday at 9:00 AM, Berlin time", { exact: true }),
  ).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(dates(page)).toBeHidden();
  await expect(taskRow(page, "Water the plants")).toContainText("Repeats");
  const sunday = addDays(thursday, 3);
  await expect
    .poll(() => dueOf(page, "Water the plants"))
    .toEqual({ date: sunday, time: "09:00", timeZone: "Europe/Berlin" });

  // Choosing another date moves this occurrence only.
  await taskTitle(page, "Water the plants").focus();
  await page.keyboard.press("d");
  await expect(rule).toHaveValue("kept");
  await dates(page)
    .getByRole("gridcell", { name: longDay(addDays(sunday, 1)), exact: true })
    .click();
  await taskTitle(page, "Water the plants").click();
  await expect(panel(page).getByRole("button", { name: "(Repeat)" })).toHaveText(
    /Every second Tuesday and Sunday at 9:00 AM, Berlin time/,
  );
});

test("a repeating task is changed, skipped and ended in the panel", async ({ page }) => {
  await openInbox(page);
  const today = dayFromNow(0);
  await datedProject(page, "Series", { "Back up the photos": { date: today } }, "");
  await taskTitle(page, "Back up the photos").click();
  const field = panel(page).getByRole("button", { name: "(Repeat)" });
  await expect(field).toHaveText(/None/);

  await field.click();
  await repeats(page).getByLabel("Repeat", { exact: true }).selectOption("After completion…");
  await repeats(page).getByLabel("Every", { exact: true }).fill("3");
  await expect(repeats(page).getByText("3 days after completion", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(field).toBeFocused();
  await expect(field).toHaveText(/None/);

  await field.click();
  await repeats(page).getByLabel("Repeat", { exact: true }).selectOption("Every day");
  await expect(repeats(page).getByRole("listitem")).toHaveCount(5);
  await repeats(page).getByRole("button", { name: "Set repeat" }).click();
  await expect(field).toHaveText(/Every day/);

  await field.click();
  await repeats(page).getByRole("button", { name: "Skip this one" }).click();
  await expect.poll(() => dueOf(page, "Back up the photos")).toEqual({ date: addDays(today, 1) });
  await expect(panel(page).getByRole("button", { name: "(Date)" })).toHaveText(/Tomorrow/);

  // Completing it shows the next date, and undo takes the next occurrence back.
  await page.getByRole("main").getByRole("checkbox", { name: "Complete Back up the photos" }).click();
  const next = new Intl.DateTimeFormat("en", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
  const toast = page.getByText(`Completed “Back up the photos” · next ${next.format(utcMidnight(addDays(today, 2)))}`);
  await expect(toast).toBeVisible();
  await expect.poll(() => dueOf(page, "Back up the photos")).toEqual({ date: addDays(today, 2) });
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(() => dueOf(page, "Back up the photos")).toEqual({ date: addDays(today, 1) });

  await field.click();
  await repeats(page).getByRole("button", { name: "End series" }).click();
  await expect(field).toHaveText(/None/);
  await expect.poll(() => dueOf(page, "Back up the photos")).toEqual({ date: addDays(today, 1) });
});

test("the panel lists earlier occurrences, and detaches one from its series", async ({ page }) => {
  await openInbox(page);
  await datedProject(page, "Chores", { "Wash up": { date: dayFromNow(0) } }, "");
  const input = { workspaceId: await workspaceIdOf(page), filter: { text: "Wash up" } };
  const [task] = await itemsOf<{ id: string }>(page, "task.list", input);
  const recurrence = { rule: "FREQ=DAILY", from: "schedule", catchUp: "skip" };
  await send(page, "task.update", { id: task?.id, baseVersion: 1, set: { recurrence } });
  await send(page, "task.complete", { ids: [task?.id] });
  await expect(taskRow(page, "Wash up").filter({ hasText: "Tomorrow" })).toBeVisible();
  // The completed occurrence stays in its place for a moment.
  await expect(taskRow(page, "Wash up")).toHaveCount(1);
  await taskTitle(page, "Wash up").click();
  const field = panel(page).getByRole("button", { name: "(Repeat)" });
  await expect(field).toHaveText(/Every day/);
  await panel(page).getByRole("button", { name: "Earlier occurrences" }).click();
  const earlier = panel(page).getByRole("list", { name: "Earlier occurrences" });
  await expect(earlier.getByRole("listitem")).toHaveText([/Completed/]);

  await field.click();
  await repeats(page).getByRole("button", { name: "Detach this one" }).click();
  await expect(field).toHaveText(/None/);
  await expect(taskTitle(page, "Wash up")).toHaveCount(2);
  await expect(taskRow(page, "Wash up").filter({ hasText: "Repeats" })).toHaveCount(1);
});

test("a new task is given a rule in quick add", async ({ page }) => {
  await openInbox(page);
  await page.keyboard.press("q");
  const dialog = page.getByRole("dialog", { name: "New task" });
  const title = dialog.getByLabel("Title of the new task");
  await title.fill("Take out the bins");
  await dialog.getByRole("button", { name: "Date" }).click();
  await dates(page).getByLabel("Repeat", { exact: true }).selectOption("Every weekday");
  await dates(page)
    .getByRole("button", { name: /^Tomorrow/ })
    .click();
  await expect(dialog.getByRole("button", { name: /^Date: .* · Every weekday$/ })).toBeVisible();
  // The button of the picker has the focus until the browser says that the picker has closed.
  await expect(title).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  // The first weekday from tomorrow on.
  const weekday = [1, 2, 3].map(dayFromNow).find((day) => weekdayOf(day) <= 5);
  await expect.poll(() => dueOf(page, "Take out the bins")).toEqual({ date: weekday });
});
