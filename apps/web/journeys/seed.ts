import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { ADDRESS } from "../playwright.config.ts";
import { noteBudget, ready } from "./person.ts";

type Seed = { name: string; sections: readonly string[]; tasks: Readonly<Record<string, readonly string[]>> };

/** The first items of a list, as the server answers it to the person on this page. */
export async function itemsOf<Item>(page: Page, path: string, input: object): Promise<Item[]> {
  const answer = await page.request.get(`/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`);
  // Safe because every list answers so.
  const { result } = (await answer.json()) as { result: { data: { items: Item[] } } };
  return result.data.items;
}

/** The workspace of the person on this page. */
export async function workspaceIdOf(page: Page): Promise<string> {
  const [workspace] = await itemsOf<{ id: string }>(page, "workspace.list", {});
  return workspace?.id ?? "";
}

/** Sends a command as the page would, in the workspace that it shows. */
export async function send(page: Page, path: string, input: object): Promise<void> {
  const workspaceId = await workspaceIdOf(page);
  const answer = await page.request.post(`/api/trpc/${path}`, {
    data: { workspaceId, commandId: uuidv7(), ...input },
    headers: { origin: ADDRESS },
  });
  noteBudget(answer.headers());
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Makes a project with sections and tasks in them, under the name "" those in none, and goes to it. Answers its id. */
export async function seedProject(page: Page, { name, sections, tasks }: Seed): Promise<string> {
  const id = uuidv7();
  await send(page, "project.create", { id, name });
  const ids = new Map<string, string | null>([["", null]]);
  for (const section of sections) {
    const sectionId = uuidv7();
    ids.set(section, sectionId);
    await send(page, "section.create", { id: sectionId, projectId: id, name: section });
  }
  for (const [section, titles] of Object.entries(tasks)) {
    const items = titles.map((title) => ({ id: uuidv7(), title }));
    if (items.length === 0) continue;
    await send(page, "task.createMany", { projectId: id, sectionId: ids.get(section) ?? null, items });
  }
  await page.goto(`/w/ada-lovelace/p/${id}`);
  await ready(page);
  await dragging(page);
  return id;
}

/** Waits until things can be dragged, which is loaded after the page. */
export async function dragging(page: Page): Promise<void> {
  await page.waitForSelector("[data-drag-told]", { state: "attached" });
}

/** Looks at the project as a board. */
export async function onBoard(page: Page): Promise<void> {
  await page.keyboard.press("v");
  await page.keyboard.press("b");
  await expect(page.locator(".task-board")).toBeVisible();
}

/** A column of the board, or a group of the list. */
export function column(page: Page, name: string) {
  return page.locator("main section[data-group]").filter({ has: page.getByRole("heading", { name, exact: true }) });
}

/** The titles that stand in a column, from the top. */
export function titlesIn(page: Page, name: string): Promise<string[]> {
  return column(page, name).locator("[data-task-link]").allTextContents();
}

/** What was said last about a drag to those who can't see it. */
export function told(page: Page) {
  return page.locator("[data-drag-told]");
}
