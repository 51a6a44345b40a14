import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { expectAccessible, openInbox, ready, test, withColleague } from "./person.ts";
import { itemsOf, send, workspaceIdOf } from "./seed.ts";

const GRACE = { name: "Grace Hopper", role: "editor" } as const;

test("shows assignments, mentions and reminders as they arrive, and handles them with the keyboard", async ({
  page,
  browser,
}) => {
  await openInbox(page);
  const [projectId, rentId, flightId] = [uuidv7(), uuidv7(), uuidv7()];
  await send(page, "project.create", { id: projectId, name: "Household" });
  await send(page, "task.create", { id: rentId, projectId, title: "Pay rent" });
  await send(page, "task.create", { id: flightId, projectId, title: "Book flights" });
  const workspaceId = await workspaceIdOf(page);
  const grace = await withColleague(page, browser, { ...GRACE, workspaceId, projectId });
  const people = await itemsOf<{ userId: string; name: string }>(page, "member.list", { workspaceId, projectId });
  const graceId = people.find(({ name }) => name === GRACE.name)?.userId;

  await grace.goto(`/w/ada-lovelace/p/${projectId}`);
  await ready(grace);
  const link = grace.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Notifications/ });
  await expect(link).toHaveText("Notifications");
  await send(page, "task.updateMany", { ids: [rentId], set: { assigneeIds: [graceId] } });
  await expect(link).toHaveText(/1 unread/);
  await send(page, "comment.create", { id: uuidv7(), taskId: flightId, body: "Which day, @Grace Hopper?" });
  await expect(link).toHaveText(/2 unread/);
  await expect(grace).toHaveTitle("(2) Household · Docket");
  await expectNumberInTitles(grace, 2);

  await grace.keyboard.press("g");
  await grace.keyboard.press("n");
  await expect(grace.getByRole("heading", { level: 1, name: "Notifications" })).toBeVisible();
  await expect(grace).toHaveTitle(/^\(2\) Notifications/);
  const mention = grace.getByRole("link", { name: /Ada Lovelace mentioned you in “Book flights” · Which day/ });
  const assignment = grace.getByRole("link", { name: /Ada Lovelace assigned “Pay rent” to you/ });
  await expect(mention).toBeVisible();
  await expect(assignment).toBeVisible();
  await expectAccessible(grace);

  // Opening a notification marks it as read and leaves the focus in the list.
  await grace.keyboard.press("j");
  await expect(mention).toBeFocused();
  await grace.keyboard.press("Enter");
  await expect(grace.getByRole("complementary", { name: "Task" }).getByText("Which day,")).toBeVisible();
  await expect(link).toHaveText(/1 unread/);
  await grace.keyboard.press("u");
  await expect(link).toHaveText(/2 unread/);
  await grace.keyboard.press("j");
  await expect(assignment).toBeFocused();
  await grace.keyboard.press("e");
  await expect(link).toHaveText(/1 unread/);
  await expect(grace.getByRole("region", { name: "Unread" }).getByRole("listitem")).toHaveCount(2);

  // The row that takes the place of a snoozed one is focused.
  await grace.keyboard.press("k");
  await grace.keyboard.press("h");
  await expect(grace.getByRole("menu", { name: "Snooze" })).toBeVisible();
  await grace.getByRole("menuitem", { name: /^In 1 hour/ }).click();
  await expect(mention).toBeHidden();
  await expect(assignment).toBeFocused();
  await expect(link).toHaveText("Notifications");
  await grace.getByRole("button", { name: "Undo" }).click();
  await expect(mention).toBeVisible();
  await grace.getByRole("button", { name: "Mark all as read" }).click();
  await expect(link).toHaveText("Notifications");
  await expect(grace).toHaveTitle(/^Notifications/);

  // Nothing arrives about a task that was muted.
  await assignment.focus();
  await grace.keyboard.press("m");
  await expect(grace.getByText("Muted “Pay rent”")).toBeVisible();
  await send(page, "comment.create", { id: uuidv7(), taskId: rentId, body: "Paid." });
  await send(page, "comment.create", { id: uuidv7(), taskId: flightId, body: "Booked, @Grace Hopper." });
  await expect(grace.getByRole("link", { name: /Booked/ })).toBeVisible();
  await expect(link).toHaveText(/1 unread/);

  // A reminder arrives at the beginning of the next minute. In the meantime, another one is added and removed.
  const next = new Date(Math.ceil((Date.now() + 5_000) / 60_000) * 60_000).toISOString();
  const when = { date: next.slice(0, 10), time: next.slice(11, 16), timeZone: "UTC" };
  await send(grace, "reminder.create", { id: uuidv7(), taskId: rentId, time: { basis: "absolute", when } });
  await send(page, "task.updateMany", { ids: [rentId], set: { due: { date: "2090-01-02", time: "17:00" } } });
  await page.goto(`/w/ada-lovelace/p/${projectId}?task=${rentId}`);
  await ready(page);
  const panel = page.getByRole("complementary", { name: "Task" });
  await panel.getByRole("button", { name: "Add reminder" }).click();
  await page.getByRole("button", { name: "10 min before" }).click();
  await expect(panel.getByRole("listitem").filter({ hasText: "10 min before" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(panel.getByRole("listitem").filter({ hasText: "10 min before" })).toBeHidden();

  // Typing an @ offers the members of the project.
  const field = panel.getByLabel("Write a comment…");
  await field.fill("Please check, ");
  await field.press("End");
  await field.pressSequentially("@gra");
  await expect(page.getByRole("option", { name: "Grace Hopper" })).toHaveAttribute("aria-selected", "true");
  await expectAccessible(page);
  await field.press("Enter");
  await expect(field).toHaveValue("Please check, @Grace Hopper ");
  await field.press("Control+Enter");
  await expect(panel.locator(".mention", { hasText: "@Grace Hopper" })).toBeVisible();

  const toast = grace.getByRole("status").filter({ hasText: "Pay rent" }).filter({ hasText: "Snooze" });
  await expect(toast).toBeVisible({ timeout: 75_000 });
  await expectAccessible(grace);
  await toast.getByRole("button", { name: "Snooze" }).click();
  await expect(grace.getByRole("menuitem", { name: /^Tomorrow morning/ })).toBeVisible();
  await grace.keyboard.press("Escape");
  await toast.getByRole("button", { name: "Open" }).click();
  await expect(toast).toBeHidden();
  await expect(grace.getByRole("complementary", { name: "Task" }).getByLabel("Title")).toHaveValue("Pay rent");
  await grace.context().close();
});

/** Asserts that the number in the title of the browser's tab is there once on each page, and never without a title. */
async function expectNumberInTitles(page: Page, unread: number): Promise<void> {
  await page.evaluate(() => {
    const titles = new Set<string>();
    Object.assign(window, { titles });
    const record = () => titles.add(document.title);
    new MutationObserver(record).observe(document, { childList: true, subtree: true, characterData: true });
  });
  const sidebar = page.getByRole("navigation", { name: "Main" });
  for (const [link, title] of Object.entries({ Settings: "Profile", Today: "Today", Upcoming: "Upcoming" })) {
    await sidebar.getByRole("link", { name: link }).click();
    await expect(page).toHaveTitle(`(${unread}) ${title} · Docket`);
  }
  const titles = await page.evaluate(() => [...(window as unknown as { titles: Set<string> }).titles]);
  expect(titles).toContain(`(${unread}) Profile · Docket`);
  expect(titles.filter((title) => /\)\s*(\(|$)/.test(title))).toEqual([]);
}
