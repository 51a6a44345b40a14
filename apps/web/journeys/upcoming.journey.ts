import { expect } from "@playwright/test";
import { datedProject, dayFromNow, dueOf, longDay } from "./dated-project.ts";
import { expectAccessible, ready, taskRow, taskTitle, test } from "./person.ts";
import { openWorkspace, workspacePath } from "./seed.ts";

test("lists tasks by day, adds tasks to a day, and loads more days on scroll", async ({ page }) => {
  await openWorkspace(page, "Days ahead");
  const far = dayFromNow(40);
  await datedProject(
    page,
    "Ahead",
    {
      "Late already": { date: dayFromNow(-1) },
      "For tomorrow": { date: dayFromNow(1) },
      "Far away": { date: far },
    },
    "",
  );
  await page.goto(`${workspacePath(page)}/upcoming`);
  const day = (date: string) => page.locator(`[data-group="${date}"]`);
  await expect(page.locator("[data-group=overdue]").getByRole("link", { name: "Late already" })).toBeVisible();
  await expect(day(dayFromNow(1)).getByRole("link", { name: "For tomorrow" })).toBeVisible();
  const html = await (await page.request.get(page.url())).text();
  expect(html).toContain("For tomorrow");
  await expectAccessible(page);

  const line = day(dayFromNow(1)).getByRole("combobox");
  await line.fill("Also on that day");
  await line.press("Enter");
  await expect(day(dayFromNow(1)).getByRole("link", { name: "Also on that day" })).toBeVisible();
  await expect.poll(() => dueOf(page, "Also on that day")).toEqual({ date: dayFromNow(1) });

  await expect(taskTitle(page, "Far away")).toBeHidden();
  // The wheel scrolls the element under the pointer, which could be a sidebar taller than the window.
  await page.getByRole("main").hover();
  await expect(async () => {
    // In steps that don't skip a window, because only the days near it are rendered.
    if ((await day(far).count()) > 0) await day(far).scrollIntoViewIfNeeded();
    else await page.mouse.wheel(0, 400);
    await expect(day(far).getByRole("link", { name: "Far away" })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });

  // The strip follows the list, and shows how much is due on a day.
  const strip = page.getByRole("navigation", { name: "Days of the week" });
  await expect(strip.getByRole("button", { name: longDay(dayFromNow(0)) })).toBeHidden();
  await page.keyboard.press("t");
  await expect(day(dayFromNow(0)).getByRole("heading")).toBeInViewport();
  const now = strip.getByRole("button", { name: longDay(dayFromNow(0)) });
  await expect(now).toHaveAttribute("aria-current", "date");
  await expect(taskTitle(page, "Far away")).toBeHidden();

  // Days without tasks are headings to which tasks can be added.
  const soon = dayFromNow(9);
  await page.getByRole("button", { name: "Next week" }).click();
  await now.waitFor({ state: "hidden" });
  await page.keyboard.press("t");
  await now.focus();
  for (let count = 0; count < 9; count += 1) {
    await expect(strip.getByRole("button", { name: longDay(dayFromNow(count)) })).toBeFocused();
    await page.keyboard.press("ArrowRight");
  }
  await expect(strip.getByRole("button", { name: `${longDay(soon)}, no tasks` })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(day(soon).getByRole("heading")).toBeInViewport();
  const add = day(soon).getByRole("button", { name: /^Add task to / });
  await expect(add).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(day(soon).getByRole("combobox")).toBeFocused();
  await page.keyboard.type("In nine days");
  await page.keyboard.press("Enter");
  await expect(day(soon).getByRole("link", { name: "In nine days" })).toBeVisible();
  await expect.poll(() => dueOf(page, "In nine days")).toEqual({ date: soon });
  await expect(strip.getByRole("button", { name: `${longDay(soon)}, 1 task` })).toBeVisible();
  await expectAccessible(page);
});

test("plans a week by keyboard", async ({ page }) => {
  await openWorkspace(page, "Days of a week");
  const tomorrow = dayFromNow(1);
  await datedProject(page, "Planned", { "Plan the week": { date: tomorrow } }, "");
  await page.goto(`${workspacePath(page)}/upcoming`);
  await ready(page);
  const day = page.locator(`[data-group="${tomorrow}"]`);
  await taskTitle(page, "Plan the week").focus();

  // Because the list is sorted, `o` opens a field for the day rather than for a position.
  await page.keyboard.press("o");
  await page.keyboard.type("Between other things");
  await page.keyboard.press("Enter");
  await expect(day.getByRole("link", { name: "Between other things" })).toBeVisible();
  await expect.poll(() => dueOf(page, "Between other things")).toEqual({ date: tomorrow });
  await page.keyboard.press("Escape");
  await taskTitle(page, "Plan the week").focus();

  // Arrow keys move between all dates; only the suggested ones have shortcut keys.
  await page.keyboard.press("d");
  const dates = page.getByRole("dialog", { name: "Date" });
  await expect(dates.getByRole("button", { name: /^Today/ })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(dates.getByRole("button", { name: /^No date/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => dueOf(page, "Plan the week")).toBeNull();
});

for (const path of ["today", "upcoming"])
  test(`advances to the next day at midnight without a reload in ${path}`, async ({ page }) => {
    await page.clock.install();
    await openWorkspace(page, `Midnight ${path}`);
    const [first, second] = [`First for ${path}`, `Second for ${path}`];
    const tasks = { [first]: { date: dayFromNow(0) }, [second]: { date: dayFromNow(1) } };
    await datedProject(page, `Overnight ${path}`, tasks, "");
    await page.goto(`${workspacePath(page)}/${path}`);
    await ready(page);
    const today = page.getByRole("list", { name: /^Today/ });
    await expect(today.getByRole("link", { name: first })).toBeVisible();
    await page.clock.fastForward("24:00:00");
    await expect(today.getByRole("link", { name: second })).toBeVisible();
    await expect(page.locator("[data-group=overdue]").getByRole("link", { name: first })).toBeVisible();
  });

test("changes relative dates at midnight in search results, a table and a panel", async ({ page }) => {
  await page.clock.install();
  await openWorkspace(page, "Midnight");
  await datedProject(page, "Overnight dates", { "Sail to Kiel": { date: dayFromNow(1) } }, "layout=table");
  const table = page.url();
  await page.goto(`${workspacePath(page)}/search?q=Kiel`);
  await ready(page);
  const hit = page.getByRole("main").getByRole("link", { name: /Sail to Kiel/ });
  await expect(hit).toContainText("Tomorrow");
  await page.clock.fastForward("24:00:00");
  await expect(hit).toContainText("Today");

  await page.goto(table);
  await ready(page);
  await taskTitle(page, "Sail to Kiel").click();
  const field = page.getByRole("complementary", { name: "Task" }).getByRole("button", { name: "(Date)" });
  const row = taskRow(page, "Sail to Kiel");
  // The page begins with the day of the server, whose clock has not moved, and soon takes that of the browser.
  await page.clock.fastForward("01:00");
  for (const place of [row, field]) await expect(place).toContainText("Today");
  await page.clock.fastForward("24:00:00");
  for (const place of [row, field]) await expect(place).toContainText("Yesterday");
});
