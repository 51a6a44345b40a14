import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { ADDRESS } from "../playwright.config.ts";
import { call, noteBudget, ready, signIn } from "./person.ts";

type Seed = { name: string; sections: readonly string[]; tasks: Readonly<Record<string, readonly string[]>> };

/** Returns the first page of a list, as the server returns it to the user of the page. */
export async function itemsOf<Item>(page: Page, path: string, input: object): Promise<Item[]> {
  const answer = await page.request.get(`/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`);
  // Safe because the output of every list has this shape.
  const { result } = (await answer.json()) as { result: { data: { items: Item[] } } };
  return result.data.items;
}

/** Returns the path of the workspace that the page shows; that of the first one if it shows none. */
export function workspacePath(page: Page): string {
  return /^https?:\/\/[^/]+(\/w\/[^/?#]+)/.exec(page.url())?.[1] ?? "/w/ada-lovelace";
}

/** Returns the id of the workspace that the page shows; that of the user's first one if it shows none. */
export async function workspaceIdOf(page: Page): Promise<string> {
  const workspaces = await itemsOf<{ id: string; slug: string }>(page, "workspace.list", {});
  const shown = workspaces.find(({ slug }) => page.url().includes(`/w/${slug}/`)) ?? workspaces[0];
  return shown?.id ?? "";
}

/**
 * Signs in and opens a new workspace. For tests of pages that show tasks of all projects or the latest changes, because
 * all tests of a worker share one account: an unknown number of their tasks would be on these pages, and the server may
 * still be working on an import of an earlier test.
 */
export async function openWorkspace(page: Page, name: string): Promise<void> {
  await signIn(page);
  const input = { workspaceId: uuidv7(), commandId: uuidv7(), name };
  // Safe because this is the output type of the procedure.
  const { slug } = (await call(page, "workspace.create", input)) as { slug: string };
  await page.goto(`/w/${slug}/today`);
  await ready(page);
}

/** Waits until the service worker has kept what it needs to show pages without a connection. */
export async function waitForKeptFiles(page: Page): Promise<void> {
  const isComplete = () => page.evaluate(async () => (await caches.match("/offline-workspace")) !== undefined);
  await expect.poll(isComplete).toBe(true);
}

/** Sends a command as the page's user, in the workspace that the page shows. */
export async function send(page: Page, path: string, input: object): Promise<void> {
  const workspaceId = await workspaceIdOf(page);
  const answer = await page.request.post(`/api/trpc/${path}`, {
    data: { workspaceId, commandId: uuidv7(), ...input },
    headers: { origin: ADDRESS },
  });
  noteBudget(answer.headers());
  expect(answer.ok(), await answer.text()).toBe(true);
}

/**
 * Creates a project with tasks grouped by section, and opens it. Tasks under the key "" have no section. Returns the id
 * of the project.
 */
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
  await waitForDragging(page);
  return id;
}

/** Waits until the code for dragging has loaded, which happens after the page has loaded. */
export async function waitForDragging(page: Page): Promise<void> {
  await page.waitForSelector("[data-drag-announcement]", { state: "attached" });
}

/** Switches the open project to the board layout. */
export async function openBoard(page: Page): Promise<void> {
  await page.keyboard.press("v");
  await page.keyboard.press("b");
  await expect(page.locator(".task-board")).toBeVisible();
}

/** Returns a column of the board or a group of the list. */
export function column(page: Page, name: string) {
  return page.locator("main section[data-group]").filter({ has: page.getByRole("heading", { name, exact: true }) });
}

/** Returns the titles in a column from top to bottom. */
export function titlesIn(page: Page, name: string): Promise<string[]> {
  return column(page, name).locator("[data-task-link]").allTextContents();
}

/** Returns the live region that announces dragging to screen readers. */
export function dragAnnouncement(page: Page) {
  return page.locator("[data-drag-announcement]");
}
