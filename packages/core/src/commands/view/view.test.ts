import { uuidv7 } from "@docket/schema/uuid";
import { CreateView, ListViews, UpdateView } from "@docket/schema/view";
import type { View } from "@docket/schema/view";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getView, listViews } from "../../entities/view/queries.ts";
import { listChanges } from "../../log/change/queries.ts";
import type { Team } from "../../testing/team.ts";
import { changesOf, commandIn, countChanges, createTeam, joinWorkspace, projectOf } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { purgeProject, trashProject } from "../project/trash.ts";
import { removeWorkspaceMember } from "../workspace/mutations.ts";
import { createView, deleteView, moveView, updateView } from "./mutations.ts";

let world: World;
let team: Team;
beforeAll(async () => {
  world = await createWorld();
  team = await createTeam(world);
});
afterAll(() => world.close());

const inputOf = (name: string, more: object = {}) =>
  CreateView.parse({ ...commandIn(team.workspaceId), id: uuidv7(), name, ...more });
const make = (person: Person, name: string, more: object = {}): Promise<View> =>
  createView(world.ctxOf(person), inputOf(name, more));
const shared = () => ({ scope: "project", projectId: team.projectId });
const refTo = ({ workspaceId, id }: View) => ({ workspaceId, id });
const commandOn = (view: View) => ({ ...commandIn(view.workspaceId), id: view.id });
const rename = (person: Person, view: View, name: string) =>
  updateView(world.ctxOf(person), { ...commandOn(view), baseVersion: 1, set: { name } });
const undo = (person: Person, commandId: string) =>
  undoCommand(world.ctxOf(person), { ...commandIn(team.workspaceId), undo: commandId });

const names = async (person: Person, more: object = {}, limit = 100) => {
  const all: string[] = [];
  let cursor: string | undefined;
  do {
    const input = ListViews.parse({ workspaceId: team.workspaceId, limit, ...more, ...(cursor && { cursor }) });
    const page = await listViews(world.ctxOf(person), input);
    all.push(...page.items.map((view) => view.name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
};

describe("a user's own view", () => {
  test("is invisible to everyone else, whether in the list, by id or in the log", async () => {
    const filter = { any: [{ field: "assignee", is: ["me"] }, { not: { field: "has", is: "due" } }] };
    const input = inputOf("Mine", { filter, layout: "board", groupBy: "priority", sortBy: "due" });
    const view = await createView(world.ctxOf(team.editor), input);
    expect(view).toMatchObject({ scope: "user", ownerId: team.editor.id, projectId: null, filter, version: 1 });
    expect(await createView(world.ctxOf(team.editor), input)).toEqual(view);
    expect(await getView(world.ctxOf(team.editor), refTo(view))).toEqual(view);
    expect(await names(team.editor)).toEqual(["Mine"]);
    expect(await changesOf(world, input.commandId)).toMatchObject([
      { entity: "view", op: "create", audience: team.editor.id, projectId: null, after: { filter } },
    ]);
    const logged = { workspaceId: team.workspaceId, entityId: view.id, limit: 10 };
    const past = await listChanges(world.ctxOf(team.editor), logged);
    expect(past.items).toHaveLength(1);
    expect(past.names[view.id]).toMatchObject({ kind: "view", name: "Mine" });
    await expect(listChanges(world.ctxOf(team.owner), logged)).rejects.toMatchObject({ code: "not_found" });

    const before = await countChanges(world, team.workspaceId);
    for (const person of [team.owner, team.manager, team.guest, team.stranger]) {
      await expect(getView(world.ctxOf(person), refTo(view))).rejects.toMatchObject({ code: "not_found" });
      await expect(rename(person, view, "Theirs")).rejects.toMatchObject({ code: "not_found" });
      await expect(deleteView(world.ctxOf(person), commandOn(view))).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await names(team.manager)).toEqual([]);
    expect(await countChanges(world, team.workspaceId)).toBe(before);
  });

  test("is also available to guests, while non-members get not_found for the workspace", async () => {
    await make(team.guest, "Guest's");
    expect(await names(team.guest)).toEqual(["Guest's"]);
    await expect(make(team.stranger, "Elsewhere")).rejects.toMatchObject({ code: "not_found" });
    await expect(names(team.stranger)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is deleted along with the membership, and its text can be redacted in the log", async () => {
    const leaver = await world.person("Leaver");
    await joinWorkspace(world, team.workspaceId, leaver, "member");
    const own = await make(leaver, "Secret plans");
    const left = await make(leaver, "For all", { scope: "workspace" });
    const command = { ...commandIn(team.workspaceId), userId: leaver.id };
    await removeWorkspaceMember(world.ctxOf(team.owner), command);
    expect(await world.runtime.db.view.count({ where: { id: own.id } })).toBe(0);
    expect(await changesOf(world, command.commandId)).toContainEqual(
      expect.objectContaining({ entity: "view", entityId: own.id, op: "purge", audience: leaver.id, after: null }),
    );
    expect(await names(team.owner)).toContain("For all");
    await deleteView(world.ctxOf(team.owner), commandOn(left));
  });
});

describe("a project's view", () => {
  test("is visible to its members and can be changed by its editors", async () => {
    const input = inputOf("Sprint", shared());
    const view = await createView(world.ctxOf(team.editor), input);
    expect(await changesOf(world, input.commandId)).toMatchObject([{ projectId: team.projectId, audience: null }]);
    for (const person of [team.guest, team.viewer, team.commenter, team.editor, team.manager])
      expect(await names(person, { projectId: team.projectId })).toEqual(["Sprint"]);
    const before = await countChanges(world, team.workspaceId);
    for (const person of [team.guest, team.viewer, team.commenter]) {
      await expect(make(person, "No", shared())).rejects.toMatchObject({ code: "forbidden" });
      await expect(rename(person, view, "No")).rejects.toMatchObject({ code: "forbidden" });
      await expect(moveView(world.ctxOf(person), commandOn(view))).rejects.toMatchObject({ code: "forbidden" });
      await expect(deleteView(world.ctxOf(person), commandOn(view))).rejects.toMatchObject({ code: "forbidden" });
    }
    for (const person of [team.owner, team.member, team.stranger]) {
      await expect(getView(world.ctxOf(person), refTo(view))).rejects.toMatchObject({ code: "not_found" });
      await expect(make(person, "No", shared())).rejects.toMatchObject({ code: "not_found" });
      await expect(names(person, { projectId: team.projectId })).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await countChanges(world, team.workspaceId)).toBe(before);
    expect(await rename(team.manager, view, "Next sprint")).toMatchObject({ name: "Next sprint", version: 2 });
  });

  test("is hidden while its project is in the trash, and purged with it", async () => {
    const projectId = await projectOf(world, team.workspaceId, team.manager, "Short");
    const view = await make(team.manager, "Short-lived", { scope: "project", projectId });
    const ref = () => ({ ...commandIn(team.workspaceId), id: projectId });
    await trashProject(world.ctxOf(team.manager), ref());
    await expect(getView(world.ctxOf(team.manager), refTo(view))).rejects.toMatchObject({ code: "not_found" });
    expect(await names(team.manager)).not.toContain("Short-lived");
    await purgeProject(world.ctxOf(team.manager), ref());
    expect(await world.runtime.db.view.count({ where: { id: view.id } })).toBe(0);
  });
});

describe("the workspace's view", () => {
  test("is visible to members, who can change it, and returns not_found for guests", async () => {
    const view = await make(team.member, "Everybody", { scope: "workspace" });
    expect(await rename(team.viewer, view, "All of us")).toMatchObject({ name: "All of us", ownerId: null });
    expect(await names(team.owner)).toEqual(["All of us"]);
    expect(await names(team.guest)).not.toContain("All of us");
    await expect(getView(world.ctxOf(team.guest), refTo(view))).rejects.toMatchObject({ code: "not_found" });
    await expect(rename(team.guest, view, "Mine")).rejects.toMatchObject({ code: "not_found" });
    await expect(make(team.guest, "Mine", { scope: "workspace" })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the order of views", () => {
  test("is separate for each list, consistent across pages, and correct after concurrent moves", async () => {
    const projectId = await projectOf(world, team.workspaceId, team.manager, "Ordered");
    const place = { scope: "project", projectId };
    const [a, b, c] = [
      await make(team.manager, "a", place),
      await make(team.manager, "b", place),
      await make(team.manager, "c", place),
    ];
    const elsewhere = await make(team.manager, "elsewhere");
    await moveView(world.ctxOf(team.manager), { ...commandOn(c), after: a.id });
    // A neighbour in another list is ignored.
    await moveView(world.ctxOf(team.manager), { ...commandOn(a), after: elsewhere.id, before: b.id });
    expect(await names(team.manager, { projectId }, 1)).toEqual(["c", "a", "b"]);
    await make(team.manager, "first", { ...place, after: null });
    expect((await names(team.manager, { projectId }))[0]).toBe("first");
    await Promise.all([
      moveView(world.ctxOf(team.manager), { ...commandOn(b), after: null }),
      moveView(world.ctxOf(team.manager), { ...commandOn(c), after: null }),
    ]);
    expect((await names(team.manager, { projectId })).slice(0, 2).sort()).toEqual(["b", "c"]);
  });
});

describe("changes to a view", () => {
  test("are merged if they affect different fields, and can remove the filter", async () => {
    const view = await make(team.admin, "Both", { filter: { field: "status", is: ["open"] } });
    const base = { baseVersion: 1 };
    await updateView(world.ctxOf(team.admin), { ...commandOn(view), ...base, set: { layout: "calendar" } });
    const last = await updateView(world.ctxOf(team.admin), {
      ...commandOn(view),
      ...base,
      set: { filter: null, groupBy: "label" },
    });
    expect(last).toMatchObject({ layout: "calendar", filter: null, groupBy: "label", name: "Both", version: 3 });
    const future = { ...commandOn(view), baseVersion: 9, set: {} };
    await expect(updateView(world.ctxOf(team.admin), future)).rejects.toMatchObject({ code: "invalid" });
  });

  test("can be undone individually, including a deletion", async () => {
    const input = inputOf("Undone", { ...shared(), filter: { field: "label", is: ["none"] } });
    const view = await createView(world.ctxOf(team.editor), input);
    const set = { filter: { field: "due" as const, from: null, to: "today" }, color: "red" as const };
    const update = UpdateView.parse({ ...commandOn(view), baseVersion: 1, set });
    await updateView(world.ctxOf(team.editor), update);
    await undo(team.editor, update.commandId);
    const current = await getView(world.ctxOf(team.viewer), refTo(view));
    expect(current).toMatchObject({ filter: view.filter, color: view.color });
    const deletion = commandOn(view);
    const gone = await deleteView(world.ctxOf(team.editor), deletion);
    expect(await deleteView(world.ctxOf(team.editor), deletion)).toEqual(gone);
    await expect(getView(world.ctxOf(team.editor), refTo(view))).rejects.toMatchObject({ code: "not_found" });
    await undo(team.editor, deletion.commandId);
    expect(await getView(world.ctxOf(team.viewer), refTo(view))).toMatchObject({ name: "Undone", deletedAt: null });
    const again = inputOf("Made in error");
    await createView(world.ctxOf(team.editor), again);
    await undo(team.editor, again.commandId);
    expect(await names(team.editor)).not.toContain("Made in error");
  });

  test("can't be undone by someone who is no longer allowed to change the view", async () => {
    const view = await make(team.editor, "Kept", shared());
    const update = { ...commandOn(view), baseVersion: 1, set: { name: "Renamed" } };
    await updateView(world.ctxOf(team.editor), update);
    const { workspaceId, projectId } = team;
    const member = { workspaceId_projectId_userId: { workspaceId, projectId, userId: team.editor.id } };
    await world.runtime.db.projectMember.update({ where: member, data: { role: "viewer" } });
    await expect(undo(team.editor, update.commandId)).rejects.toMatchObject({ code: "forbidden" });
    await world.runtime.db.projectMember.update({ where: member, data: { role: "editor" } });
  });
});

test("a view may reference entities that its reader can't see, without revealing anything about them", async () => {
  const filter = { field: "project", is: [uuidv7(), team.stranger.inboxId] };
  expect(await make(team.member, "Blind", { filter })).toMatchObject({ filter });
});

test("rejects a scope that does not match the project", () => {
  const base = { ...commandIn(team.workspaceId), id: uuidv7(), name: "x" };
  for (const wrong of [
    { scope: "project" },
    { projectId: team.projectId },
    { scope: "workspace", projectId: team.projectId },
  ])
    expect(CreateView.safeParse({ ...base, ...wrong }).success).toBe(false);
});

test("limits the number of views per list", async () => {
  const { workspaceId, admin } = team;
  const row = { workspaceId, scope: "user", ownerId: admin.id, createdBy: admin.id, rank: "a0" };
  const shown = { layout: "list", sortBy: "manual", direction: "ascending" };
  await world.runtime.db.view.createMany({
    data: Array.from({ length: 200 }, (_, index) => ({ ...row, ...shown, id: uuidv7(), name: `View ${index}` })),
  });
  await expect(make(admin, "One more")).rejects.toMatchObject({ code: "conflict" });
});
