import type { Id } from "@docket/schema/id";
import type { WorkspaceRole } from "@docket/schema/role";
import { uuidv7 } from "@docket/schema/uuid";
import { ListWorkspaceMembers, ListWorkspaces } from "@docket/schema/workspace";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getProject } from "../../entities/project/queries.ts";
import { getTask } from "../../entities/task/list.ts";
import {
  getWorkspace,
  getWorkspaceBySlug,
  listWorkspaceMembers,
  listWorkspaces,
} from "../../entities/workspace/queries.ts";
import type { TokenActor } from "../../runtime/actor.ts";
import { authenticatedActor } from "../../runtime/actor.ts";
import type { Tx } from "../../runtime/ctx.ts";
import { ENTITY_LIMITS } from "../../runtime/entity-limit.ts";
import { joinWorkspace as joinWithoutInbox } from "../../testing/feed.ts";
import type { Team } from "../../testing/team.ts";
import { changesOf, commandIn, countChanges, createTeam, joinProject, projectOf, taskIn } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { createWorkspaceFor } from "./create.ts";
import { createWorkspace, removeWorkspaceMember, setWorkspaceMember, updateWorkspace } from "./mutations.ts";

let world: World;
let team: Team;
beforeAll(async () => {
  world = await createWorld();
  team = await createTeam(world);
});
afterAll(() => world.close());

const set = (person: Person, userId: Id, role: WorkspaceRole) =>
  setWorkspaceMember(world.ctxOf(person), { ...commandIn(team.workspaceId), userId, role });

const remove = (person: Person, userId: Id) =>
  removeWorkspaceMember(world.ctxOf(person), { ...commandIn(team.workspaceId), userId });

const people = async (person: Person, limit = 100) =>
  (
    await listWorkspaceMembers(
      world.ctxOf(person),
      ListWorkspaceMembers.parse({ workspaceId: team.workspaceId, limit }),
    )
  ).items;

const owners = () =>
  world.runtime.db.workspaceMember.count({ where: { workspaceId: team.workspaceId, role: "owner" } });

describe("a workspace", () => {
  test("is visible to its members, each with their own role and inbox", async () => {
    const { workspaceId } = team;
    expect(await getWorkspace(world.ctxOf(team.owner), { workspaceId })).toMatchObject({
      name: "Owner",
      role: "owner",
      inboxId: team.owner.inboxId,
    });
    expect(await getWorkspace(world.ctxOf(team.guest), { workspaceId })).toMatchObject({ role: "guest" });
    expect(await getWorkspaceBySlug(world.ctxOf(team.guest), { slug: team.owner.slug })).toMatchObject({
      id: workspaceId,
    });
    await expect(getWorkspace(world.ctxOf(team.stranger), { workspaceId })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(getWorkspaceBySlug(world.ctxOf(team.stranger), { slug: team.owner.slug })).rejects.toMatchObject({
      code: "not_found",
    });
    const mine = await listWorkspaces(world.ctxOf(team.guest), ListWorkspaces.parse({ limit: 1 }));
    const more = await listWorkspaces(world.ctxOf(team.guest), ListWorkspaces.parse({ cursor: mine.nextCursor }));
    expect([...mine.items, ...more.items].map((workspace) => workspace.id).sort()).toEqual(
      [team.guest.workspaceId, workspaceId].sort(),
    );
  });

  test("can be created by anyone, up to a limit", async () => {
    const person = await world.person("Maker");
    const make = (workspaceId: Id) =>
      createWorkspace(world.ctxOf(person), { workspaceId, commandId: uuidv7(), name: "Side" });
    const made = await make(uuidv7());
    expect(made).toMatchObject({ name: "Side", role: "owner", version: 1 });
    expect(made.inboxId).not.toBeNull();
    await expect(make(team.workspaceId)).rejects.toThrow();
    const rest = Array.from({ length: ENTITY_LIMITS.workspace.max - 3 }, () => uuidv7());
    for (const id of rest) await make(id);
    const answers = await Promise.allSettled([make(uuidv7()), make(uuidv7())]);
    expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("can be renamed by admins and keeps its slug; the rename can be undone", async () => {
    const input = { ...commandIn(team.workspaceId), baseVersion: 1, set: { name: "Renamed" } };
    const renamed = await updateWorkspace(world.ctxOf(team.admin), input);
    expect(renamed).toMatchObject({ name: "Renamed", slug: team.owner.slug, version: 2 });
    await expect(updateWorkspace(world.ctxOf(team.member), { ...input, commandId: uuidv7() })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(updateWorkspace(world.ctxOf(team.stranger), { ...input, commandId: uuidv7() })).rejects.toMatchObject({
      code: "not_found",
    });
    await undoCommand(world.ctxOf(team.admin), { ...commandIn(team.workspaceId), undo: input.commandId });
    expect(await getWorkspace(world.ctxOf(team.owner), team)).toMatchObject({ name: "Owner", version: 3 });
  });
});

describe("workspace members", () => {
  test("see everyone if they are members, people in shared projects if guests, and addresses if admins", async () => {
    const all = await people(team.member);
    expect(all.map((person) => person.name).sort()).toEqual(
      ["Admin", "Commenter", "Editor", "Guest", "Manager", "Member", "Owner", "Viewer"].sort(),
    );
    expect(all.every((person) => person.email === null)).toBe(true);
    expect((await people(team.guest)).map((person) => person.name).sort()).toEqual(
      ["Commenter", "Editor", "Guest", "Manager", "Viewer"].sort(),
    );
    expect((await people(team.admin)).every((person) => person.email !== null)).toBe(true);
    await expect(people(team.stranger)).rejects.toMatchObject({ code: "not_found" });
  });

  test("can't grant a role above their own, or change the role of a member above them", async () => {
    const before = await countChanges(world, team.workspaceId);
    await expect(set(team.admin, team.member.id, "owner")).rejects.toMatchObject({ code: "forbidden" });
    await expect(set(team.admin, team.admin.id, "owner")).rejects.toMatchObject({ code: "forbidden" });
    await expect(set(team.admin, team.owner.id, "member")).rejects.toMatchObject({ code: "forbidden" });
    await expect(remove(team.admin, team.owner.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(set(team.member, team.guest.id, "member")).rejects.toMatchObject({ code: "forbidden" });
    await expect(set(team.guest, team.guest.id, "member")).rejects.toMatchObject({ code: "forbidden" });
    await expect(remove(team.member, team.guest.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(set(team.stranger, team.stranger.id, "owner")).rejects.toMatchObject({ code: "not_found" });
    await expect(set(team.owner, team.stranger.id, "member")).rejects.toMatchObject({ code: "not_found" });
    expect(await countChanges(world, team.workspaceId)).toBe(before);
    expect(await set(team.admin, team.guest.id, "member")).toMatchObject({ role: "member" });
    expect(await set(team.admin, team.guest.id, "guest")).toMatchObject({ role: "guest" });
  });

  test("always include an owner, even if two owners step down concurrently", async () => {
    await expect(set(team.owner, team.owner.id, "admin")).rejects.toMatchObject({ code: "conflict" });
    await expect(remove(team.owner, team.owner.id)).rejects.toMatchObject({ code: "conflict" });
    await set(team.owner, team.admin.id, "owner");
    const answers = await Promise.allSettled([
      set(team.owner, team.owner.id, "member"),
      set(team.admin, team.admin.id, "member"),
    ]);
    expect(answers.filter((answer) => answer.status === "rejected")).toMatchObject([{ reason: { code: "conflict" } }]);
    expect(await owners()).toBe(1);
    const left = answers[0]?.status === "rejected" ? team.owner : team.admin;
    await set(left, team.owner.id, "owner");
    await set(team.owner, team.admin.id, "admin");
  });
});

describe("a removed member", () => {
  test("is in no project and assigned to no task, and projects that only they could see are in the trash", async () => {
    const leaver = await world.person("Leaver");
    const place = { workspaceId: team.workspaceId, projectId: team.projectId };
    await world.runtime.db.workspaceMember.create({
      data: { workspaceId: team.workspaceId, userId: leaver.id, role: "member" },
    });
    await joinProject(world, place, leaver, "viewer");
    const ownId = await projectOf(world, team.workspaceId, leaver, "Private");
    const taskId = await taskIn(world, place, team.manager, { assigneeIds: [leaver.id] });
    const input = { ...commandIn(team.workspaceId), userId: leaver.id };
    await removeWorkspaceMember(world.ctxOf(team.admin), input);

    const task = await getTask(world.ctxOf(team.manager), { workspaceId: team.workspaceId, id: taskId });
    expect(task.assigneeIds).toEqual([]);
    await expect(getWorkspace(world.ctxOf(leaver), team)).rejects.toMatchObject({ code: "not_found" });
    await expect(
      getProject(world.ctxOf(leaver), { workspaceId: team.workspaceId, id: team.projectId }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      getProject(world.ctxOf(team.owner), { workspaceId: team.workspaceId, id: ownId }),
    ).rejects.toMatchObject({ code: "not_found" });
    const own = await world.runtime.db.project.findFirstOrThrow({ where: { id: ownId } });
    expect(own.deletedAt).not.toBeNull();
    const ops = (await changesOf(world, input.commandId)).map(({ entity, op }) => `${entity} ${op}`);
    expect(ops).toContain("workspace_member revoke");
    expect(ops.filter((op) => op === "access revoke")).toHaveLength(2);
    expect(await remove(team.owner, team.viewer.id)).toEqual({ userId: team.viewer.id });
    const inbox = await world.runtime.db.project.findFirst({
      where: { workspaceId: team.workspaceId, createdBy: team.viewer.id },
    });
    expect(inbox).toMatchObject({ inboxOf: null });
    expect(inbox?.deletedAt).not.toBeNull();
  });

  test("can leave on their own, but not while a shared project has no other manager", async () => {
    await expect(remove(team.manager, team.manager.id)).rejects.toMatchObject({
      code: "conflict",
      details: { projects: 1 },
    });
    await expect(remove(team.admin, team.manager.id)).rejects.toMatchObject({ code: "conflict" });
    expect(await remove(team.commenter, team.commenter.id)).toEqual({ userId: team.commenter.id });
    expect((await people(team.admin)).map((person) => person.userId)).not.toContain(team.commenter.id);
  });
});

test("lists only the caller's workspaces, oldest first, with their role and inbox", async () => {
  const [mira, ada] = [await world.person("Mira"), await world.person("Ada")];
  await joinWithoutInbox(world, mira.workspaceId, ada, "guest");
  const ctx = world.ctxOf(ada);

  const first = await listWorkspaces(ctx, { limit: 1 });
  const second = await listWorkspaces(ctx, { limit: 1, cursor: first.nextCursor! });
  expect(first.items).toMatchObject([{ id: mira.workspaceId, role: "guest", inboxId: null }]);
  expect(second.items).toMatchObject([{ id: ada.workspaceId, role: "owner", inboxId: ada.inboxId, slug: ada.slug }]);
  expect(second.nextCursor).toBeNull();
  expect((await listWorkspaces(world.ctxOf(mira), { limit: 50 })).items).toHaveLength(1);

  expect(await getWorkspace(ctx, { workspaceId: mira.workspaceId })).toMatchObject({ name: "Mira" });
  await expect(getWorkspace(world.ctxOf(mira), { workspaceId: ada.workspaceId })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("two workspaces with the same name that are created concurrently get different slugs", async () => {
  const { db, clock } = world.runtime;
  const { id: userId } = await world.person("Mira");
  const create = (tx: Tx) => createWorkspaceFor(tx, { workspaceId: uuidv7(), name: "Same name", userId, at: clock() });
  const isWaiting = async () => {
    const [row] = await db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pg_locks JOIN pg_database d ON d.oid = pg_locks.database
      WHERE NOT granted AND d.datname = current_database()`;
    return row?.count;
  };
  const { first, second } = await db.$transaction(
    async (tx) => {
      const first = await create(tx);
      const second = db.$transaction(create, { maxWait: 20_000, timeout: 20_000 });
      second.catch(() => undefined);
      await expect.poll(isWaiting).toBe(1);
      return { first, second };
    },
    { maxWait: 20_000, timeout: 20_000 },
  );
  expect([first.slug, (await second).slug]).toEqual(["same-name", expect.stringMatching(/^same-name-[0-9a-f]{8}$/)]);
});

test("a token limited to projects sees their workspace, and the inbox only if it is one of them", async () => {
  const [mira, ada] = [await world.person("Mira"), await world.person("Ada")];
  await joinWithoutInbox(world, mira.workspaceId, ada, "member");
  const token = { kind: "token", userId: ada.id, tokenId: uuidv7(), scopes: ["projects:read"] } as const;
  const limit = { workspaceId: ada.workspaceId, projectIds: [uuidv7()] };
  const ctx = {
    ...world.ctxOf(ada),
    actor: authenticatedActor<TokenActor>({ ...token, ...limit, scopes: ["projects:read"] }),
  };
  const { items } = await listWorkspaces(ctx, { limit: 50 });
  expect(items).toMatchObject([{ id: ada.workspaceId, inboxId: null }]);
  await expect(getWorkspace(ctx, { workspaceId: mira.workspaceId })).rejects.toMatchObject({ code: "not_found" });
});
