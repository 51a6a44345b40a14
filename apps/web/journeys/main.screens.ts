import { join } from "node:path";
import { addDays, dayInZone } from "@docket/schema/day";
import { uuidv7 } from "@docket/schema/uuid";
import type { Page } from "@playwright/test";
import { openInbox, ready, test } from "./person.ts";
import { itemsOf, send, workspaceIdOf } from "./seed.ts";

const ROOT = join(import.meta.dirname, "../../..");
const today = dayInZone(new Date(), "Europe/Berlin");

/** Screenshots used in the documentation, with their paths. The other screenshots are only for review. */
const SHOWN = new Map([
  ["project desk light", "docs/images/project-light.png"],
  ["board desk dark", "docs/images/board-dark.png"],
  ["today phone light", "docs/images/today-phone.png"],
]);

const TASKS: [title: string, section: number, more: object][] = [
  ["Give notice to the landlord", 0, { priority: 3, due: { date: addDays(today, -1) } }],
  ["Find a moving company", 0, { priority: 2, due: { date: today, time: "17:00", timeZone: "Europe/Berlin" } }],
  [
    "Sort out the cellar",
    0,
    { due: { date: addDays(today, 3) }, description: "Everything that we **did not miss** for a year goes." },
  ],
  ["Order boxes", 0, { priority: 1, due: { date: addDays(today, 1) } }],
  ["Pick up the van", 1, { priority: 3, due: { date: addDays(today, 7), time: "08:00", timeZone: "Europe/Berlin" } }],
  ["Carry the piano down four flights of stairs", 1, { due: { date: addDays(today, 7) } }],
  ["Read the meters", 1, { due: { date: addDays(today, 7) } }],
  ["Register the new address", 2, { due: { date: addDays(today, 14) } }],
  ["Invite the neighbours", 2, {}],
];

/** Creates a realistic project. Returns the path of the workspace and the project's id. */
async function fill(page: Page): Promise<{ home: string; projectId: string }> {
  const projectId = uuidv7();
  await send(page, "project.create", { id: projectId, name: "Move to the new flat", color: "teal" });
  const sectionIds = [uuidv7(), uuidv7(), uuidv7()];
  for (const [index, name] of ["Before", "The day itself", "After"].entries())
    await send(page, "section.create", { id: sectionIds[index], projectId, name });
  for (const [title, section, more] of TASKS)
    await send(page, "task.create", { id: uuidv7(), projectId, sectionId: sectionIds[section], title, ...more });
  const workspaceId = await workspaceIdOf(page);
  const workspaces = await itemsOf<{ id: string; slug: string }>(page, "workspace.list", {});
  return { home: `/w/${workspaces.find(({ id }) => id === workspaceId)?.slug}`, projectId };
}

test("takes screenshots of the main screens on desktop and phone, in light and dark", async ({ page }) => {
  test.setTimeout(300_000);
  await openInbox(page);
  const { home, projectId } = await fill(page);
  const [task] = await itemsOf<{ id: string }>(page, "task.list", {
    workspaceId: await workspaceIdOf(page),
    filter: { projectId, text: "cellar" },
  });
  const project = `${home}/p/${projectId}`;
  const screens = {
    today: `${home}/today`,
    upcoming: `${home}/upcoming`,
    project,
    board: `${project}?layout=board`,
    table: `${project}?layout=table`,
    calendar: `${project}?layout=calendar`,
    task: `${project}?layout=list&task=${task?.id}`,
    filter: `${home}/all?filter=priority:high`,
    trash: `${home}/trash`,
    activity: `${home}/activity`,
    report: `${home}/report`,
    progress: `${home}/report?span=quarter&project=${projectId}`,
    settings: `${home}/settings`,
    administration: "/admin/users",
    import: `${home}/import`,
  };
  for (const [device, width] of [
    ["desk", 1280],
    ["phone", 390],
  ] as const)
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      for (const [name, path] of Object.entries(screens)) {
        await page.goto(path);
        await ready(page);
        await page.waitForTimeout(600);
        const picture = `${name} ${device} ${colorScheme}`;
        await page.screenshot({
          path: join(ROOT, SHOWN.get(picture) ?? `.docket/screenshots/${picture.replaceAll(" ", "-")}.png`),
        });
      }
    }
});
