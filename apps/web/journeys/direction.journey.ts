import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { dayFromNow } from "./dated-project.ts";
import { HOME, PAGES } from "./pages.ts";
import type { SampleIds } from "./pages.ts";
import { openInbox, ready, signIn, taskTitle, test, withColleague } from "./person.ts";
import { itemsOf, send, workspaceIdOf } from "./seed.ts";

/** Right-to-left sample values for every name and text that users can enter. */
const WORDS = {
  project: "פרויקט",
  section: "מדור",
  label: "תווית",
  view: "תצוגה",
  folder: "תיקייה",
  task: "משימה",
  subtask: "תת משימה",
  trashed: "נמחקה",
  done: "בוצעה",
  text: "תיאור",
  comment: "תגובה",
  person: "נעמי",
} as const;

/** Returns the elements whose text or value is entirely in a right-to-left script but is rendered left to right. */
function wrongDirectionElements(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isTheirs = (text: string) => /\p{Script=Hebrew}/u.test(text) && !/\p{Script=Latin}/u.test(text);
    const isLeft = (element: Element) => getComputedStyle(element).direction === "ltr";
    const found: string[] = [];
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const { parentElement: parent, textContent: text } = node;
      if (!parent || text === null || !isTheirs(text) || !isLeft(parent)) continue;
      // Ignore scripts, initials, and options (which the browser itself renders).
      if (parent.closest("script, [aria-hidden=true], option") === null) found.push(parent.outerHTML);
    }
    for (const field of document.querySelectorAll<HTMLInputElement>("input, textarea"))
      if (isTheirs(field.value) && isLeft(field)) found.push(field.outerHTML);
    return [...new Set(found)].map((html) => html.slice(0, 200));
  });
}

async function expectDirected(page: Page, where: string): Promise<void> {
  await expect.poll(() => wrongDirectionElements(page), where).toEqual([]);
}

/** Creates one entity of each kind that has a name. `letter` is added to names that must be unique. */
async function createNamedEntities(page: Page, letter: string): Promise<SampleIds> {
  const ids = { projectId: uuidv7(), taskId: uuidv7(), labelId: uuidv7(), viewId: uuidv7(), sectionId: uuidv7() };
  const { projectId, sectionId, labelId, taskId } = ids;
  await send(page, "project.create", { id: projectId, name: WORDS.project });
  await send(page, "project.move", { id: projectId, isFavourite: true });
  await send(page, "section.create", { id: sectionId, projectId, name: WORDS.section });
  await send(page, "label.create", { id: labelId, name: `${WORDS.label} ${letter}` });
  await send(page, "folder.create", { id: uuidv7(), name: WORDS.folder });
  await send(page, "view.create", { id: ids.viewId, name: WORDS.view });
  const home = { projectId, sectionId };
  await send(page, "task.create", { ...home, id: taskId, title: WORDS.task, description: WORDS.text });
  await send(page, "task.create", { ...home, id: uuidv7(), title: WORDS.subtask, parentId: taskId });
  await send(page, "task.updateMany", { ids: [taskId], set: { due: { date: dayFromNow(0) } }, addLabelIds: [labelId] });
  await send(page, "comment.create", { id: uuidv7(), taskId, body: WORDS.comment });
  for (const [title, path] of [
    [WORDS.trashed, "task.trash"],
    [WORDS.done, "task.complete"],
  ] as const) {
    const id = uuidv7();
    await send(page, "task.create", { ...home, id, title });
    await send(page, path, { ids: [id] });
  }
  const workspaceId = await workspaceIdOf(page);
  const projects = await itemsOf<{ id: string; key: string }>(page, "project.list", { workspaceId, limit: 100 });
  const [task] = await itemsOf<{ number: number }>(page, "task.list", { workspaceId, filter: { ids: [taskId] } });
  return { ...ids, name: `${projects.find(({ id }) => id === projectId)?.key}-${task?.number}` };
}

test("renders user content in the direction of its script on every page", async ({ page, browser }) => {
  test.setTimeout(300_000);
  await signIn(page);
  const sample = await createNamedEntities(page, "א");
  const workspaceId = await workspaceIdOf(page);
  const inProject = { workspaceId, projectId: sample.projectId };
  const colleague = { name: WORDS.person, role: "editor" } as const;
  const other = await withColleague(page, browser, { ...colleague, ...inProject });
  await other.context().close();
  const members = await itemsOf<{ userId: string; name: string }>(page, "member.list", inProject);
  const person = members.find(({ name }) => name === WORDS.person)?.userId;
  await send(page, "task.updateMany", { ids: [sample.taskId], set: { assigneeIds: [person] } });
  for (const [folder, addressOf] of Object.entries(PAGES))
    await test.step(folder, async () => {
      await page.goto(addressOf(sample).replace("q=barrier", `q=${WORDS.task}`));
      await ready(page);
      await expectDirected(page, folder);
    });
  for (const layout of ["board", "table", "calendar"])
    await test.step(layout, async () => {
      await page.goto(`${HOME}/p/${sample.projectId}?layout=${layout}&columns=labels,assignees,place`);
      await ready(page);
      await expect(taskTitle(page, WORDS.task).first()).toBeVisible();
      await expectDirected(page, layout);
    });
});

test("renders typed and chosen text in the direction of its script", async ({ page }) => {
  test.setTimeout(240_000);
  await openInbox(page);
  const { projectId } = await createNamedEntities(page, "ב");
  const address = `${HOME}/p/${projectId}`;
  const onTask = (key: string) => async () => {
    await taskTitle(page, WORDS.task).focus();
    await page.keyboard.press(key);
  };
  const typed = async () => {
    const field = page.locator("input:focus, textarea:focus");
    await expect(field).toBeVisible();
    await field.fill(WORDS.text);
  };
  const openings: Record<string, () => Promise<void>> = {
    rename: async () => {
      await onTask("F2")();
      await typed();
    },
    "new line": async () => {
      await onTask("o")();
      await typed();
    },
    "quick add": async () => {
      await onTask("q")();
      await typed();
    },
    palette: async () => {
      await onTask("Control+k")();
      await typed();
      await page.locator("input:focus").fill(WORDS.task);
      await expect(page.getByRole("option", { name: WORDS.task }).first()).toBeVisible();
    },
    labels: onTask("l"),
    people: onTask("a"),
    places: onTask("m"),
    "name of a project": async () => {
      await page.getByRole("button", { name: "Add project" }).click();
      await typed();
    },
    comment: async () => {
      await onTask("n")();
      await typed();
    },
  };
  for (const [name, open] of Object.entries(openings))
    await test.step(name, async () => {
      await page.goto(address);
      await ready(page);
      await open();
      await expectDirected(page, name);
    });
});

test("detects a name rendered in the wrong direction", async ({ page }) => {
  await openInbox(page);
  await page.evaluate((name) => {
    const line = document.createElement("p");
    line.textContent = name;
    document.querySelector("main")?.append(line);
  }, WORDS.person);
  expect(await wrongDirectionElements(page)).toEqual([`<p>${WORDS.person}</p>`]);
});
