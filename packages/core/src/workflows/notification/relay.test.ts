import { Prisma } from "@docket/db/generated/client";
import { CreateComment, UpdateComment } from "@docket/schema/comment";
import type { Id } from "@docket/schema/id";
import { ListNotifications, MarkNotificationsRead } from "@docket/schema/notification";
import type { Notification } from "@docket/schema/notification";
import { CreateSection } from "@docket/schema/section";
import { MoveTasks, UpdateTask, UpdateTasks } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createComment, trashComment, updateComment } from "../../commands/comment/mutations.ts";
import { removeMember, setMember } from "../../commands/member/mutations.ts";
import { createSection, updateSection } from "../../commands/section/mutations.ts";
import { detachOccurrences } from "../../commands/task/detach.ts";
import { duplicateTask } from "../../commands/task/duplicate.ts";
import { moveTasks } from "../../commands/task/move.ts";
import { updateTask, updateTasks } from "../../commands/task/mutations.ts";
import { completeTasks } from "../../commands/task/status.ts";
import { setWorkspaceMember } from "../../commands/workspace/mutations.ts";
import type { Team } from "../../testing/team.ts";
import { commandIn, createTeam, taskIn } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { undoCommand } from "../undo/mutations.ts";
import { deliverDue } from "./due-reminders.ts";
import { getFollow, setFollow } from "./follow.ts";
import { markNotificationsRead, markNotificationsUnread, snoozeNotifications } from "./mutations.ts";
import { countNotifications, listNotifications } from "./queries.ts";
import { relayChanges } from "./relay.ts";

let world: World;
let team: Team;
beforeAll(async () => {
  world = await createWorld({ poolSize: 10 });
  team = await createTeam(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  await relayChanges(world.runtime);
  await world.runtime.db.notification.deleteMany({});
});

const inTeam = () => commandIn(team.workspaceId);
const inWorkspace = () => ({ workspaceId: team.workspaceId });

async function list(person: Person, input: object = {}): Promise<Notification[]> {
  return (await listNotifications(world.ctxOf(person), ListNotifications.parse({ ...inWorkspace(), ...input }))).items;
}

/** Derives the notifications and returns their kinds for a person. */
async function kinds(person: Person): Promise<string[]> {
  await relayChanges(world.runtime);
  return (await list(person)).map(({ kind }) => kind);
}

const unread = async (person: Person) => (await countNotifications(world.ctxOf(person), inWorkspace())).unread;

const assign = (by: Person, taskId: Id, assigneeIds: Id[]) => {
  const input = UpdateTasks.parse({ ...inTeam(), ids: [taskId], set: { assigneeIds } });
  return updateTasks(world.ctxOf(by), input).then(() => input);
};

const comment = (by: Person, taskId: Id, body: string) =>
  createComment(world.ctxOf(by), CreateComment.parse({ ...inTeam(), id: uuidv7(), taskId, body }));

const task = (assigneeIds: Id[] = []) => taskIn(world, team, team.manager, { title: "Paint", assigneeIds });

describe("an assignment", () => {
  test("notifies the assignee of a new or changed task, but not of their own or undone assignments", async () => {
    const taskId = await task([team.editor.id, team.manager.id]);
    await assign(team.manager, taskId, [team.editor.id, team.viewer.id]);
    expect(await kinds(team.editor)).toEqual(["assigned"]);
    expect(await kinds(team.viewer)).toEqual(["assigned"]);
    expect(await kinds(team.manager)).toEqual([]);
    expect(await list(team.viewer)).toMatchObject([
      {
        actor: { id: team.manager.id, name: "Manager" },
        task: { id: taskId, title: "Paint", status: "open" },
        project: { name: "Shared" },
        readAt: null,
      },
    ]);
    const taken = await assign(team.manager, taskId, []);
    await undoCommand(world.ctxOf(team.manager), { ...inTeam(), undo: taken.commandId });
    expect(await kinds(team.editor)).toEqual(["assigned"]);
  });

  test("notifies of each copy of a task", async () => {
    const id = await task([team.editor.id]);
    await duplicateTask(world.ctxOf(team.manager), { ...inTeam(), id, newId: uuidv7(), withSubtasks: true });
    expect(await kinds(team.editor)).toEqual(["assigned", "assigned"]);
  });
});

describe("a comment", () => {
  test("notifies the assignees, the creator, earlier commenters and followers, but not its author", async () => {
    const taskId = await task([team.editor.id]);
    await comment(team.commenter, taskId, "first");
    await setFollow(world.ctxOf(team.guest), { ...inTeam(), taskId, state: "following" });
    await kinds(team.editor);
    await world.runtime.db.notification.deleteMany({});
    const { id } = await comment(team.editor, taskId, "x".repeat(300));
    for (const person of [team.manager, team.commenter, team.guest]) expect(await kinds(person)).toEqual(["commented"]);
    for (const person of [team.editor, team.viewer]) expect(await kinds(person)).toEqual([]);
    expect(await list(team.guest)).toMatchObject([{ comment: { id, excerpt: "x".repeat(200) } }]);
    await trashComment(world.ctxOf(team.editor), { ...inTeam(), id });
    expect(await list(team.guest)).toEqual([]);
    expect(await unread(team.guest)).toBe(0);
  });

  test("does not notify those who have muted the task, or its project without following the task", async () => {
    const [muted, followed] = [await task([team.editor.id]), await task([team.editor.id])];
    await kinds(team.editor);
    await world.runtime.db.notification.deleteMany({});
    const ctx = world.ctxOf(team.editor);
    const follow = (state: "following" | "muted" | null, ref: object) => setFollow(ctx, { ...inTeam(), ...ref, state });
    expect(await getFollow(ctx, { ...inWorkspace(), taskId: muted })).toEqual({ state: null, isNotified: true });
    await follow("muted", { projectId: team.projectId });
    await follow("following", { taskId: followed });
    expect(await getFollow(ctx, { ...inWorkspace(), taskId: muted })).toEqual({ state: null, isNotified: false });
    for (const taskId of [muted, followed]) await comment(team.manager, taskId, "news");
    await assign(team.manager, muted, []);
    await assign(team.manager, muted, [team.editor.id]);
    await relayChanges(world.runtime);
    expect((await list(team.editor)).map(({ kind, task: about }) => [kind, about?.id])).toEqual([
      ["commented", followed],
    ]);
    await comment(team.manager, muted, "@Editor look");
    expect(await kinds(team.editor)).toEqual(["mentioned", "commented"]);
    await follow(null, { projectId: team.projectId });
  });
});

describe("a mention", () => {
  test("notifies members of the project, once for each text", async () => {
    const taskId = await task();
    const { id } = await comment(team.manager, taskId, "@Viewer and @Member, @Manager");
    expect(await kinds(team.viewer)).toEqual(["mentioned"]);
    expect(await kinds(team.member)).toEqual([]);
    expect(await kinds(team.manager)).toEqual([]);
    const change = UpdateComment.parse({ ...inTeam(), id, baseVersion: 1, body: "@Viewer and @Guest" });
    await updateComment(world.ctxOf(team.manager), change);
    expect(await kinds(team.viewer)).toEqual(["mentioned"]);
    expect(await kinds(team.guest)).toEqual(["mentioned"]);
    const set = { description: "For @Viewer" };
    await updateTask(world.ctxOf(team.manager), UpdateTask.parse({ ...inTeam(), id: taskId, baseVersion: 1, set }));
    expect(await kinds(team.viewer)).toEqual(["mentioned", "mentioned"]);
  });
});

describe("a mention in a description", () => {
  test("is not repeated by other edits of the text, but by one that adds it again", async () => {
    const taskId = await task();
    let baseVersion = 0;
    const write = async (description: string) => {
      baseVersion += 1;
      const input = UpdateTask.parse({ ...inTeam(), id: taskId, baseVersion, set: { description } });
      await updateTask(world.ctxOf(team.manager), input);
      return [(await kinds(team.viewer)).length, (await kinds(team.guest)).length];
    };
    expect(await write("Ask @Viewer")).toEqual([1, 0]);
    const through = "2100-01-01T00:00:00.000Z";
    await markNotificationsRead(world.ctxOf(team.viewer), { ...inTeam(), through });
    expect(await write("Ask @Viewer, who has the key")).toEqual([1, 0]);
    expect(await write("Ask @Viewer or @Guest, and then @Viewer once more")).toEqual([1, 1]);
    expect(await write("Ask @Guest")).toEqual([1, 1]);
    expect(await write("Ask @Guest or @Viewer")).toEqual([2, 1]);
    expect(await unread(team.viewer)).toBe(1);
  });
});

test.each([
  ["completed", async (ids: Id[]) => (await completeTasks(world.ctxOf(team.manager), { ...inTeam(), ids })).items],
  ["moved into a column for done tasks", moveIntoDoneColumn],
  ["detached", async (ids: Id[]) => (await detachOccurrences(world.ctxOf(team.manager), { ...inTeam(), ids })).items],
])("notifies no one again of the next occurrence of a task that is %s, and of its sub-tasks", async (_, end) => {
  const fields = { description: "Ask @Viewer", assigneeIds: [team.editor.id] };
  const recurrence = { rule: "FREQ=DAILY", from: "schedule", catchUp: "skip" };
  const repeating = { title: "Water", ...fields, due: { date: "2026-12-01" }, recurrence };
  const id = await taskIn(world, team, team.manager, repeating);
  const subtask = { title: "Fill the can", ...fields, parentId: id };
  await taskIn(world, team, team.manager, subtask);
  for (const person of [team.viewer, team.editor]) expect(await kinds(person)).toHaveLength(2);
  await end([id]);
  const occurrences = await world.runtime.db.task.findMany({ where: { title: "Water", id: { gt: id } } });
  expect(occurrences).toMatchObject([{ status: "open" }]);
  for (const person of [team.viewer, team.editor]) expect(await kinds(person)).toHaveLength(2);
});

async function moveIntoDoneColumn(ids: Id[]) {
  const ctx = world.ctxOf(team.manager);
  const id = uuidv7();
  await createSection(ctx, CreateSection.parse({ ...inTeam(), id, projectId: team.projectId, name: "Done" }));
  await updateSection(ctx, { ...inTeam(), id, baseVersion: 1, set: { isDoneColumn: true } });
  return (await moveTasks(ctx, MoveTasks.parse({ ...inTeam(), ids, projectId: team.projectId, sectionId: id }))).items;
}

test("being added to a project and getting another role notify the member", async () => {
  const { projectId } = team;
  const userId = team.member.id;
  await setMember(world.ctxOf(team.manager), { ...inTeam(), projectId, userId, role: "viewer" });
  expect(await kinds(team.member)).toEqual(["invited"]);
  await setMember(world.ctxOf(team.manager), { ...inTeam(), projectId, userId, role: "editor" });
  await setWorkspaceMember(world.ctxOf(team.owner), { ...inTeam(), userId, role: "admin" });
  await relayChanges(world.runtime);
  const about = await list(team.member);
  expect(new Set(about.map(({ kind, role, project }) => `${kind} ${role} ${project?.name}`))).toEqual(
    new Set(["role_changed admin undefined", "role_changed editor Shared", "invited editor Shared"]),
  );
  await removeMember(world.ctxOf(team.manager), { ...inTeam(), projectId, userId });
  expect((await list(team.member)).map(({ role }) => role)).toEqual(["admin"]);
  await setWorkspaceMember(world.ctxOf(team.owner), { ...inTeam(), userId, role: "member" });
});

test("each change is relayed once by four runners, of which one is interrupted before it commits", async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, () => task([team.editor.id])));
  const { db } = world.runtime;
  let interrupted = 0;
  const failing = {
    ...world.runtime,
    db: new Proxy(db, {
      get: (target, name: keyof typeof db) =>
        name !== "$transaction"
          ? target[name]
          : (work: (tx: Prisma.TransactionClient) => Promise<unknown>) =>
              target.$transaction(async (tx) => {
                await work(tx);
                interrupted += 1;
                throw Object.assign(new Error("The connection was terminated."), { code: "57P01" });
              }),
    }),
  } as typeof world.runtime;
  await relayChanges(failing);
  const run = relayChanges;
  await Promise.all([run(failing), run(world.runtime), run(world.runtime), run(failing), run(world.runtime)]);
  await relayChanges(world.runtime);
  expect(interrupted).toBeGreaterThan(0);
  const rows = await db.notification.findMany({ where: { userId: team.editor.id } });
  expect(rows).toHaveLength(ids.length);
  expect(new Set(rows.map(({ taskId }) => taskId))).toEqual(new Set(ids));
});

/** Runs work while the database rejects notifications that meet a condition. */
async function whileRejecting(condition: string, sqlState: string, work: () => Promise<void>): Promise<void> {
  const { pool } = world.database.owner;
  await pool.query(`
    CREATE FUNCTION reject_notification() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'rejected' USING ERRCODE = '${sqlState}'; END $$;
    CREATE TRIGGER reject BEFORE INSERT ON notification FOR EACH ROW
      WHEN (${condition}) EXECUTE FUNCTION reject_notification();`);
  try {
    await work();
  } finally {
    await pool.query("DROP TRIGGER reject ON notification; DROP FUNCTION reject_notification()");
  }
}

describe("a failure", () => {
  test.each(["57014", "P0001"])("with SQLSTATE %s skips only the change that causes it", async (sqlState) => {
    await whileRejecting(`NEW.user_id = '${team.viewer.id}'`, sqlState, async () => {
      await task([team.editor.id]);
      await task([team.viewer.id]);
      await task([team.editor.id]);
      expect(await kinds(team.editor)).toEqual(["assigned", "assigned"]);
    });
    expect(await kinds(team.viewer)).toEqual([]);
    await task([team.viewer.id]);
    expect(await kinds(team.viewer)).toEqual(["assigned"]);
  });

  test("of a busy database is retried, and does not stop other workspaces", async () => {
    const others = await createTeam(world);
    await relayChanges(world.runtime);
    const count = (userId: Id) => world.runtime.db.notification.count({ where: { userId } });
    for (const [first, second] of [
      [team, others],
      [others, team],
    ] as const) {
      await whileRejecting(`NEW.workspace_id = '${first.workspaceId}'`, "40001", async () => {
        for (const place of [first, second])
          await taskIn(world, place, place.manager, { assigneeIds: [place.editor.id] });
        await relayChanges(world.runtime);
        expect([await count(first.editor.id), await count(second.editor.id)]).toEqual([0, 1]);
      });
      await relayChanges(world.runtime);
      expect(await count(first.editor.id)).toBe(1);
      await world.runtime.db.notification.deleteMany({});
    }
  });
});

test("someone who leaves the project before a change is relayed is not notified", async () => {
  const userId = team.viewer.id;
  const taskId = await task([userId]);
  await comment(team.manager, taskId, "@Viewer look");
  const inProject = { ...inTeam(), projectId: team.projectId, userId };
  await removeMember(world.ctxOf(team.manager), inProject);
  await relayChanges(world.runtime);
  expect(await world.runtime.db.notification.count({ where: { userId } })).toBe(0);
  await setMember(world.ctxOf(team.manager), { ...inProject, ...inTeam(), role: "viewer" });
});

describe("a person's notifications", () => {
  test("are all marked as read with a single connection", async () => {
    await task([team.editor.id]);
    await kinds(team.editor);
    const clients = await Promise.all(Array.from({ length: 9 }, () => world.runtime.pool.connect()));
    const mark = MarkNotificationsRead.parse({ ...inTeam(), through: "2100-01-01T00:00:00.000Z" });
    try {
      expect(await markNotificationsRead(world.ctxOf(team.editor), mark)).toEqual({ unread: 0 });
    } finally {
      for (const client of clients) client.release();
    }
  });

  test("are marked as read and unread, listed with unread ones first, and in pages", async () => {
    for (let count = 0; count < 5; count += 1) await task([team.editor.id]);
    expect(await kinds(team.editor)).toHaveLength(5);
    const ctx = world.ctxOf(team.editor);
    const newest = (await list(team.editor)).map(({ id }) => id);
    const mark = MarkNotificationsRead.parse({ ...inTeam(), ids: newest.slice(0, 2) });
    expect(await markNotificationsRead(ctx, mark)).toEqual({ unread: 3 });
    const pages: Id[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const input = ListNotifications.parse({ ...inWorkspace(), limit: 2, cursor });
      const page = await listNotifications(ctx, input);
      pages.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
      more = cursor !== undefined;
    }
    expect(pages).toEqual([...newest.slice(2), ...newest.slice(0, 2)]);
    expect((await list(team.editor, { show: "unread" })).map(({ id }) => id)).toEqual(newest.slice(2));
    expect(await markNotificationsUnread(ctx, { ...inTeam(), ids: newest.slice(0, 1) })).toEqual({ unread: 4 });
    const through = (await list(team.editor))
      .map(({ shownAt }) => shownAt)
      .toSorted()
      .at(-1);
    expect(await markNotificationsRead(ctx, { ...inTeam(), through })).toEqual({ unread: 0 });
    const others = markNotificationsRead(world.ctxOf(team.viewer), { ...inTeam(), ids: newest });
    await expect(others).rejects.toMatchObject({ code: "not_found" });
  });

  test("are hidden while snoozed, and then shown again as new", async () => {
    await task([team.editor.id]);
    await kinds(team.editor);
    const ctx = world.ctxOf(team.editor);
    const [{ id } = { id: "" }] = await list(team.editor);
    await markNotificationsRead(ctx, { ...inTeam(), ids: [id] });
    expect(await snoozeNotifications(ctx, { ...inTeam(), ids: [id], until: "2100-01-01T09:00:00.000Z" })).toEqual({
      unread: 0,
    });
    expect(await list(team.editor)).toEqual([]);
    await deliverDue(world.runtime, { now: Prisma.sql`'2100-01-01T09:00:00Z'::timestamptz` });
    expect(await list(team.editor)).toMatchObject([{ id, shownAt: "2100-01-01T09:00:00.000Z", readAt: null }]);
    expect(await unread(team.editor)).toBe(1);
  });
});
