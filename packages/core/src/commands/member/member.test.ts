import type { Id } from "@docket/schema/id";
import { ListMembers } from "@docket/schema/member";
import type { ProjectRole } from "@docket/schema/role";
import { UpdateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listMembers } from "../../entities/member/queries.ts";
import { getTask } from "../../entities/task/list.ts";
import type { Team } from "../../testing/team.ts";
import {
  changesOf,
  commandIn,
  countChanges,
  createTeam,
  joinProject,
  joinWorkspace,
  projectOf,
  taskIn,
} from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { updateTask } from "../task/mutations.ts";
import { leaveProject, removeMember, setMember } from "./mutations.ts";

let world: World;
let team: Team;
/** The current test's project, created by the team's manager. */
let place: { workspaceId: Id; projectId: Id };
beforeAll(async () => {
  world = await createWorld();
  team = await createTeam(world);
});
beforeEach(async () => {
  place = { workspaceId: team.workspaceId, projectId: await projectOf(world, team.workspaceId, team.manager) };
});
afterAll(() => world.close());

const set = (person: Person, userId: Id, role: ProjectRole) =>
  setMember(world.ctxOf(person), { ...commandIn(team.workspaceId), projectId: place.projectId, userId, role });

const remove = (person: Person, userId: Id) =>
  removeMember(world.ctxOf(person), { ...commandIn(team.workspaceId), projectId: place.projectId, userId });

const leave = (person: Person) =>
  leaveProject(world.ctxOf(person), { ...commandIn(team.workspaceId), projectId: place.projectId });

const list = async (person: Person) =>
  (await listMembers(world.ctxOf(person), ListMembers.parse({ ...place, limit: 100 }))).items;

const managers = () => world.runtime.db.projectMember.count({ where: { ...place, role: "manager" } });

describe("the member list", () => {
  test("shows members to all members, but email addresses only to managers", async () => {
    await joinProject(world, place, team.viewer, "viewer");
    expect(await list(team.manager)).toMatchObject([
      { userId: team.manager.id, name: "Manager", email: team.manager.email, role: "manager" },
      { userId: team.viewer.id, name: "Viewer", email: team.viewer.email, role: "viewer" },
    ]);
    expect((await list(team.viewer)).map((member) => member.email)).toEqual([null, null]);
    for (const person of [team.owner, team.admin, team.member, team.stranger])
      await expect(list(person)).rejects.toMatchObject({ code: "not_found" });
  });

  test("marks members whose email address is not verified", async () => {
    const walkIn = await world.person("Walk-in", { isVerified: false });
    await joinWorkspace(world, place.workspaceId, walkIn, "guest");
    await joinProject(world, place, walkIn, "viewer");
    await joinProject(world, place, team.viewer, "viewer");
    const states = (await list(team.viewer)).map(({ userId, isVerified }) => [userId, isVerified]);
    expect(states).toContainEqual([walkIn.id, false]);
    expect(states).toContainEqual([team.manager.id, true]);
  });

  test("is complete and without duplicates across pages", async () => {
    for (const person of [team.viewer, team.editor, team.guest]) await joinProject(world, place, person, "viewer");
    const ids: Id[] = [];
    let cursor: string | undefined;
    do {
      const page = await listMembers(
        world.ctxOf(team.guest),
        ListMembers.parse({ ...place, limit: 2, ...(cursor === undefined ? {} : { cursor }) }),
      );
      ids.push(...page.items.map((member) => member.userId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(ids.sort()).toEqual([team.manager.id, team.viewer.id, team.editor.id, team.guest.id].sort());
  });
});

describe("setting roles", () => {
  test("adds a workspace member, and logs one change for the project and one for the member", async () => {
    const input = { ...commandIn(team.workspaceId), ...place, userId: team.member.id, role: "editor" as const };
    const member = await setMember(world.ctxOf(team.manager), input);
    expect(member).toMatchObject({ name: "Member", role: "editor" });
    expect(await list(team.member)).toHaveLength(2);
    expect(await changesOf(world, input.commandId)).toMatchObject([
      { entity: "member", entityId: team.member.id, op: "grant", projectId: place.projectId, audience: null },
      { entity: "access", entityId: place.projectId, op: "grant", audience: team.member.id, after: { role: "editor" } },
    ]);
    expect(await setMember(world.ctxOf(team.manager), input)).toEqual(member);
    const events = await world.runtime.db.securityEvent.findMany({ where: { projectId: place.projectId } });
    expect(events).toMatchObject([
      { kind: "privilege_permissions_changed", subjectId: team.member.id, meta: { before: null, after: "editor" } },
    ]);
  });

  test("is rejected for non-managers and people outside the workspace, without writing anything", async () => {
    for (const role of ["viewer", "commenter", "editor"] as const) await joinProject(world, place, team[role], role);
    const before = await countChanges(world, team.workspaceId);
    for (const person of [team.viewer, team.commenter, team.editor])
      await expect(set(person, team.member.id, "viewer")).rejects.toMatchObject({ code: "forbidden" });
    await expect(set(team.editor, team.editor.id, "manager")).rejects.toMatchObject({ code: "forbidden" });
    for (const person of [team.owner, team.admin, team.member, team.stranger])
      await expect(set(person, person.id, "manager")).rejects.toMatchObject({ code: "not_found" });
    await expect(set(team.manager, team.stranger.id, "viewer")).rejects.toMatchObject({ code: "not_found" });
    await expect(set(team.manager, uuidv7(), "viewer")).rejects.toMatchObject({ code: "not_found" });
    expect(await countChanges(world, team.workspaceId)).toBe(before);
  });

  test("a guest who manages a project can only add people whom they can see", async () => {
    await joinProject(world, place, team.guest, "manager");
    await expect(set(team.guest, team.member.id, "viewer")).rejects.toMatchObject({ code: "not_found" });
    // Visible to the guest because both are in the project that the whole team shares.
    expect(await set(team.guest, team.editor.id, "viewer")).toMatchObject({ role: "viewer" });
  });

  test("an inbox can't be shared", async () => {
    place = { workspaceId: team.workspaceId, projectId: team.owner.inboxId };
    await expect(set(team.owner, team.member.id, "viewer")).rejects.toMatchObject({ code: "conflict" });
    await expect(leave(team.owner)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("the last manager", () => {
  test("can't be demoted, be removed or leave", async () => {
    await joinProject(world, place, team.editor, "editor");
    await expect(set(team.manager, team.manager.id, "editor")).rejects.toMatchObject({ code: "conflict" });
    await expect(remove(team.manager, team.manager.id)).rejects.toMatchObject({ code: "conflict" });
    await expect(leave(team.manager)).rejects.toMatchObject({ code: "conflict" });
    await set(team.manager, team.editor.id, "manager");
    await leave(team.manager);
    await expect(list(team.manager)).rejects.toMatchObject({ code: "not_found" });
    expect(await managers()).toBe(1);
  });

  test("remains when all managers leave concurrently", async () => {
    const others = [team.editor, team.viewer, team.admin];
    for (const person of others) await joinProject(world, place, person, "manager");
    const answers = await Promise.allSettled([team.manager, ...others].map((person) => leave(person)));
    expect(answers.filter((answer) => answer.status === "rejected")).toMatchObject([{ reason: { code: "conflict" } }]);
    expect(await managers()).toBe(1);
  });

  test("remains when two managers demote each other concurrently", async () => {
    await joinProject(world, place, team.editor, "manager");
    const answers = await Promise.allSettled([
      set(team.manager, team.editor.id, "viewer"),
      set(team.editor, team.manager.id, "viewer"),
    ]);
    expect(answers.filter((answer) => answer.status === "rejected")).toMatchObject([{ reason: { code: "forbidden" } }]);
    expect(await managers()).toBe(1);
  });
});

describe("a member who leaves or is removed", () => {
  test("is unassigned from all tasks in the project, including trashed ones, in the same command", async () => {
    await joinProject(world, place, team.viewer, "viewer");
    const assigned = { assigneeIds: [team.viewer.id, team.manager.id] };
    const taskId = await taskIn(world, place, team.manager, assigned);
    const goneId = await taskIn(world, place, team.manager, assigned);
    const deletedAt = world.runtime.clock();
    await world.runtime.db.task.updateMany({ where: { id: goneId }, data: { deletedAt, deletedRoot: goneId } });
    const elsewhere = await taskIn(world, team, team.manager, { assigneeIds: [team.viewer.id] });

    const input = { ...commandIn(team.workspaceId), ...place };
    await leaveProject(world.ctxOf(team.viewer), input);
    const lines = (await changesOf(world, input.commandId)).map(({ entity, op }) => `${entity} ${op}`);
    expect(lines.sort()).toEqual(["access revoke", "member revoke", "task update", "task update"]);
    const task = await getTask(world.ctxOf(team.manager), { workspaceId: team.workspaceId, id: taskId });
    expect(task).toMatchObject({ assigneeIds: [team.manager.id], version: 2 });
    expect(await world.runtime.db.taskAssignee.count({ where: { taskId: goneId, userId: team.viewer.id } })).toBe(0);
    expect(await world.runtime.db.taskAssignee.count({ where: { taskId: elsewhere } })).toBe(1);
    expect(await leaveProject(world.ctxOf(team.viewer), input)).toEqual({
      projectId: place.projectId,
      userId: team.viewer.id,
    });
  });

  test("is not assigned to any task, even if they are being assigned concurrently", async () => {
    const taskId = await taskIn(world, place, team.manager);
    for (let round = 0; round < 5; round += 1) {
      await set(team.manager, team.viewer.id, "viewer");
      const task = await getTask(world.ctxOf(team.manager), { workspaceId: team.workspaceId, id: taskId });
      const assign = UpdateTask.parse({
        ...commandIn(team.workspaceId),
        id: taskId,
        baseVersion: task.version,
        set: { assigneeIds: [team.viewer.id] },
      });
      await Promise.allSettled([updateTask(world.ctxOf(team.manager), assign), remove(team.manager, team.viewer.id)]);
      expect(await world.runtime.db.projectMember.count({ where: { ...place, userId: team.viewer.id } })).toBe(0);
      expect(await world.runtime.db.taskAssignee.count({ where: { taskId } })).toBe(0);
    }
  });

  test("is not reassigned by undo", async () => {
    await joinProject(world, place, team.viewer, "viewer");
    const id = await taskIn(world, place, team.manager, { assigneeIds: [team.viewer.id] });
    const input = UpdateTask.parse({ ...commandIn(team.workspaceId), id, baseVersion: 1, set: { assigneeIds: [] } });
    await updateTask(world.ctxOf(team.manager), input);
    await remove(team.manager, team.viewer.id);
    const undo = () =>
      undoCommand(world.ctxOf(team.manager), { ...commandIn(team.workspaceId), undo: input.commandId });
    await expect(undo()).rejects.toMatchObject({ code: "conflict" });
    expect(await world.runtime.db.taskAssignee.count({ where: { taskId: id } })).toBe(0);
    await set(team.manager, team.viewer.id, "viewer");
    await undo();
    expect(await world.runtime.db.taskAssignee.count({ where: { taskId: id } })).toBe(1);
  });

  test("can only be removed by a manager, and is notified", async () => {
    await joinProject(world, place, team.viewer, "viewer");
    await joinProject(world, place, team.editor, "editor");
    await expect(remove(team.editor, team.viewer.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(remove(team.manager, team.member.id)).rejects.toMatchObject({ code: "not_found" });
    let woken = 0;
    const stop = world.runtime.notifier.listenUser(team.viewer.id, () => (woken += 1));
    await remove(team.manager, team.viewer.id);
    stop();
    expect(woken).toBeGreaterThan(0);
    await expect(list(team.viewer)).rejects.toMatchObject({ code: "not_found" });
  });
});
