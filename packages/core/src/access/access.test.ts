import { Prisma } from "@docket/db/generated/client";
import { PROJECT_ROLES, WORKSPACE_ROLES } from "@docket/schema/role";
import type { WorkspaceRole } from "@docket/schema/role";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { trashProject } from "../commands/project/trash.ts";
import { createSection } from "../commands/section/mutations.ts";
import { restoreSection } from "../commands/section/trash.ts";
import { restoreTasks } from "../commands/task/trash.ts";
import { listWorkspacePeople } from "../entities/workspace/queries.ts";
import type { Actor, JobActor, TokenActor } from "../runtime/actor.ts";
import { authenticatedActor } from "../runtime/actor.ts";
import type { Ctx } from "../runtime/ctx.ts";
import { createTaskWorld } from "../testing/task-world.ts";
import type { TaskWorld } from "../testing/task-world.ts";
import {
  hasWorkspaceRole,
  canSeeLabel,
  memberProjectIds,
  membershipFor,
  peopleFor,
  canSeePerson,
  projectIdsFor,
  projectsFor,
  canAccessView,
  viewsFor,
  workspacesFor,
} from "./access.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

it("the Prisma and SQL conditions select the same projects for every role and kind of actor", async () => {
  const { db } = world.runtime;
  const { workspaceId } = world.ada;
  const projects = await Promise.all(PROJECT_ROLES.map((role) => world.project(world.ada, role)));
  for (const [index, project] of projects.entries())
    await world.join(world.bob, project, PROJECT_ROLES[index] ?? "viewer");
  const gone = await world.project(world.ada, "gone");
  await world.join(world.bob, gone, "manager");
  await trashProject(world.ctxOf(world.ada), { workspaceId, commandId: uuidv7(), id: gone.id });

  const token = authenticatedActor<TokenActor>({
    kind: "token",
    userId: world.bob.id,
    tokenId: uuidv7(),
    scopes: [],
    workspaceId,
    projectIds: projects.slice(1, 3).map((project) => project.id),
  });
  const seen: number[] = [];
  for (const actor of [world.ada.actor, world.bob.actor, token]) {
    for (const role of PROJECT_ROLES) {
      const pairs = [
        [projectsFor(actor, role), projectIdsFor(actor, workspaceId, role)],
        [membershipFor(actor, role), memberProjectIds(actor, workspaceId, role)],
      ] as const;
      for (const [where, subquery] of pairs) {
        const byPrisma = await db.project.findMany({ where: { workspaceId, AND: where }, select: { id: true } });
        const bySql = await db.$queryRaw<{ id: string }[]>(
          Prisma.sql`SELECT project_id AS id FROM (${subquery}) found`,
        );
        expect(bySql.map((row) => row.id).sort()).toEqual(byPrisma.map((row) => row.id).sort());
        seen.push(bySql.length);
      }
    }
  }
  // Ada manages all four projects and her inbox. Bob has a different role in each of the four and a role in the trashed
  // project. The token is limited to two of Bob's projects.
  expect(seen).toEqual([5, 6, 5, 6, 5, 6, 5, 6, 4, 5, 3, 4, 2, 3, 1, 2, 2, 2, 2, 2, 1, 1, 0, 0]);
});

it("the workspace conditions agree, except that the SQL form excludes tokens limited to projects", async () => {
  const { db } = world.runtime;
  const { workspaceId } = world.ada;
  const person = await world.person("Cleo");
  const holds = async (actor: Actor, role: WorkspaceRole) => {
    const byPrisma = await db.workspace.count({ where: { id: workspaceId, AND: workspacesFor(actor, role) } });
    const [bySql] = await db.$queryRaw<
      { holds: boolean }[]
    >`SELECT ${hasWorkspaceRole(actor, workspaceId, role)} AS holds`;
    return [byPrisma === 1, bySql?.holds];
  };
  const token = (projectIds: string[] | null, limit: string | null = workspaceId) =>
    authenticatedActor<TokenActor>({
      kind: "token",
      userId: person.id,
      tokenId: uuidv7(),
      scopes: [],
      workspaceId: limit,
      projectIds,
    });
  for (const role of WORKSPACE_ROLES) expect(await holds(person.actor, role)).toEqual([false, false]);
  for (const [rank, own] of WORKSPACE_ROLES.entries()) {
    const member = { workspaceId, userId: person.id };
    await db.workspaceMember.upsert({
      where: { workspaceId_userId: member },
      create: { ...member, role: own },
      update: { role: own },
    });
    for (const [asked, role] of WORKSPACE_ROLES.entries()) {
      const isEnough = rank >= asked;
      expect(await holds(person.actor, role)).toEqual([isEnough, isEnough]);
      expect(await holds(token(null), role)).toEqual([isEnough, isEnough]);
      expect(await holds(token([uuidv7()]), role)).toEqual([isEnough, false]);
      expect(await holds(token([uuidv7()], uuidv7()), role)).toEqual([false, false]);
    }
  }
});

it("a token limited to projects sees only the members of those projects", async () => {
  const { ada, bob } = world;
  const { workspaceId } = ada;
  const [seen, other] = [await world.project(ada, "Seen"), await world.project(ada, "Other")];
  const carol = await world.person("Carol");
  await world.join(bob, seen, "viewer");
  await world.join(carol, other, "viewer");
  const limited = authenticatedActor<TokenActor>({
    kind: "token",
    userId: ada.id,
    tokenId: uuidv7(),
    scopes: ["tasks:read"],
    workspaceId,
    projectIds: [seen.id],
  });
  const namesFor = async (actor: Actor) => {
    const page = await listWorkspacePeople({ ...world.ctxOf(ada), actor }, { workspaceId, limit: 50 });
    return page.items.map(({ name }) => name).toSorted();
  };
  expect(await namesFor(ada.actor)).toEqual(expect.arrayContaining(["Ada", "Bob", "Carol"]));
  expect(await namesFor(limited)).toEqual(["Ada", "Bob"]);
  expect(await namesFor(bob.actor)).toEqual(["Ada", "Bob"]);
});

it("a token limited to projects gets not_found for another project in the trash, without its name", async () => {
  const { ada } = world;
  const { workspaceId } = ada;
  const [inside, outside] = [await world.project(ada, "Inside"), await world.project(ada, "Outside")];
  const task = await world.task(ada, outside);
  const section = { workspaceId, commandId: uuidv7(), id: uuidv7(), projectId: outside.id, name: "Section" };
  await createSection(world.ctxOf(ada), section);
  await trashProject(world.ctxOf(ada), { workspaceId, commandId: uuidv7(), id: outside.id });
  const actor = authenticatedActor<JobActor>({ kind: "job", userId: ada.id, tokenId: null, projectIds: [inside.id] });
  const restores = [
    (ctx: Ctx) => restoreTasks(ctx, { workspaceId, commandId: uuidv7(), ids: [task.id] }),
    (ctx: Ctx) => restoreSection(ctx, { workspaceId, commandId: uuidv7(), id: section.id }),
  ];
  for (const restore of restores) {
    const expected = { code: "conflict", message: expect.stringContaining("Outside") };
    await expect(restore(world.ctxOf(ada))).rejects.toMatchObject(expected);
    await expect(restore({ ...world.ctxOf(ada), actor })).rejects.toMatchObject({ code: "not_found" });
  }
});

it("the Prisma and SQL conditions on labels and members agree for members, guests, strangers and tokens", async () => {
  const { db } = world.runtime;
  const { workspaceId } = world.ada;
  const [guest, apart, member] = [await world.person("Gus"), await world.person("Apart"), await world.person("Mem")];
  const [shared, hidden] = [await world.project(world.ada), await world.project(world.ada)];
  await world.join(guest, shared, "viewer");
  await world.join(apart, hidden, "viewer");
  await db.workspaceMember.create({ data: { workspaceId, userId: member.id, role: "member" } });
  const labels = [await world.label(world.ada, workspaceId), await world.label(world.ada, workspaceId)];
  await world.task(world.ada, shared, { labelIds: labels.slice(0, 1) });
  await world.task(world.ada, hidden, { labelIds: labels.slice(1) });
  labels.push(await world.label(member, workspaceId));
  const token = authenticatedActor<TokenActor>({
    kind: "token",
    userId: world.ada.id,
    tokenId: uuidv7(),
    scopes: [],
    workspaceId,
    projectIds: [shared.id],
  });
  const stranger = await world.person("Stranger");
  const seen: number[][] = [];
  for (const actor of [world.ada.actor, member.actor, guest.actor, apart.actor, stranger.actor, token]) {
    const byPrisma = await db.workspaceMember.findMany({ where: { workspaceId, AND: peopleFor(actor) } });
    const labelRows = await db.$queryRaw<{ id: string }[]>`
      SELECT l.id FROM label l WHERE l.id = ANY(${labels}::uuid[]) AND ${canSeeLabel(actor, workspaceId)}`;
    const personRows = await db.$queryRaw<{ id: string }[]>`
      SELECT wm.user_id AS id FROM workspace_member wm
      WHERE wm.workspace_id = ${workspaceId}::uuid AND ${canSeePerson(actor, workspaceId)}`;
    expect(personRows.map(({ id }) => id).sort()).toEqual(byPrisma.map(({ userId }) => userId).sort());
    seen.push([labelRows.length, personRows.length]);
  }
  const [[, all] = []] = seen;
  expect(seen).toEqual([
    [2, all],
    [1, all],
    [1, 2],
    [1, 2],
    [0, 0],
    [1, 2],
  ]);
});

it("the Prisma and SQL conditions on views agree, and a token limited to projects sees only their views", async () => {
  const { db } = world.runtime;
  const [dora, eve] = [await world.person("Dora"), await world.person("Eve")];
  const { workspaceId } = dora;
  const [edited, read] = [await world.project(dora), await world.project(dora)];
  await world.join(eve, edited, "editor");
  await world.join(eve, read, "viewer");
  const shown = { layout: "list", sortBy: "manual", direction: "ascending", rank: "a0", createdBy: dora.id };
  const rows = [
    { scope: "user", ownerId: dora.id, name: "Dora's" },
    { scope: "user", ownerId: eve.id, name: "Eve's" },
    { scope: "project", projectId: edited.id, name: "edited" },
    { scope: "project", projectId: read.id, name: "read" },
    { scope: "workspace", name: "everybody's" },
  ];
  await db.view.createMany({ data: rows.map((row) => ({ workspaceId, id: uuidv7(), ...shown, ...row })) });
  const token = authenticatedActor<TokenActor>({
    kind: "token",
    userId: dora.id,
    tokenId: uuidv7(),
    scopes: [],
    workspaceId,
    projectIds: [read.id],
  });
  const namesFor = async (actor: Actor) => {
    const [seen, changed] = await Promise.all(
      (["see", "change"] as const).map((right) =>
        db.view.findMany({ where: { workspaceId, AND: viewsFor(actor, right) }, orderBy: { name: "asc" } }),
      ),
    );
    for (const [right, byPrisma] of [["see", seen] as const, ["change", changed] as const]) {
      const bySql = await db.$queryRaw<{ name: string }[]>`
        SELECT t.name FROM view t WHERE t.workspace_id = ${workspaceId}::uuid AND t.deleted_at IS NULL
          AND ${canAccessView(actor, workspaceId, right)} ORDER BY t.name`;
      expect(bySql.map(({ name }) => name)).toEqual(byPrisma?.map(({ name }) => name));
    }
    return { see: seen?.map(({ name }) => name), change: changed?.map(({ name }) => name) };
  };
  const all = ["Dora's", "edited", "everybody's", "read"];
  expect(await namesFor(dora.actor)).toEqual({ see: all, change: all });
  expect(await namesFor(eve.actor)).toEqual({ see: ["Eve's", "edited", "read"], change: ["Eve's", "edited"] });
  expect(await namesFor(token)).toEqual({ see: ["read"], change: ["read"] });
  expect(await namesFor(world.bob.actor)).toEqual({ see: [], change: [] });
});
