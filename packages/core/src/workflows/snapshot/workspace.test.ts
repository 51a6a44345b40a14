import type { Project } from "@docket/schema/project";
import { rowsOf } from "@docket/schema/snapshot";
import type { SnapshotBlock, SnapshotRow, WorkspaceSnapshotHead } from "@docket/schema/snapshot";
import { uuidv7 } from "@docket/schema/uuid";
import { CreateView } from "@docket/schema/view";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFolder } from "../../commands/folder/mutations.ts";
import { moveProject, updateProject } from "../../commands/project/mutations.ts";
import { trashProject } from "../../commands/project/trash.ts";
import { createView } from "../../commands/view/mutations.ts";
import { listFolders } from "../../entities/folder/queries.ts";
import { listLabels } from "../../entities/label/queries.ts";
import { listProjects } from "../../entities/project/queries.ts";
import { listViews } from "../../entities/view/queries.ts";
import { listWorkspacePeople } from "../../entities/workspace/queries.ts";
import type { TokenActor } from "../../runtime/actor.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import { parseLines } from "../../testing/snapshot-lines.ts";
import type { SnapshotTestLine } from "../../testing/snapshot-lines.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { createTokenCtx } from "../../testing/token.ts";
import { readSnapshot, readWorkspaceSnapshot } from "./read.ts";

let world: TaskWorld;
beforeAll(async () => (world = await createTaskWorld()));
afterAll(() => world.close());

/** Reads a snapshot: the lines of the workspace, and those of each project. */
async function read(ctx: Ctx, workspaceId: string, maxTasks?: number) {
  const lines = await parseLines(
    readWorkspaceSnapshot(ctx, { workspaceId }, maxTasks === undefined ? {} : { maxTasks }),
  );
  const starts = lines.flatMap(({ kind }, index) => (kind === "head" ? [index] : []));
  const unordered = starts.map((start, index) => lines.slice(start, starts[index + 1]));
  const head = lines[0] as WorkspaceSnapshotHead;
  const orderOf = ([line]: SnapshotTestLine[]) =>
    line?.kind === "head" ? head.projectIds.indexOf(line.project.id) : -1;
  const own = lines.slice(1, starts[0]).flatMap((line) => rowsOf(line as SnapshotBlock));
  const rowsOfKind = (kind: SnapshotRow["kind"]) => own.filter((row) => row.kind === kind).map(({ row }) => row);
  const parts = unordered.toSorted((left, right) => orderOf(left) - orderOf(right));
  return { head, kinds: [...new Set(own.map(({ kind }) => kind))], rowsOfKind, parts };
}

const withoutSeq = (lines: SnapshotTestLine[]) => lines.map((line) => ("seq" in line ? { ...line, seq: null } : line));
const inCommand = ({ workspaceId, id }: Pick<Project, "workspaceId" | "id">) => ({
  workspaceId,
  id,
  commandId: uuidv7(),
});

test("contains what the lists of a workspace contain, and the snapshot of each project", async () => {
  const { ada, bob } = world;
  const ctx = world.ctxOf(ada);
  const { workspaceId } = ada;
  const [home, garden, old, gone] = [
    await world.project(ada, "Home"),
    await world.project(ada, "Garden"),
    await world.project(ada, "Old"),
    await world.project(ada, "Gone"),
  ];
  await world.join(bob, home, "viewer");
  const made = () => ({ workspaceId, commandId: uuidv7(), id: uuidv7() });
  const folder = await createFolder(ctx, { ...made(), name: "Private", parentId: null });
  await createFolder(ctx, { ...made(), name: "Below", parentId: folder.id });
  await moveProject(ctx, { ...inCommand(garden), folderId: folder.id, after: null });
  await updateProject(ctx, { ...inCommand(old), baseVersion: 1, set: { isArchived: true } });
  await trashProject(ctx, inCommand(gone));
  for (const person of [ada, bob]) await world.label(person, workspaceId);
  const label = await world.label(ada, workspaceId);
  for (const project of [home, garden, old]) await world.task(ada, project, { title: project.name, labelIds: [] });
  await world.task(ada, home, { labelIds: [label] });
  await createView(ctx, CreateView.parse({ ...made(), name: "Mine" }));
  await createView(ctx, CreateView.parse({ ...made(), name: "Of the project", scope: "project", projectId: home.id }));

  for (const person of [ada, bob]) {
    const reader = world.ctxOf(person);
    const found = await read(reader, workspaceId);
    const { changeSeq, epoch } = await world.runtime.db.workspaceCounter.findUniqueOrThrow({ where: { workspaceId } });
    const page = { workspaceId, limit: 100 };
    const active = await listProjects(reader, { ...page, state: "active" });
    const archived = await listProjects(reader, { ...page, state: "archived" });
    const projects = [...active.items, ...archived.items];
    const projectIds = projects.map(({ id }) => id);
    expect(found.head).toMatchObject({ kind: "workspace", seq: changeSeq.toString(), epoch, projectIds });
    expect(found.rowsOfKind("project")).toEqual(projects);
    expect(found.rowsOfKind("folder")).toEqual((await listFolders(reader, page)).items);
    expect(found.rowsOfKind("label")).toEqual((await listLabels(reader, page)).items);
    expect(found.rowsOfKind("view")).toEqual((await listViews(reader, page)).items);
    expect(found.rowsOfKind("person")).toEqual((await listWorkspacePeople(reader, page)).items);
    expect(found.parts).toHaveLength(projects.length);
    for (const [index, projectId] of projectIds.entries()) {
      const alone = await parseLines(readSnapshot(reader, { workspaceId, projectId }));
      expect(withoutSeq(found.parts[index]!)).toEqual(withoutSeq(alone));
    }
  }
  const asBob = await read(world.ctxOf(bob), workspaceId);
  expect(asBob.kinds).toEqual(["person", "project", "label", "view"]);
  expect(asBob.head.projectIds).toEqual([home.id]);
});

test("has a position for each project that is not lower than the first", async () => {
  const cleo = await world.person("Cleo");
  const { workspaceId } = cleo;
  const project = await world.project(cleo, "Written to");
  const lines = readWorkspaceSnapshot(world.ctxOf(cleo), { workspaceId });
  const first = await lines.next();
  const { seq, projectIds } = JSON.parse(String(first.value)) as WorkspaceSnapshotHead;
  expect(projectIds.at(-1)).toBe(project.id);
  await world.task(cleo, project, { title: "Added while the snapshot is read" });
  const rest = await parseLines(
    (async function* all() {
      yield String(first.value);
      yield* lines;
    })(),
  );
  const heads = rest.filter((line) => line.kind === "head");
  expect(heads.map((head) => BigInt(head.seq) - BigInt(seq))).toEqual([1n, 1n]);
  expect(heads.map(({ tasks }) => tasks)).toEqual([0, 1]);
});

test("ends before the next project if the session has ended", async () => {
  const finn = await world.person("Finn");
  const { workspaceId } = finn;
  const project = await world.project(finn, "Not read");
  const lines = readWorkspaceSnapshot(world.ctxOf(finn), { workspaceId });
  expect(await lines.next()).toMatchObject({ done: false });
  const revokedAt = world.runtime.clock();
  await world.runtime.db.session.update({ where: { id: finn.actor.sessionId }, data: { revokedAt } });
  await world.task(finn, project, { title: "Written after the session has ended" });
  const rest: string[] = [];
  const readRest = async () => {
    for await (const line of lines) rest.push(line);
  };
  expect(await errorCodeOf(readRest())).toBe("unauthorized");
  expect(rest.filter((line) => line.includes('"kind":"head"'))).toEqual([]);
});

test("contains at most as many tasks as the snapshot of one project", async () => {
  const dora = await world.person("Dora");
  const { workspaceId } = dora;
  const [small, large, last] = [
    await world.project(dora, "Small"),
    await world.project(dora, "Large"),
    await world.project(dora, "Last"),
  ];
  for (const title of ["1", "2"]) await world.task(dora, small, { title });
  for (const title of ["1", "2", "3"]) await world.task(dora, large, { title });
  await world.task(dora, last);
  const coverage = async (maxTasks: number) => {
    const { parts } = await read(world.ctxOf(dora), workspaceId, maxTasks);
    return parts.slice(1).map(([head]) => (head?.kind === "head" ? `${head.covered.kind} ${head.tasks}` : ""));
  };
  expect(await coverage(6)).toEqual(["all 2", "all 3", "all 1"]);
  expect(await coverage(4)).toEqual(["all 2", "due 0", "all 1"]);
  expect(await coverage(2)).toEqual(["all 2", "due 0", "due 0"]);
});

test("returns only what a token can read", async () => {
  const eve = await world.person("Eve");
  const { workspaceId } = eve;
  const ctx = world.ctxOf(eve);
  const [own, other] = [await world.project(eve, "Own"), await world.project(eve, "Other")];
  await createFolder(ctx, { workspaceId, commandId: uuidv7(), id: uuidv7(), name: "Private", parentId: null });
  await createView(ctx, CreateView.parse({ workspaceId, commandId: uuidv7(), id: uuidv7(), name: "Mine" }));
  const scopes: TokenActor["scopes"] = ["tasks:read", "projects:read"];
  const scoped = await read(await createTokenCtx(world, eve, { workspaceId, scopes }), workspaceId);
  expect(scoped.kinds).toEqual(["person", "project", "folder", "view"]);
  const ofProject = await createTokenCtx(world, eve, { workspaceId, projectIds: [own.id], scopes });
  const limited = await read(ofProject, workspaceId);
  expect(limited.kinds).toEqual(["person", "project"]);
  expect(limited.head.projectIds).toEqual([own.id]);
  expect(JSON.stringify(limited.parts)).not.toContain(other.id);

  const codeFor = (reader: Ctx) => errorCodeOf(readWorkspaceSnapshot(reader, { workspaceId }).next());
  // Without the scope to read projects, not even their names.
  expect(await codeFor(await createTokenCtx(world, eve, { workspaceId }))).toBe("forbidden");
  const ofAnother = await createTokenCtx(world, eve, { workspaceId: world.bob.workspaceId, scopes });
  expect(await codeFor(ofAnother)).toBe("not_found");
  expect(await codeFor(world.ctxOf(world.bob))).toBe("not_found");
});
