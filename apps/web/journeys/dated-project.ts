import { addDays, dayInZone, instantOf } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { uuidv7 } from "@docket/schema/uuid";
import type { When } from "@docket/schema/when";
import type { Page } from "@playwright/test";
import { ready } from "./person.ts";
import { itemsOf, send, workspaceIdOf, workspacePath } from "./seed.ts";

/** The time zone of the first account. */
const ZONE = "Europe/Berlin";

/** Returns the day that is `count` days from today in the first account's time zone. */
export function dayFromNow(count: number): Day {
  return addDays(dayInZone(new Date(), ZONE), count);
}

/** Returns the calendar's label for a day. */
export function longDay(day: Day): string {
  const parts = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  return new Intl.DateTimeFormat("en", { ...parts, timeZone: "UTC" }).format(instantOf(day, "00:00", "UTC"));
}

/** Creates a project with tasks, some of them with due dates, and opens it in the given layout. */
export async function datedProject(
  page: Page,
  name: string,
  tasks: Readonly<Record<string, When | null>>,
  search: string,
): Promise<void> {
  const projectId = uuidv7();
  await send(page, "project.create", { id: projectId, name });
  for (const [title, due] of Object.entries(tasks))
    await send(page, "task.create", { id: uuidv7(), projectId, title, due });
  await page.goto(`${workspacePath(page)}/p/${projectId}?${search}`);
  await ready(page);
}

/** Returns the due date of a task on the server. On a project's page, only looks for the task in this project. */
export async function dueOf(page: Page, title: string): Promise<When | null> {
  const workspaceId = await workspaceIdOf(page);
  const [, projectId] = /\/p\/([^/?#]+)/.exec(page.url()) ?? [];
  const input = { workspaceId, filter: { text: title, ...(projectId === undefined ? {} : { projectId }) } };
  const tasks = await itemsOf<{ title: string; due: When | null }>(page, "task.list", input);
  return tasks.find((task) => task.title === title)?.due ?? null;
}
