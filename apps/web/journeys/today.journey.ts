import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import { datedProject, dayFromNow, dueOf } from "./dated-project.ts";
import { addTask, chooseFor, expectAccessible, newProject, ready, signIn, taskRow, taskTitle, test } from "./person.ts";
import { openWorkspace, send, workspacePath } from "./seed.ts";

test("lists a task in Today or as overdue by its due date, and removes it when done", async ({ page }) => {
  await openWorkspace(page, "Tasks of today");
  await newProject(page, "Week");
  for (const title of ["Water the plants", "Send the letter", "Some day"]) await addTask(page, title);

  await chooseFor(page, "Water the plants", "Date…");
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Today/ }).click();
  await chooseFor(page, "Send the letter", "Date…");
  await page.getByLabel("Date in words").fill("2026-01-02");
  await page.getByLabel("Time", { exact: true }).fill("09:30");
  await page.getByRole("button", { name: "Set date" }).click();
  await expect(page.getByText(/Fri, Jan 2.*9:30 AM/)).toHaveCount(2);

  await page.getByRole("link", { name: /^Today/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  // The heading of the page names the day: neither a group nor the rows of the day repeat it.
  await expect(page.getByRole("main").getByRole("heading", { level: 2 })).toHaveText(["Overdue"]);
  await expect(taskRow(page, "Water the plants")).not.toContainText("Today");
  await expect(taskRow(page, "Send the letter")).toContainText(/Fri, Jan 2.*9:30 AM/);
  const [overdue, due] = [page.getByRole("list", { name: "Overdue" }), page.getByRole("list", { name: "Today" })];
  await expect(overdue.getByRole("link", { name: "Send the letter", exact: true })).toBeVisible();
  await expect(due.getByRole("link", { name: "Water the plants", exact: true })).toBeVisible();
  await expect(taskTitle(page, "Some day")).toBeHidden();
  await expectAccessible(page);

  const html = await (await page.request.get(page.url())).text();
  expect(html).toContain("Water the plants");

  await chooseFor(page, "Send the letter", "Date…");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Today/ })
    .click();
  await expect(due.getByRole("link", { name: "Send the letter", exact: true })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(overdue.getByRole("link", { name: "Send the letter", exact: true })).toBeVisible();
  await due.getByRole("checkbox", { name: "Complete Water the plants" }).click();
  await expect(taskTitle(page, "Water the plants")).toBeHidden();
  await page.reload();
  await ready(page);
  await expect(overdue.getByRole("link", { name: "Send the letter", exact: true })).toBeVisible();
  await expect(taskTitle(page, "Water the plants")).toBeHidden();
});

test("keeps a row's due date visible however many labels the task has", async ({ page }) => {
  await signIn(page);
  const names = ["at the hardware store", "only by daylight", "with the neighbours", "when dry", "with a ladder"];
  const labels = names.map((name) => ({ id: uuidv7(), name }));
  for (const label of labels) await send(page, "label.create", { ...label, color: "teal" });
  const [projectId, id] = [uuidv7(), uuidv7()];
  await send(page, "project.create", { id: projectId, name: "Fence" });
  await send(page, "task.create", {
    id,
    projectId,
    title: "Paint the fence",
    labelIds: labels.map((label) => label.id),
    due: { date: dayFromNow(1) },
  });
  await page.goto(`/w/ada-lovelace/p/${projectId}`);
  await ready(page);
  const row = page.locator(`[data-task="${id}"]`);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(row.getByText("Tomorrow")).toBeInViewport({ ratio: 0.95 });
    await expect(row.getByText(/^\+\d$/).filter({ visible: true })).toBeInViewport();
  }
});

test("reschedules all overdue tasks, keeping their times, and undoes it as a whole", async ({ page }) => {
  await openWorkspace(page, "Overdue tasks");
  const yesterday = { date: dayFromNow(-1) };
  const timed = { date: dayFromNow(-3), time: "09:30" };
  await datedProject(page, "Late", { "Return the book": yesterday, "Call the bank": timed }, "");
  await page.goto(`${workspacePath(page)}/today`);
  await ready(page);
  const button = page.getByRole("button", { name: "Reschedule all" });
  await button.press("Enter");
  const dates = page.getByRole("dialog", { name: "Reschedule all" });
  await expect(dates.getByRole("button", { name: /^Today/ })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Today" }).getByRole("link", { name: "Call the bank" })).toBeVisible();
  await expect(taskRow(page, "Call the bank")).toContainText("9:30 AM");
  await expect(button).toBeHidden();
  await expect.poll(() => dueOf(page, "Return the book")).toEqual({ date: dayFromNow(0) });
  await expect.poll(() => dueOf(page, "Call the bank")).toEqual({ date: dayFromNow(0), time: "09:30" });
  await page.keyboard.press("Control+z");
  await expect(button).toBeVisible();
  await expect.poll(() => dueOf(page, "Return the book")).toEqual(yesterday);
  await expect.poll(() => dueOf(page, "Call the bank")).toEqual(timed);
});
