import { CreateFolder, ListFolders } from "@docket/schema/folder";
import type { Folder, MoveFolder } from "@docket/schema/folder";
import type { Id } from "@docket/schema/id";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listFolders } from "../../entities/folder/queries.ts";
import { getProject } from "../../entities/project/queries.ts";
import type { Team } from "../../testing/team.ts";
import { changesOf, commandIn, countChanges, createTeam } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { moveProject } from "../project/mutations.ts";
import { createFolder, deleteFolder, moveFolder, updateFolder } from "./mutations.ts";

let world: World;
let team: Team;
beforeAll(async () => {
  world = await createWorld();
  team = await createTeam(world);
});
afterAll(() => world.close());

const make = (person: Person, name: string, parentId: Id | null = null): Promise<Folder> =>
  createFolder(
    world.ctxOf(person),
    CreateFolder.parse({ ...commandIn(team.workspaceId), id: uuidv7(), name, parentId }),
  );

const move = (person: Person, folder: Folder, place: Partial<MoveFolder>): Promise<Folder> =>
  moveFolder(world.ctxOf(person), { ...commandIn(team.workspaceId), id: folder.id, ...place });

const list = async (person: Person, limit = 100) =>
  (await listFolders(world.ctxOf(person), ListFolders.parse({ workspaceId: team.workspaceId, limit }))).items;

/** Returns the names of a parent's folders, in order. */
const namesIn = async (person: Person, parentId: Id | null) =>
  (await list(person)).filter((folder) => folder.parentId === parentId).map((folder) => folder.name);

describe("folder privacy", () => {
  test("only the creator can see a folder, whether in the list, by id or in the log", async () => {
    const input = CreateFolder.parse({ ...commandIn(team.workspaceId), id: uuidv7(), name: "Private" });
    const folder = await createFolder(world.ctxOf(team.editor), input);
    expect(await list(team.editor)).toEqual([folder]);
    expect(await list(team.manager)).toEqual([]);
    expect(await changesOf(world, input.commandId)).toMatchObject([
      { entity: "folder", op: "create", audience: team.editor.id, projectId: null },
    ]);

    const before = await countChanges(world, team.workspaceId);
    const ref = { ...commandIn(team.workspaceId), id: folder.id };
    await expect(
      updateFolder(world.ctxOf(team.manager), { ...ref, baseVersion: 1, set: { name: "Mine" } }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(deleteFolder(world.ctxOf(team.owner), ref)).rejects.toMatchObject({ code: "not_found" });
    await expect(make(team.owner, "Below", folder.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(make(team.stranger, "Elsewhere")).rejects.toMatchObject({ code: "not_found" });
    await expect(list(team.stranger)).rejects.toMatchObject({ code: "not_found" });
    expect(await countChanges(world, team.workspaceId)).toBe(before);
  });

  test("guests can have folders", async () => {
    await make(team.guest, "Guest's");
    expect(await namesIn(team.guest, null)).toEqual(["Guest's"]);
  });
});

describe("the folder tree", () => {
  test("is at most three levels deep, after both creating and moving folders", async () => {
    const one = await make(team.viewer, "One");
    const two = await make(team.viewer, "Two", one.id);
    const three = await make(team.viewer, "Three", two.id);
    await expect(make(team.viewer, "Four", three.id)).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: "parentId", code: "too_deep", message: expect.stringContaining("One › Two › Three › Four") }],
    });
    const other = await make(team.viewer, "Other");
    await expect(move(team.viewer, one, { parentId: other.id })).rejects.toMatchObject({ code: "invalid" });
    expect(await move(team.viewer, two, { parentId: other.id })).toMatchObject({ parentId: other.id });
  });

  test("has no cycles, even after concurrent moves", async () => {
    const [a, b] = [await make(team.commenter, "A"), await make(team.commenter, "B")];
    await expect(move(team.commenter, a, { parentId: a.id })).rejects.toMatchObject({
      issues: [{ code: "cycle", message: expect.stringContaining("A › A") }],
    });
    const answers = await Promise.allSettled([
      move(team.commenter, a, { parentId: b.id }),
      move(team.commenter, b, { parentId: a.id }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("keeps the order within each parent", async () => {
    const top = await make(team.owner, "Top");
    const [a, b, c] = [
      await make(team.owner, "a", top.id),
      await make(team.owner, "b", top.id),
      await make(team.owner, "c", top.id),
    ];
    await move(team.owner, c, { after: a.id });
    expect(await namesIn(team.owner, top.id)).toEqual(["a", "c", "b"]);
    await move(team.owner, b, { parentId: null, before: top.id });
    expect(await namesIn(team.owner, null)).toEqual(["b", "Top"]);
  });
});

describe("deleting a folder", () => {
  test("moves the folder's contents to its former position, in one command", async () => {
    const person = team.manager;
    const [before, box, behind] = [
      await make(person, "before"),
      await make(person, "box"),
      await make(person, "behind"),
    ];
    await make(person, "x", box.id);
    await make(person, "y", box.id);
    const project = { workspaceId: team.workspaceId, id: team.projectId };
    await moveProject(world.ctxOf(person), { ...commandIn(team.workspaceId), id: team.projectId, folderId: box.id });

    const input = { ...commandIn(team.workspaceId), id: box.id };
    const gone = await deleteFolder(world.ctxOf(person), input);
    expect(gone.deletedAt).not.toBeNull();
    expect(await namesIn(person, null)).toEqual([before.name, "x", "y", behind.name]);
    expect((await getProject(world.ctxOf(person), project)).folderId).toBeNull();
    const changes = await changesOf(world, input.commandId);
    expect(changes.map(({ entity, op }) => `${entity} ${op}`).sort()).toEqual([
      "folder move",
      "folder move",
      "folder trash",
      "placement move",
    ]);
    expect(new Set(changes.map((change) => change.audience))).toEqual(new Set([person.id]));
    expect(await deleteFolder(world.ctxOf(person), input)).toEqual(gone);

    await undoCommand(world.ctxOf(person), { ...commandIn(team.workspaceId), undo: input.commandId });
    expect(await namesIn(person, null)).toEqual([before.name, box.name, behind.name]);
    expect(await namesIn(person, box.id)).toEqual(["x", "y"]);
    expect((await getProject(world.ctxOf(person), project)).folderId).toBe(box.id);
  });
});

describe("undo of folder commands", () => {
  const undo = (person: Person, commandId: string) =>
    undoCommand(world.ctxOf(person), { ...commandIn(team.workspaceId), undo: commandId });

  test("rejects a cycle", async () => {
    const [a, b] = [await make(team.admin, "A"), await make(team.admin, "B")];
    const down = { ...commandIn(team.workspaceId), id: a.id, parentId: b.id };
    await moveFolder(world.ctxOf(team.admin), down);
    const back = { ...commandIn(team.workspaceId), undo: down.commandId };
    await undoCommand(world.ctxOf(team.admin), back);
    await move(team.admin, b, { parentId: a.id });
    await expect(undo(team.admin, back.commandId)).rejects.toMatchObject({ code: "invalid" });
  });

  test("undoing a move out of a deleted folder leaves the project at the top level", async () => {
    const person = team.editor;
    const box = await make(person, "Box");
    const place = { ...commandIn(team.workspaceId), id: team.projectId };
    await moveProject(world.ctxOf(person), { ...place, folderId: box.id });
    const out = { ...commandIn(team.workspaceId), id: team.projectId, folderId: null };
    await moveProject(world.ctxOf(person), out);
    await deleteFolder(world.ctxOf(person), { ...commandIn(team.workspaceId), id: box.id });
    await undo(person, out.commandId);
    const project = await getProject(world.ctxOf(person), { workspaceId: team.workspaceId, id: team.projectId });
    expect(project.folderId).toBeNull();
  });
});
