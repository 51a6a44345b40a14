import type { Project } from "@docket/schema/project";
import { ReportTasks } from "@docket/schema/report";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cancelTasks, completeTasks } from "../../commands/task/status.ts";
import { trashTasks } from "../../commands/task/trash.ts";
import type { Person } from "../../testing/person.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { reportTasks } from "./report.ts";

let world: TaskWorld;
let home: Project;
let work: Project;
beforeAll(async () => {
  world = await createTaskWorld();
  const { ada, bob } = world;
  [home, work] = [await world.project(ada), await world.project(ada)];
  await world.join(bob, home, "editor");
  const act = (person: Person, ids: string[]) => {
    const input = { workspaceId: ada.workspaceId, commandId: uuidv7(), ids };
    return [world.ctxOf(person), input] as const;
  };
  const create = async (project: Project, wish: Parameters<typeof world.task>[2] = {}) =>
    (await world.task(ada, project, wish)).id;

  world.setTime("2026-10-30T12:00:00.000Z");
  const early = await create(home);
  const earlyDone = await create(home);
  await completeTasks(...act(ada, [earlyDone]));
  // In Auckland, this is the 2nd.
  world.setTime("2026-11-01T20:00:00.000Z");
  const [dated, late, deadline, cancelled, trashed] = [
    await create(home, { due: { date: "2026-11-03" } }),
    await create(home, { due: { date: "2026-11-02" } }),
    await create(work, { due: { date: "2026-11-02" }, deadline: "2026-11-03" }),
    await create(home),
    await create(home),
  ];
  world.setTime("2026-11-03T08:00:00.000Z");
  await completeTasks(...act(ada, [dated, deadline, trashed]));
  await completeTasks(...act(bob, [late, early]));
  await cancelTasks(...act(ada, [cancelled]));
  await trashTasks(...act(ada, [trashed]));
});
afterAll(() => world.close());

const report = (person: Person, more: object = {}) =>
  reportTasks(
    world.ctxOf(person),
    ReportTasks.parse({ workspaceId: world.ada.workspaceId, from: "2026-11-01", to: "2026-11-30", ...more }),
  );

it("counts what was created and completed, without cancelled tasks and those in the trash", async () => {
  const { ada, bob } = world;
  expect(await report(ada)).toEqual({
    days: [
      { day: "2026-11-01", created: 3, completed: 0 },
      { day: "2026-11-03", created: 0, completed: 4 },
    ],
    before: { created: 2, completed: 1 },
    projects: [
      { projectId: home.id, completed: 3 },
      { projectId: work.id, completed: 1 },
    ],
    people: [ada.id, bob.id].toSorted().map((userId) => ({ userId, completed: 2 })),
    // The deadline counts before the due date.
    dated: { onTime: 2, late: 1 },
  });
});

it("counts by the days of a time zone, until the end of the last day", async () => {
  const days = async (more: object) => (await report(world.ada, more)).days;
  expect(await days({ timeZone: "Pacific/Auckland" })).toEqual([
    { day: "2026-11-02", created: 3, completed: 0 },
    { day: "2026-11-03", created: 0, completed: 4 },
  ]);
  expect(await days({ to: "2026-11-02" })).toEqual([{ day: "2026-11-01", created: 3, completed: 0 }]);
  const later = await report(world.ada, { from: "2026-11-02", to: "2026-11-03" });
  expect(later).toMatchObject({ before: { created: 5, completed: 1 }, days: [{ day: "2026-11-03" }] });
});

it("counts one project, and shows guests only what they can see and their own number", async () => {
  const { ada, bob } = world;
  expect(await report(ada, { projectId: work.id })).toMatchObject({
    days: [
      { day: "2026-11-01", created: 1 },
      { day: "2026-11-03", completed: 1 },
    ],
    before: { created: 0, completed: 0 },
    projects: [{ projectId: work.id, completed: 1 }],
  });
  expect(await report(bob)).toMatchObject({
    days: [
      { day: "2026-11-01", created: 2 },
      { day: "2026-11-03", completed: 3 },
    ],
    projects: [{ projectId: home.id, completed: 3 }],
    people: [{ userId: bob.id, completed: 2 }],
    dated: { onTime: 1, late: 1 },
  });
  await expect(report(bob, { projectId: work.id })).rejects.toMatchObject({ code: "not_found" });
  await expect(report(await world.person("Stranger"))).rejects.toMatchObject({ code: "not_found" });
});

it("is empty if nothing was created or completed", async () => {
  expect(await report(world.ada, { from: "2026-12-01", to: "2026-12-31" })).toEqual({
    days: [],
    before: { created: 5, completed: 5 },
    projects: [],
    people: [],
    dated: { onTime: 0, late: 0 },
  });
});

it("rejects days in the wrong order, and more than a year", () => {
  const isValid = (from: string, to: string) =>
    ReportTasks.safeParse({ workspaceId: world.ada.workspaceId, from, to }).success;
  expect(isValid("2026-11-02", "2026-11-01")).toBe(false);
  expect([isValid("2025-12-01", "2026-12-01"), isValid("2025-12-01", "2026-12-02")]).toEqual([true, false]);
});
