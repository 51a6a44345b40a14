import { readFile } from "node:fs/promises";
import { CreateTask } from "@docket/schema/task";
import { deriveId, uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { purgeProject, trashProject } from "../../commands/project/trash.ts";
import { createTask } from "../../commands/task/mutations.ts";
import { completeTasks } from "../../commands/task/status.ts";
import { purgeTasks, restoreTasks, trashTasks } from "../../commands/task/trash.ts";
import { counts, csv, importFile, preview, undo } from "../../testing/import-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import { purgeExpired } from "../trash/purge.ts";
import { undoCommand } from "../undo/mutations.ts";
import { undoImport } from "./mutations.ts";

const FIXTURES = new URL("./todoist/fixtures/", import.meta.url);
const FILES = [
  "azure-migration-assessment.csv",
  "backup-2017.zip",
  "code-review-checklist.csv",
  "daily-review.csv",
  "github-trending-repositories-daily-review.csv",
  "house-admin.csv",
  "onboarding-checklist.csv",
  "project-2017.csv",
  "radio-show-system.csv",
  "weekly-review.csv",
];
let world: TaskWorld;
beforeAll(async () => (world = await createTaskWorld()));
afterAll(() => world.close());

describe("an import", () => {
  test.each(FILES)("of %s creates exactly what its preview shows, and only once", async (name) => {
    const person = await world.person("Mira");
    const content = await readFile(new URL(name, FIXTURES));
    const before = await counts(world, person.workspaceId);
    const previewed = await preview(world.ctxOf(person), person.workspaceId, { name, content });
    expect(previewed.status).toBe("previewed");
    expect(await counts(world, person.workspaceId)).toEqual(before);

    const job = await importFile(world, person, { name, content });
    const { projects, sections, tasks, comments, labels } = job.counts;
    const expected = { projects, sections, tasks, comments, labels };
    expect(job).toMatchObject({
      status: "done",
      failure: null,
      doneRows: job.totalRows,
      made: { ...expected, found: 0, left: 0 },
    });
    const after = await counts(world, person.workspaceId);
    expect(after).toMatchObject(expected);

    const again = await importFile(world, person, { name, content });
    expect(again).toMatchObject({ status: "done", made: { projects: 0, tasks: 0, labels: 0, found: job.totalRows } });
    expect(again.projects.every((project) => project.known > 0 && project.knownId !== null)).toBe(true);
    expect(await counts(world, person.workspaceId)).toEqual(after);

    await undo(world, person, again);
    expect(await counts(world, person.workspaceId)).toEqual(after);
    expect(await undo(world, person, job)).toMatchObject({ status: "undone" });
    expect(await counts(world, person.workspaceId)).toEqual({ ...before, origins: 0 });

    const importedAgain = await importFile(world, person, { name, content });
    expect(importedAgain.made).toEqual(job.made);
    expect(await counts(world, person.workspaceId)).toEqual(after);
  });

  test("keeps every field, the order, and source columns that have no corresponding field", async () => {
    const person = await world.person("Mira");
    const content = await readFile(new URL("project-2017.csv", FIXTURES));
    await importFile(world, person, { name: "project-2017.csv", content });
    const { db } = world.runtime;
    const { workspaceId } = person;
    const project = await db.project.findFirstOrThrow({ where: { workspaceId, name: "project-2017" } });
    expect(await world.titles(person, { ...project, workspaceId } as never)).toHaveLength(8);
    const tasks = await db.task.findMany({
      where: { workspaceId, projectId: project.id },
      orderBy: { number: "asc" },
      include: { labels: { include: { label: true } }, comments: { orderBy: { id: "asc" } } },
    });
    expect(tasks.map((task) => task.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const [first, second, third] = tasks;
    expect(first).toMatchObject({ title: "unclickable task", priority: 0, parentId: null });
    expect(second).toMatchObject({
      title: "clickable subtask, scheduled",
      description: "",
      dueOn: new Date("2027-01-04T00:00:00Z"),
      parentId: first?.id,
    });
    expect(second?.labels.map(({ label }) => label.name).toSorted()).toEqual(["/munich", "30min"]);
    expect(third?.comments.map((comment) => comment.body)).toEqual([
      "one note for the subtask",
      "another comment for the same sub task",
    ]);
    expect(third?.parentId).toBe(first?.id);
    expect((second?.rank ?? "") < (third?.rank ?? "")).toBe(true);
    const origin = await db.foreignRef.findFirstOrThrow({ where: { workspaceId, entityId: second?.id ?? "" } });
    expect(origin.extra).toEqual({
      AUTHOR: "Bernhard (1846598)",
      DATE: "4 Jan",
      DATE_LANG: "en",
      TIMEZONE: "Europe/Berlin",
    });
    expect(origin.sourceId).toMatch(/^[0-9a-f]{64}@/);
  });

  test("creates repeating tasks, whose completion creates the next one", async () => {
    const person = await world.person("Rhea");
    const rows = ["task,Water plants,every! 3 days,en", "task,Steuern,jeden 1. Montag im Monat um 9 Uhr,de"];
    const content = Buffer.from(["TYPE,CONTENT,DATE,DATE_LANG", ...rows].join("\n"));
    await importFile(world, person, { name: "repeating.csv", content });
    const { workspaceId } = person;
    const { db } = world.runtime;
    const named = (title: string) => db.task.findMany({ where: { workspaceId, title }, orderBy: { dueOn: "asc" } });
    const [plants] = await named("Water plants");
    const [taxes] = await named("Steuern");
    expect(plants?.recurrence).toMatchObject({ rule: "FREQ=DAILY;INTERVAL=3;WKST=MO", from: "completion" });
    expect(taxes?.recurrence).toMatchObject({ rule: "FREQ=MONTHLY;BYDAY=1MO;WKST=MO", from: "schedule" });
    expect([taxes?.dueTime, taxes?.seriesId]).toEqual(["09:00", taxes?.id]);
    await completeTasks(world.ctxOf(person), { workspaceId, commandId: uuidv7(), ids: [plants?.id ?? ""] });
    expect(await named("Water plants")).toMatchObject([{ status: "done" }, { status: "open", seriesId: plants?.id }]);
  });

  test("stores the deadline of a task apart from its date", async () => {
    const person = await world.person("Dora");
    const content = Buffer.from("TYPE,CONTENT,DATE,DEADLINE\ntask,Taxes,2026-12-01,2026-12-31\n");
    await importFile(world, person, { name: "deadline.csv", content });
    const { workspaceId } = person;
    const task = await world.runtime.db.task.findFirstOrThrow({ where: { workspaceId, title: "Taxes" } });
    expect(task).toMatchObject({
      dueOn: new Date("2026-12-01T00:00:00Z"),
      deadline: new Date("2026-12-31T00:00:00Z"),
      description: "",
    });
  });

  test("does not change known rows, even in the trash, and adds new rows", async () => {
    const person = await world.person("Mira");
    const { workspaceId } = person;
    const ctx = world.ctxOf(person);
    const { db } = world.runtime;
    await importFile(world, person, csv("section,S,,", "task,a,1,1", "task,b,1,2", "task,c,1,1"));
    const byTitle = async (title: string) => db.task.findFirstOrThrow({ where: { workspaceId, title } });
    const [a, c] = [await byTitle("a"), await byTitle("c")];
    await db.task.update({
      where: { workspaceId_id: { workspaceId, id: c.id } },
      data: { title: "renamed", version: 2 },
    });
    await trashTasks(ctx, { workspaceId, commandId: uuidv7(), ids: [a.id] });

    const job = await importFile(
      world,
      person,
      csv("section,S,,", "task,a,2,1", "task,b,1,2", "task,new,1,2", "task,c,1,1", "task,d,1,1"),
    );
    expect(job.made).toMatchObject({ projects: 0, sections: 0, tasks: 2, found: 5, left: 0 });
    expect(await byTitle("a")).toMatchObject({ priority: 3, deletedRoot: a.id });
    expect(await byTitle("renamed")).toMatchObject({ id: c.id });
    // Its parent is in the trash, so it is added directly to the section.
    expect(await byTitle("new")).toMatchObject({ parentId: null, sectionId: a.sectionId, deletedAt: null });

    await undo(world, person, job);
    expect((await byTitle("d")).deletedAt).not.toBeNull();
    expect((await byTitle("renamed")).deletedAt).toBeNull();
    expect(await db.project.count({ where: { workspaceId, name: "Home", deletedAt: null } })).toBe(1);
  });

  test("adds nothing to a project in the trash", async () => {
    const person = await world.person("Mira");
    const { workspaceId } = person;
    await importFile(world, person, csv("task,a,1,1"));
    await world.runtime.db.project.updateMany({
      where: { workspaceId, name: "Home" },
      data: { deletedAt: new Date() },
    });
    const job = await importFile(world, person, csv("task,a,1,1", "task,b,1,1"));
    expect(job.made).toMatchObject({ tasks: 0, found: 2, left: 1 });
  });

  test("recreates purged rows, because their origins were deleted", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const { db } = world.runtime;
    const file = csv("task,a,1,1", "note,said,,", "task,b,1,1");
    await importFile(world, person, file);
    const a = await db.task.findFirstOrThrow({ where: { workspaceId, title: "a" } });
    await trashTasks(ctx, { workspaceId, commandId: uuidv7(), ids: [a.id] });
    await purgeTasks(ctx, { workspaceId, commandId: uuidv7(), ids: [a.id] });
    expect(await counts(world, workspaceId)).toMatchObject({ tasks: 1, comments: 0, origins: 2 });
    expect((await importFile(world, person, file)).made).toMatchObject({
      projects: 0,
      tasks: 1,
      comments: 1,
      found: 2,
    });

    const { id } = await db.project.findFirstOrThrow({ where: { workspaceId, name: "Home" } });
    await trashProject(ctx, { workspaceId, commandId: uuidv7(), id });
    await purgeProject(ctx, { workspaceId, commandId: uuidv7(), id });
    expect((await counts(world, workspaceId)).origins).toBe(0);
    expect((await importFile(world, person, file)).made).toMatchObject({
      projects: 1,
      tasks: 2,
      comments: 1,
      found: 0,
    });
  });

  test("keeps no origins of entities that were purged from the trash", async () => {
    const person = await world.person("Mira");
    const { workspaceId } = person;
    await importFile(world, person, csv("section,S,,", "task,a @l,1,1", "note,said,,"));
    const { db, clock } = world.runtime;
    await db.project.updateMany({ where: { workspaceId, name: "Home" }, data: { deletedAt: clock() } });
    world.advanceClock({ days: 31 });
    await purgeExpired(world.runtime);
    // The label belongs to the workspace and therefore remains.
    expect(await db.foreignRef.findMany({ where: { workspaceId } })).toMatchObject([{ entity: "label" }]);
  });

  test("by another user ignores the rows of a project that they can't see", async () => {
    const [mira, noor] = [await world.person("Mira"), await world.person("Noor")];
    const { workspaceId } = mira;
    await world.runtime.db.workspaceMember.create({ data: { workspaceId, userId: noor.id, role: "member" } });
    await importFile(world, mira, csv("task,a,1,1"));
    const job = await importFile(world, noor, csv("task,a,1,1"), workspaceId);
    expect(job.projects).toMatchObject([{ knownId: null, known: 0 }]);
    expect(job.made).toMatchObject({ projects: 1, tasks: 1, found: 0 });
  });

  test("is logged as commands in one group, with at most 500 rows each", async () => {
    const person = await world.person("Mira");
    const { workspaceId } = person;
    const rows = Array.from({ length: 1_200 }, (_, index) => `task,t${index},${(index % 4) + 1},${(index % 5) + 1}`);
    const job = await importFile(world, person, csv(...rows));
    const { db } = world.runtime;
    expect(job.made.tasks).toBe(1_200);
    const commands = await db.command.findMany({
      where: { workspaceId, groupId: job.id },
      orderBy: { lastSeq: "asc" },
    });
    const sizes = commands.map((command) => Number((command.lastSeq ?? 0n) - (command.firstSeq ?? 0n)) + 1);
    expect(sizes).toEqual([500, 500, 201]);
    expect(commands.map((command) => command.id)).toEqual(
      [0, 1, 2].map((number) => deriveId(job.id, `batch ${number}`)),
    );
    const project = await db.project.findFirstOrThrow({ where: { workspaceId, name: "Home" } });
    const roots = await db.task.findMany({
      where: { workspaceId, projectId: project.id, parentId: null },
      orderBy: [{ rank: "asc" }, { id: "asc" }],
    });
    expect(roots.map((task) => task.title)).toEqual(rows.flatMap((_, index) => (index % 5 === 0 ? [`t${index}`] : [])));

    await expect(
      undoCommand(world.ctxOf(person), { workspaceId, commandId: uuidv7(), undo: job.id }),
    ).rejects.toMatchObject({ code: "conflict" });
    await undo(world, person, job);
    expect((await counts(world, workspaceId)).tasks).toBe(0);
  });
});

describe("undo of an import", () => {
  test("keeps a project that has other tasks by now, and trashes trees so that they can be restored", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const { db } = world.runtime;
    const job = await importFile(world, person, csv("section,S,,", "task,a,1,1", "task,b,1,2"));
    const project = await db.project.findFirstOrThrow({ where: { workspaceId, name: "Home" } });
    const a = await db.task.findFirstOrThrow({ where: { workspaceId, title: "a" } });
    const own = CreateTask.parse({
      workspaceId,
      commandId: uuidv7(),
      id: uuidv7(),
      projectId: project.id,
      title: "mine",
    });
    await createTask(ctx, own);
    await createTask(ctx, { ...own, commandId: uuidv7(), id: uuidv7(), title: "below", parentId: a.id });

    await undo(world, person, job);
    expect(await counts(world, workspaceId)).toMatchObject({ projects: 1, sections: 0, tasks: 1, origins: 0 });
    await restoreTasks(ctx, { workspaceId, commandId: uuidv7(), ids: [a.id] });
    const live = await db.task.findMany({
      where: { workspaceId, deletedAt: null },
      select: { title: true },
      orderBy: { title: "asc" },
    });
    expect(live.map((task) => task.title)).toEqual(["a", "b", "below", "mine"]);
  });

  test("keeps labels that other tasks use", async () => {
    const person = await world.person("Mira");
    const { workspaceId } = person;
    const first = await importFile(world, person, csv("task,a @shared @alone,1,1"));
    await importFile(world, person, { ...csv("task,b @Shared,1,1"), name: "Other.csv" });
    await undo(world, person, first);
    const labels = await world.runtime.db.label.findMany({ where: { workspaceId, deletedAt: null } });
    expect(labels.map((label) => label.name)).toEqual(["shared"]);
  });

  test("is rejected until the import has ended", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const { id } = await preview(ctx, workspaceId, csv("task,a,1,1"));
    await expect(undoImport(ctx, { workspaceId, id })).rejects.toMatchObject({ code: "conflict" });
  });
});
