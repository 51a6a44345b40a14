import { CreateLabel, ListLabels } from "@docket/schema/label";
import type { Label } from "@docket/schema/label";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listLabels } from "../../entities/label/queries.ts";
import { getTask } from "../../entities/task/list.ts";
import type { Team } from "../../testing/team.ts";
import { changesOf, commandIn, countChanges, createTeam, joinProject, taskIn } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { createLabel, deleteLabel, moveLabel, updateLabel } from "./mutations.ts";

let world: World;
let team: Team;
beforeAll(async () => {
  world = await createWorld();
  team = await createTeam(world);
  for (const person of [team.owner, team.member]) await joinProject(world, team, person, "viewer");
});
afterAll(() => world.close());

const make = (person: Person, name: string): Promise<Label> =>
  createLabel(world.ctxOf(person), CreateLabel.parse({ ...commandIn(team.workspaceId), id: uuidv7(), name }));

/** Creates a label on a task that the whole team can see. */
async function makeShared(person: Person, name: string): Promise<Label> {
  const label = await make(person, name);
  await world.runtime.db.taskLabel.create({
    data: { workspaceId: team.workspaceId, taskId: team.taskId, labelId: label.id },
  });
  return label;
}

const names = async (person: Person, limit = 100) => {
  const all: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listLabels(
      world.ctxOf(person),
      ListLabels.parse({ workspaceId: team.workspaceId, limit, ...(cursor === undefined ? {} : { cursor }) }),
    );
    all.push(...page.items.map((label) => label.name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
};

describe("creating a label", () => {
  test("a member can create a label, which adds one entry to the log", async () => {
    const input = CreateLabel.parse({ ...commandIn(team.workspaceId), id: uuidv7(), name: "Errand", color: "red" });
    const label = await createLabel(world.ctxOf(team.member), input);
    expect(label).toMatchObject({ name: "Errand", color: "red", version: 1, createdBy: team.member.id });
    expect(await names(team.member)).toContain("Errand");
    expect(await changesOf(world, input.commandId)).toMatchObject([
      { entity: "label", entityId: label.id, op: "create", projectId: null, audience: null, after: { name: "Errand" } },
    ]);
    expect(await createLabel(world.ctxOf(team.member), input)).toEqual(label);
  });

  test("is forbidden for guests and returns not_found for strangers, without writing anything", async () => {
    const before = await countChanges(world, team.workspaceId);
    await expect(make(team.guest, "Mine")).rejects.toMatchObject({ code: "forbidden" });
    await expect(make(team.stranger, "Mine")).rejects.toMatchObject({ code: "not_found" });
    expect(await countChanges(world, team.workspaceId)).toBe(before);
  });

  test("rejects names that differ only in case", async () => {
    await make(team.member, "Zuhause");
    await expect(make(team.member, "ZUHAUSE")).rejects.toMatchObject({ code: "conflict" });
    // Names without letters are valid too.
    await make(team.member, "🔥");
    await make(team.member, "⭐");
    const answers = await Promise.allSettled([make(team.member, "Twin"), make(team.member, "Twin")]);
    expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("changing a label", () => {
  test("a rename conflicts only with the names of live labels", async () => {
    const [one, two] = [await makeShared(team.member, "One"), await makeShared(team.member, "Two")];
    const rename = (label: Label, name: string, baseVersion = label.version) =>
      updateLabel(world.ctxOf(team.owner), {
        ...commandIn(team.workspaceId),
        id: label.id,
        baseVersion,
        set: { name },
      });
    await expect(rename(one, "two")).rejects.toMatchObject({ code: "conflict" });
    expect(await rename(one, "ONE")).toMatchObject({ name: "ONE", version: 2 });
    await deleteLabel(world.ctxOf(team.member), { ...commandIn(team.workspaceId), id: two.id });
    expect(await rename(one, "Two", 2)).toMatchObject({ name: "Two" });
    await expect(rename(one, "Three", 99)).rejects.toMatchObject({ code: "invalid" });
  });

  test("all members share the same order, which is consistent across pages", async () => {
    const [a, b, c] = [
      await makeShared(team.member, "a"),
      await makeShared(team.member, "b"),
      await makeShared(team.member, "c"),
    ];
    const move = (label: Label, place: object) =>
      moveLabel(world.ctxOf(team.member), { ...commandIn(team.workspaceId), id: label.id, ...place });
    await move(c, { after: a.id });
    await move(a, { before: b.id });
    const order = (await names(team.owner, 2)).filter((name) => ["a", "b", "c"].includes(name));
    expect(order).toEqual(["c", "a", "b"]);
    await move(b, { after: null });
    expect((await names(team.owner))[0]).toBe("b");
  });

  test("applies both of two concurrent moves", async () => {
    const [x, y] = [await makeShared(team.member, "x"), await makeShared(team.member, "y")];
    const move = (label: Label, person: Person) =>
      moveLabel(world.ctxOf(person), { ...commandIn(team.workspaceId), id: label.id, after: null });
    await Promise.all([move(x, team.member), move(y, team.owner)]);
    expect((await names(team.owner)).slice(0, 2).sort()).toEqual(["x", "y"]);
  });
});

describe("deleting a label", () => {
  test("hides the label on tasks, keeps its links and frees the name", async () => {
    const label = await make(team.manager, "Later");
    const taskId = await taskIn(world, team, team.manager, { labelIds: [label.id] });
    const ref = { workspaceId: team.workspaceId, id: taskId };
    const input = { ...commandIn(team.workspaceId), id: label.id };
    const gone = await deleteLabel(world.ctxOf(team.member), input);
    expect(gone.deletedAt).not.toBeNull();
    expect((await getTask(world.ctxOf(team.viewer), ref)).labelIds).toEqual([]);
    expect(await world.runtime.db.taskLabel.count({ where: { labelId: label.id } })).toBe(1);
    expect(await names(team.member)).not.toContain("Later");
    await make(team.member, "Later");
    // Repeating the command returns the original result; a new command finds no label.
    expect(await deleteLabel(world.ctxOf(team.member), input)).toEqual(gone);
    await expect(
      deleteLabel(world.ctxOf(team.member), { ...commandIn(team.workspaceId), id: label.id }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("undo of label commands", () => {
  const undo = (person: Person, commandId: string) =>
    undoCommand(world.ctxOf(person), { ...commandIn(team.workspaceId), undo: commandId });

  test("restores a deleted label on its tasks, unless its name is taken", async () => {
    const label = await make(team.manager, "Back");
    const taskId = await taskIn(world, team, team.manager, { labelIds: [label.id] });
    const labelsOfTask = async () =>
      (await getTask(world.ctxOf(team.viewer), { workspaceId: team.workspaceId, id: taskId })).labelIds;
    const input = { ...commandIn(team.workspaceId), id: label.id };
    await deleteLabel(world.ctxOf(team.member), input);
    const other = await makeShared(team.member, "Back");
    await expect(undo(team.member, input.commandId)).rejects.toMatchObject({ code: "conflict" });
    await deleteLabel(world.ctxOf(team.member), { ...commandIn(team.workspaceId), id: other.id });
    await undo(team.member, input.commandId);
    expect(await labelsOfTask()).toEqual([label.id]);
    expect(await names(team.owner)).toContain("Back");
  });

  test("reverts a rename, unless the label has been renamed again since", async () => {
    const label = await makeShared(team.member, "Was");
    const input = { ...commandIn(team.workspaceId), id: label.id, baseVersion: 1, set: { name: "Is" } };
    await updateLabel(world.ctxOf(team.member), input);
    const later = { ...commandIn(team.workspaceId), id: label.id, baseVersion: 2, set: { name: "Will be" } };
    await updateLabel(world.ctxOf(team.owner), later);
    await expect(undo(team.member, input.commandId)).rejects.toMatchObject({ code: "conflict" });
    await undo(team.owner, later.commandId);
    await undo(team.member, input.commandId);
    expect(await names(team.owner)).toContain("Was");
  });
});

describe("guests", () => {
  test("see the labels of tasks that they can see, but can't change them", async () => {
    const seen = await make(team.manager, "Seen");
    await make(team.manager, "Unseen");
    await taskIn(world, team, team.manager, { labelIds: [seen.id] });
    expect(await names(team.guest)).toContain("Seen");
    expect(await names(team.guest)).not.toContain("Unseen");
    const update = (person: Person, id: string) =>
      updateLabel(world.ctxOf(person), {
        ...commandIn(team.workspaceId),
        id,
        baseVersion: 1,
        set: { color: "blue" },
      });
    await expect(update(team.guest, seen.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(update(team.stranger, seen.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(names(team.stranger)).rejects.toMatchObject({ code: "not_found" });
  });
});
