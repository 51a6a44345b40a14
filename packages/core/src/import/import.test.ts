import { readFile } from "node:fs/promises";
import type { Id } from "@docket/schema/id";
import { derivedId, uuidv7 } from "@docket/schema/id";
import type { ImportJob, ImportRef } from "@docket/schema/import-job";
import { CreateTask } from "@docket/schema/task";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authenticatedActor } from "../actor.ts";
import type { TokenActor } from "../actor.ts";
import type { Ctx } from "../ctx.ts";
import { purgeProject, trashProject } from "../project/trash.ts";
import { createTask } from "../task/mutations.ts";
import { purgeTasks, restoreTasks, trashTasks } from "../task/trash.ts";
import type { TaskWorld } from "../testing/task-world.ts";
import { createTaskWorld } from "../testing/task-world.ts";
import type { Person } from "../testing/world.ts";
import { purgeExpired } from "../trash/purge.ts";
import { undoCommand } from "../undo/mutations.ts";
import { LEASE_MS } from "./lease.ts";
import { cancelImport, previewImport, startImport, undoImport } from "./mutations.ts";
import { getImport, listImports } from "./queries.ts";
import { runImport } from "./run-import.ts";
import { dropStalePreviews, startImportWorker } from "./worker.ts";

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
const NEVER = new AbortController().signal;

let world: TaskWorld;
beforeAll(async () => (world = await createTaskWorld()));
afterAll(() => world.close());

type Upload = { name: string; content: string | Buffer };

function preview(ctx: Ctx, workspaceId: Id, { name, content }: Upload, id = uuidv7()): Promise<ImportJob> {
  return previewImport(ctx, {
    workspaceId,
    id,
    source: "todoist",
    fileName: name,
    content: Buffer.from(content).toString("base64"),
  });
}

/** Imports a file to its end. */
async function importFile(person: Person, upload: Upload, workspaceId = person.workspaceId): Promise<ImportJob> {
  const ctx = world.ctxOf(person);
  const { id } = await preview(ctx, workspaceId, upload);
  await startImport(ctx, { workspaceId, id });
  await runImport(world.runtime, { workspaceId, id }, NEVER);
  return getImport(ctx, { workspaceId, id });
}

async function undo(person: Person, { workspaceId, id }: ImportJob): Promise<ImportJob> {
  const ctx = world.ctxOf(person);
  await undoImport(ctx, { workspaceId, id });
  await runImport(world.runtime, { workspaceId, id }, NEVER);
  return getImport(ctx, { workspaceId, id });
}

/** How many objects of each kind the workspace has, thrown-away ones aside. */
async function counts(workspaceId: Id) {
  const { db } = world.runtime;
  const live = { where: { workspaceId, deletedAt: null } };
  const inLiveProject = { where: { workspaceId, deletedAt: null, project: { deletedAt: null } } };
  return {
    projects: await db.project.count({ where: { workspaceId, deletedAt: null, inboxOf: null } }),
    sections: await db.section.count(inLiveProject),
    tasks: await db.task.count(inLiveProject),
    comments: await db.comment.count({
      where: { workspaceId, deletedAt: null, task: { deletedAt: null, project: { deletedAt: null } } },
    }),
    labels: await db.label.count(live),
    origins: await db.foreignRef.count({ where: { workspaceId } }),
  };
}

const csv = (...rows: string[]): Upload => ({
  name: "Home.csv",
  content: ["TYPE,CONTENT,PRIORITY,INDENT", ...rows].join("\n"),
});

describe("an import", () => {
  test.each(FILES)("of %s makes what its preview says, once", async (name) => {
    const person = await world.person("Mira");
    const content = await readFile(new URL(name, FIXTURES));
    const before = await counts(person.workspaceId);
    const previewed = await preview(world.ctxOf(person), person.workspaceId, { name, content });
    expect(previewed.status).toBe("previewed");
    expect(await counts(person.workspaceId)).toEqual(before);

    const job = await importFile(person, { name, content });
    const { projects, sections, tasks, comments, labels } = job.counts;
    const expected = { projects, sections, tasks, comments, labels };
    expect(job).toMatchObject({
      status: "done",
      failure: null,
      doneRows: job.totalRows,
      made: { ...expected, found: 0, left: 0 },
    });
    const after = await counts(person.workspaceId);
    expect(after).toMatchObject(expected);

    const again = await importFile(person, { name, content });
    expect(again).toMatchObject({ status: "done", made: { projects: 0, tasks: 0, labels: 0, found: job.totalRows } });
    expect(again.projects.every((project) => project.known > 0 && project.knownId !== null)).toBe(true);
    expect(await counts(person.workspaceId)).toEqual(after);

    await undo(person, again);
    expect(await counts(person.workspaceId)).toEqual(after);
    expect(await undo(person, job)).toMatchObject({ status: "undone" });
    expect(await counts(person.workspaceId)).toEqual({ ...before, origins: 0 });

    const anew = await importFile(person, { name, content });
    expect(anew.made).toEqual(job.made);
    expect(await counts(person.workspaceId)).toEqual(after);
  });

  test("keeps every field, order and what has no home", async () => {
    const person = await world.person("Mira");
    const content = await readFile(new URL("project-2017.csv", FIXTURES));
    await importFile(person, { name: "project-2017.csv", content });
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
      description: "Todoist date: 4 Jan",
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

  test("leaves what was found as it is, also in the trash, and adds what is new beside it", async () => {
    const person = await world.person("Mira");
    const { workspaceId } = person;
    const ctx = world.ctxOf(person);
    const { db } = world.runtime;
    await importFile(person, csv("section,S,,", "task,a,1,1", "task,b,1,2", "task,c,1,1"));
    const byTitle = async (title: string) => db.task.findFirstOrThrow({ where: { workspaceId, title } });
    const [a, c] = [await byTitle("a"), await byTitle("c")];
    await db.task.update({
      where: { workspaceId_id: { workspaceId, id: c.id } },
      data: { title: "renamed", version: 2 },
    });
    await trashTasks(ctx, { workspaceId, commandId: uuidv7(), ids: [a.id] });

    const job = await importFile(
      person,
      csv("section,S,,", "task,a,2,1", "task,b,1,2", "task,new,1,2", "task,c,1,1", "task,d,1,1"),
    );
    expect(job.made).toMatchObject({ projects: 0, sections: 0, tasks: 2, found: 5, left: 0 });
    expect(await byTitle("a")).toMatchObject({ priority: 3, deletedRoot: a.id });
    expect(await byTitle("renamed")).toMatchObject({ id: c.id });
    // Its parent is in the trash, so it stands in the section itself.
    expect(await byTitle("new")).toMatchObject({ parentId: null, sectionId: a.sectionId, deletedAt: null });

    await undo(person, job);
    expect((await byTitle("d")).deletedAt).not.toBeNull();
    expect((await byTitle("renamed")).deletedAt).toBeNull();
    expect(await db.project.count({ where: { workspaceId, name: "Home", deletedAt: null } })).toBe(1);
  });

  test("adds nothing to a project in the trash", async () => {
    const person = await world.person("Mira");
    const { workspaceId } = person;
    await importFile(person, csv("task,a,1,1"));
    await world.runtime.db.project.updateMany({
      where: { workspaceId, name: "Home" },
      data: { deletedAt: new Date() },
    });
    const job = await importFile(person, csv("task,a,1,1", "task,b,1,1"));
    expect(job.made).toMatchObject({ tasks: 0, found: 2, left: 1 });
  });

  test("makes anew what was removed for good, of which nothing is kept", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const { db } = world.runtime;
    const file = csv("task,a,1,1", "note,said,,", "task,b,1,1");
    await importFile(person, file);
    const a = await db.task.findFirstOrThrow({ where: { workspaceId, title: "a" } });
    await trashTasks(ctx, { workspaceId, commandId: uuidv7(), ids: [a.id] });
    await purgeTasks(ctx, { workspaceId, commandId: uuidv7(), ids: [a.id] });
    expect(await counts(workspaceId)).toMatchObject({ tasks: 1, comments: 0, origins: 2 });
    expect((await importFile(person, file)).made).toMatchObject({ projects: 0, tasks: 1, comments: 1, found: 2 });

    const { id } = await db.project.findFirstOrThrow({ where: { workspaceId, name: "Home" } });
    await trashProject(ctx, { workspaceId, commandId: uuidv7(), id });
    await purgeProject(ctx, { workspaceId, commandId: uuidv7(), id });
    expect((await counts(workspaceId)).origins).toBe(0);
    expect((await importFile(person, file)).made).toMatchObject({ projects: 1, tasks: 2, comments: 1, found: 0 });
  });

  test("leaves no memory of what the trash has outlived", async () => {
    const person = await world.person("Mira");
    const { workspaceId } = person;
    await importFile(person, csv("section,S,,", "task,a @l,1,1", "note,said,,"));
    const { db, clock } = world.runtime;
    await db.project.updateMany({ where: { workspaceId, name: "Home" }, data: { deletedAt: clock() } });
    world.pass({ days: 31 });
    await purgeExpired(world.runtime);
    // The label belongs to the workspace and stays.
    expect(await db.foreignRef.findMany({ where: { workspaceId } })).toMatchObject([{ entity: "label" }]);
  });

  test("of somebody who may not see the first one's project knows nothing of it", async () => {
    const [mira, noor] = [await world.person("Mira"), await world.person("Noor")];
    const { workspaceId } = mira;
    await world.runtime.db.workspaceMember.create({ data: { workspaceId, userId: noor.id, role: "member" } });
    await importFile(mira, csv("task,a,1,1"));
    const job = await importFile(noor, csv("task,a,1,1"), workspaceId);
    expect(job.projects).toMatchObject([{ knownId: null, known: 0 }]);
    expect(job.made).toMatchObject({ projects: 1, tasks: 1, found: 0 });
  });

  test("stands in the change log as commands of one group of at most 500 rows", async () => {
    const person = await world.person("Mira");
    const { workspaceId } = person;
    const rows = Array.from({ length: 1_200 }, (_, index) => `task,t${index},${(index % 4) + 1},${(index % 5) + 1}`);
    const job = await importFile(person, csv(...rows));
    const { db } = world.runtime;
    expect(job.made.tasks).toBe(1_200);
    const commands = await db.command.findMany({
      where: { workspaceId, groupId: job.id },
      orderBy: { lastSeq: "asc" },
    });
    const sizes = commands.map((command) => Number((command.lastSeq ?? 0n) - (command.firstSeq ?? 0n)) + 1);
    expect(sizes).toEqual([500, 500, 201]);
    expect(commands.map((command) => command.id)).toEqual(
      [0, 1, 2].map((number) => derivedId(job.id, `batch ${number}`)),
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
    await undo(person, job);
    expect((await counts(workspaceId)).tasks).toBe(0);
  }, 60_000);
});

/** Works on an import until its first batch is there: what a crash leaves behind, but for the lease. */
async function runOneBatch(person: Person, ref: ImportRef): Promise<void> {
  const stop = new AbortController();
  const leave = world.runtime.hub.listen(ref.workspaceId, person.id, () => stop.abort());
  await runImport(world.runtime, ref, stop.signal);
  leave();
}

describe("a job", () => {
  const many = csv(...Array.from({ length: 1_100 }, (_, index) => `task,t${index},1,1`));

  test("goes on after a crash where it was, without a row twice", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const { db } = world.runtime;
    const ref = { workspaceId, id: uuidv7() };
    await preview(ctx, workspaceId, many, ref.id);
    await startImport(ctx, ref);
    await runOneBatch(person, ref);
    const half = await getImport(ctx, ref);
    expect(half.status).toBe("running");
    expect(half.doneRows).toBe(500);
    await db.importJob.updateMany({ where: ref, data: { updatedAt: ctx.now() } });

    await runImport(world.runtime, ref, NEVER);
    expect(await getImport(ctx, ref)).toMatchObject({ status: "running", doneRows: half.doneRows });
    world.pass({ seconds: LEASE_MS / 1000 + 1 });
    await Promise.all([runImport(world.runtime, ref, NEVER), runImport(world.runtime, ref, NEVER)]);
    expect(await getImport(ctx, ref)).toMatchObject({ status: "done", made: { tasks: 1_100 } });
    expect((await counts(workspaceId)).tasks).toBe(1_100);
    expect((await db.importJob.findFirstOrThrow({ where: ref })).plan).toEqual({});
  });

  test("is worked on by the worker, and cancelled between two batches", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const { id } = await preview(ctx, workspaceId, many);
    await startImport(ctx, { workspaceId, id });
    const worker = startImportWorker(world.runtime, 10);
    await expect
      .poll(async () => (await getImport(ctx, { workspaceId, id })).doneRows, { timeout: 10_000 })
      .toBeGreaterThan(0);
    await cancelImport(ctx, { workspaceId, id });
    await expect
      .poll(async () => (await getImport(ctx, { workspaceId, id })).status, { timeout: 10_000 })
      .toMatch(/cancelled|done/);
    await undoImport(ctx, { workspaceId, id });
    await expect
      .poll(async () => (await getImport(ctx, { workspaceId, id })).status, { timeout: 10_000 })
      .toBe("undone");
    await worker.stop();
    expect(await counts(workspaceId)).toMatchObject({ projects: 0, tasks: 0, origins: 0 });
  }, 40_000);

  test("that waits is cancelled at once, and never runs", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const { id } = await preview(ctx, workspaceId, csv("task,a,1,1"));
    await startImport(ctx, { workspaceId, id });
    expect(await cancelImport(ctx, { workspaceId, id })).toMatchObject({ status: "cancelled" });
    await runImport(world.runtime, { workspaceId, id }, NEVER);
    expect(await counts(workspaceId)).toMatchObject({ projects: 0, tasks: 0 });
    await expect(startImport(ctx, { workspaceId, id })).rejects.toMatchObject({ code: "conflict" });
  });

  test.each([
    [
      "suspended account",
      (person: Person) =>
        world.runtime.db.userAccount.update({ where: { id: person.id }, data: { status: "suspended" } }),
      /no longer active/,
    ],
    [
      "membership turned guest",
      (person: Person) =>
        world.runtime.db.workspaceMember.updateMany({
          where: { workspaceId: person.workspaceId },
          data: { role: "guest" },
        }),
      /./,
    ],
  ])("stops with a sentence: %s", async (_, lose, sentence) => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const ref = { workspaceId: person.workspaceId, id: uuidv7() };
    await preview(ctx, ref.workspaceId, csv("task,a,1,1"), ref.id);
    await startImport(ctx, ref);
    await lose(person);
    await runImport(world.runtime, ref, NEVER);
    expect(await getImport(ctx, ref)).toMatchObject({ status: "failed", failure: expect.stringMatching(sentence) });
    expect(await counts(ref.workspaceId)).toMatchObject({ projects: 0, tasks: 0 });
  });

  test("of a token ends with the token", async () => {
    const person = await world.person("Mira");
    const { workspaceId } = person;
    const { db } = world.runtime;
    const tokenId = uuidv7();
    const expiresAt = new Date(world.runtime.clock().getTime() + 60_000);
    const token = {
      id: tokenId,
      userId: person.id,
      name: "t",
      prefix: "t",
      hash: Buffer.from(tokenId),
      scopes: ["import"],
    };
    await db.apiToken.create({ data: { ...token, createdAt: world.runtime.clock(), expiresAt } });
    const own = { kind: "token" as const, userId: person.id, tokenId, scopes: ["import" as const], workspaceId: null };
    const ctx = { ...world.ctxOf(person), actor: authenticatedActor<TokenActor>({ ...own, projectIds: null }) };
    const run = async (upload: Upload) => {
      const { id } = await preview(ctx, workspaceId, upload);
      await startImport(ctx, { workspaceId, id });
      await runImport(world.runtime, { workspaceId, id }, NEVER);
      return getImport(ctx, { workspaceId, id });
    };
    expect(await run(csv("task,a,1,1"))).toMatchObject({ status: "done", made: { tasks: 1 } });
    const made = await db.command.findFirstOrThrow({ where: { workspaceId, kind: "import.batch" } });
    expect(made).toMatchObject({ actorId: person.id, tokenId });
    world.pass({ minutes: 2 });
    expect(await run(csv("task,a,1,1", "task,b,1,1"))).toMatchObject({ status: "failed", failure: /access token/ });

    const limited = { ...ctx, actor: authenticatedActor<TokenActor>({ ...own, projectIds: [uuidv7()] }) };
    await expect(preview(limited, workspaceId, csv("task,a,1,1"))).rejects.toMatchObject({ code: "forbidden" });
    expect((await listImports(limited, { workspaceId, limit: 9 })).items).toEqual([]);
  });

  test("of any table of the right shape comes to its end", async () => {
    const person = await world.person("Mira");
    const { workspaceId } = person;
    const word = fc.oneof(
      fc.constantFrom(
        "a",
        "b",
        "@l",
        "@L x",
        "* c",
        "",
        " d",
        "1",
        "2",
        "5",
        "2026-11-24",
        "every day",
        '"q',
        "é".normalize("NFD"),
      ),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    );
    const type = fc.constantFrom("task", "task", "task", "section", "note", "meta", "other");
    const row = fc.tuple(type, word, word, word, word, word).map((cells) => cells.join(","));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 25 }), fc.uuid(), async (rows, name) => {
        const content = ["TYPE,CONTENT,PRIORITY,INDENT,DATE,DESCRIPTION", ...rows].join("\n");
        const job = await importFile(person, { name: `${name}.csv`, content });
        expect(job).toMatchObject({ status: "done", doneRows: job.totalRows, made: { left: 0 } });
        const again = await importFile(person, { name: `${name}.csv`, content });
        expect(again.made).toMatchObject({ projects: 0, sections: 0, tasks: 0, comments: 0, found: job.totalRows });
      }),
      { numRuns: 15 },
    );
    expect((await counts(workspaceId)).projects).toBe(15);
  }, 60_000);

  test("stops when its project is taken away between two batches", async () => {
    const person = await world.person("Mira");
    const other = await world.person("Noor");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const ref = { workspaceId, id: uuidv7() };
    await preview(ctx, workspaceId, many, ref.id);
    await startImport(ctx, ref);
    await runOneBatch(person, ref);
    await world.runtime.db.workspaceMember.create({ data: { workspaceId, userId: other.id, role: "member" } });
    await world.runtime.db.projectMember.updateMany({
      where: { workspaceId, project: { name: "Home" } },
      data: { role: "viewer" },
    });
    await runImport(world.runtime, ref, NEVER);
    expect(await getImport(ctx, ref)).toMatchObject({ status: "failed", failure: "You can no longer change “Home”." });
  });
});

describe("undo", () => {
  test("keeps a project that has other tasks by now, and trashes trees that can be restored", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const { db } = world.runtime;
    const job = await importFile(person, csv("section,S,,", "task,a,1,1", "task,b,1,2"));
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

    await undo(person, job);
    expect(await counts(workspaceId)).toMatchObject({ projects: 1, sections: 0, tasks: 1, origins: 0 });
    await restoreTasks(ctx, { workspaceId, commandId: uuidv7(), ids: [a.id] });
    const live = await db.task.findMany({
      where: { workspaceId, deletedAt: null },
      select: { title: true },
      orderBy: { title: "asc" },
    });
    expect(live.map((task) => task.title)).toEqual(["a", "b", "below", "mine"]);
  });

  test("leaves labels that something else has", async () => {
    const person = await world.person("Mira");
    const { workspaceId } = person;
    const first = await importFile(person, csv("task,a @shared @alone,1,1"));
    await importFile(person, { ...csv("task,b @Shared,1,1"), name: "Other.csv" });
    await undo(person, first);
    const labels = await world.runtime.db.label.findMany({ where: { workspaceId, deletedAt: null } });
    expect(labels.map((label) => label.name)).toEqual(["shared"]);
  });

  test("waits for the end of the import", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const { id } = await preview(ctx, workspaceId, csv("task,a,1,1"));
    await expect(undoImport(ctx, { workspaceId, id })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("previews", () => {
  test("are their maker's alone", async () => {
    const [mira, noor] = [await world.person("Mira"), await world.person("Noor")];
    const { workspaceId } = mira;
    await world.runtime.db.workspaceMember.create({ data: { workspaceId, userId: noor.id, role: "owner" } });
    const job = await preview(world.ctxOf(mira), workspaceId, csv("task,a,1,1"));
    const ref = { workspaceId, id: job.id };
    const ctx = world.ctxOf(noor);
    for (const use of [getImport, startImport, cancelImport, undoImport]) {
      await expect(use(ctx, ref)).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await listImports(ctx, { workspaceId, limit: 50 })).items).toEqual([]);
    await expect(preview(ctx, workspaceId, csv("task,a,1,1"), job.id)).rejects.toMatchObject({ code: "already_made" });
  });

  test("sent twice are one, and an id names one file", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    const job = await preview(ctx, workspaceId, csv("task,a,1,1"));
    expect(await preview(ctx, workspaceId, csv("task,a,1,1"), job.id)).toEqual(job);
    await expect(preview(ctx, workspaceId, { ...csv("task,a,1,1"), name: "x.csv" }, job.id)).rejects.toMatchObject({
      code: "already_made",
    });
  });

  test("are refused to strangers and guests", async () => {
    const [mira, noor] = [await world.person("Mira"), await world.person("Noor")];
    const { workspaceId } = mira;
    const ctx = world.ctxOf(noor);
    await expect(preview(ctx, workspaceId, csv("task,a,1,1"))).rejects.toMatchObject({ code: "not_found" });
    await world.runtime.db.workspaceMember.create({ data: { workspaceId, userId: noor.id, role: "guest" } });
    await expect(preview(ctx, workspaceId, csv("task,a,1,1"))).rejects.toMatchObject({ code: "forbidden" });
  });

  test("are few, and are forgotten after a day; a list has pages", async () => {
    const person = await world.person("Mira");
    const ctx = world.ctxOf(person);
    const { workspaceId } = person;
    for (let count = 0; count < 7; count++) {
      world.pass({ seconds: 1 });
      await preview(ctx, workspaceId, csv(`task,${count},1,1`));
    }
    const first = await listImports(ctx, { workspaceId, limit: 3 });
    const second = await listImports(ctx, { workspaceId, limit: 3, cursor: first.nextCursor ?? "" });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 2, null]);
    world.pass({ days: 1, seconds: 10 });
    await dropStalePreviews(world.runtime);
    expect((await listImports(ctx, { workspaceId, limit: 3 })).items).toEqual([]);
  });

  test("refuse what can't be read, in words", async () => {
    const person = await world.person("Mira");
    const upload = { name: "x.csv", content: "Name,Amount\n" };
    await expect(preview(world.ctxOf(person), person.workspaceId, upload)).rejects.toMatchObject({
      code: "invalid",
      message: /TYPE and CONTENT/,
    });
  });
});
