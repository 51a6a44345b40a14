import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { HOME, PAGES, PAGE_FOLDERS } from "./pages.ts";
import type { SampleIds } from "./pages.ts";
import { openInbox, expectAccessible, ready, signIn, test } from "./person.ts";
import { itemsOf, seedProject, send, workspaceIdOf } from "./seed.ts";

const press = (key: string) => async (page: Page) => {
  await page.getByRole("main").getByRole("link", { name: "A barrier", exact: true }).focus();
  await page.keyboard.press(key);
};

const choose = (menu: string, item: string) => async (page: Page) => {
  await page.getByRole("button", { name: menu }).first().click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
};

const click = (name: string) => (page: Page) => page.getByRole("button", { name, exact: true }).click();

/** Selects any overlay: a dialog, menu or picker, the toolbar for selected tasks, or a text field in the list. */
const OPENED = "dialog[open], :popover-open, [role=toolbar], main input:focus";

/** Overlays on a project's page, and how to open them. */
const OVER_A_PROJECT: Record<string, (page: Page) => Promise<void>> = {
  "menu of a task": click("More actions for A barrier"),
  "menu of a section": click("More actions for section Gate"),
  "menu of a project": click("More actions for the project Barriers"),
  "menu of a label": click("More actions for No entry"),
  "menu of a view": click("More actions for Closed roads"),
  groupings: press("Shift+g"),
  orders: press("Shift+s"),
  display: click("Display"),
  date: press("d"),
  labels: press("l"),
  person: press("a"),
  place: press("m"),
  selection: press("x"),
  "line between": press("o"),
  rename: press("F2"),
  "quick add": press("q"),
  palette: press("Control+k"),
  keys: press("Shift+?"),
  "name of a project": choose("More actions for the project Barriers", "Rename…"),
  "colour of a project": choose("More actions for the project Barriers", "Colour…"),
  people: choose("More actions for the project Barriers", "Share…"),
  "name of a section": choose("More actions for section Gate", "Rename"),
  "new project": click("Add project"),
  "new label": click("Add label"),
};

/** Time limit per page, in milliseconds. A page is scanned six times, and a scan may take seconds on a busy machine. */
const SCAN_MS = 60_000;

/** Creates one entity of each kind that has a page, and opens its project. */
async function createSample(page: Page, label: string, view: string): Promise<SampleIds> {
  const projectId = await seedProject(page, { name: "Barriers", sections: ["Gate"], tasks: { Gate: ["A barrier"] } });
  const workspaceId = await workspaceIdOf(page);
  const filter = { projectId };
  const [task] = await itemsOf<{ id: string; number: number }>(page, "task.list", { workspaceId, filter });
  const projects = await itemsOf<{ id: string; key: string }>(page, "project.list", { workspaceId, limit: 100 });
  const key = projects.find(({ id }) => id === projectId)?.key;
  const [labelId, viewId] = [uuidv7(), uuidv7()];
  await send(page, "label.create", { id: labelId, name: label });
  await send(page, "view.create", { id: viewId, name: view });
  await page.reload();
  await ready(page);
  return { projectId, taskId: task?.id ?? "", name: `${key}-${task?.number}`, labelId, viewId };
}

/** Returns the paths on this site that the page links to, without queries. */
function linkedPaths(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.links].filter((link) => link.origin === location.origin).map((link) => link.pathname),
  );
}

test("has no accessibility violations on any page, and no link to a redirect", async ({ page }) => {
  test.setTimeout(Object.keys(PAGES).length * SCAN_MS);
  expect(Object.keys(PAGES).toSorted()).toEqual(PAGE_FOLDERS.toSorted());
  await signIn(page);
  const here = await createSample(page, "No way", "Open roads");
  const linked = new Set<string>();
  for (const [folder, addressOf] of Object.entries(PAGES))
    await test.step(folder, async () => {
      await page.goto(addressOf(here));
      await ready(page);
      await expectAccessible(page);
      for (const path of await linkedPaths(page)) linked.add(path);
    });
  // A redirect that arrives after the user has clicked another link replaces the page of that link. The pages outside
  // a workspace link to the start page and to the sign-in page, which do redirect a signed-in user.
  const inWorkspace = [...linked].filter((path) => path.startsWith("/w/"));
  expect(inWorkspace).toContain(`${HOME}/today`);
  const statusOf = async (path: string) => (await page.request.get(path, { maxRedirects: 0 })).status();
  expect(await statusOf(`${HOME}/settings`)).toBe(307);
  for (const path of inWorkspace) expect(`${await statusOf(path)} ${path}`).toBe(`200 ${path}`);
});

test("has no accessibility violations in the sidebar", async ({ page }) => {
  await signIn(page);
  await createSample(page, "No parking", "Side roads");
  await expectAccessible(page, { hasSidebar: true });
});

test("has no accessibility violations in the overlays on a project's page", async ({ page }) => {
  test.setTimeout(Object.keys(OVER_A_PROJECT).length * SCAN_MS);
  await signIn(page);
  await createSample(page, "No entry", "Closed roads");
  for (const [name, open] of Object.entries(OVER_A_PROJECT))
    await test.step(name, async () => {
      await open(page);
      await expect(page.locator(OPENED).first()).toBeVisible();
      await expectAccessible(page);
      // Close the overlay and keep the page: loading the page again for each overlay would take a quarter longer.
      await page.keyboard.press("Escape");
      await expect(page.locator(OPENED).filter({ visible: true })).toHaveCount(0);
    });
});

test("has no accessibility violations in the dialogs on other pages", async ({ page }) => {
  await signIn(page);
  const { taskId } = await createSample(page, "Under question", "Asked roads");
  await send(page, "task.trash", { ids: [taskId] });
  for (const [address, button] of [
    [`${HOME}/trash`, "Empty trash"],
    [`${HOME}/settings/workspace`, "Create workspace"],
  ] as const)
    await test.step(button, async () => {
      await page.goto(address);
      await ready(page);
      await click(button)(page);
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page);
    });
});

test("detects an accessibility violation", async ({ page }) => {
  await openInbox(page);
  await page.evaluate(() => document.querySelector("main")?.append(document.createElement("button")));
  await expect(expectAccessible(page)).rejects.toThrow("button-name");
  await page.evaluate(() => {
    document.querySelector("main > button:last-child")?.remove();
    const text = document.createElement("p");
    text.textContent = "Legible in the light";
    text.style.color = "black";
    document.querySelector("main")?.append(text);
  });
  await expect(expectAccessible(page)).rejects.toThrow(/dark at 1280[^]*color-contrast/);
});
