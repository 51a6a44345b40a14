import { ListChanges } from "@docket/schema/change";
import { CreateLabel, UpdateLabel } from "@docket/schema/label";
import { CreateTask, TasksCommand, UpdateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createComment, purgeComment, trashComment } from "../../commands/comment/mutations.ts";
import { createInvitation } from "../../commands/invitation/mutations.ts";
import { createLabel, updateLabel } from "../../commands/label/mutations.ts";
import { setMember } from "../../commands/member/mutations.ts";
import { createTask, updateTask } from "../../commands/task/mutations.ts";
import { trashTasks } from "../../commands/task/trash.ts";
import { listLabels } from "../../entities/label/queries.ts";
import type { JobActor } from "../../runtime/actor.ts";
import { authenticatedActor } from "../../runtime/actor.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { joinProject, joinWorkspace, changeDraft, createProjectRow, writeLines } from "../../testing/feed.ts";
import { commandIn, createTeam, projectOf, taskIn } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { listCommands } from "../../workflows/undo/queries.ts";
import type { ChangeDraft } from "../record.ts";
import { listChanges } from "./queries.ts";
import { readLog } from "./read.ts";

let world: World;
let mira: Person;
let ctx: Ctx;
beforeAll(async () => {
  world = await createWorld();
  mira = await world.person("Mira");
  ctx = world.ctxOf(mira);
});
afterAll(() => world.close());

const create = (projectId: string, title: string) =>
  createTask(
    ctx,
    CreateTask.parse({ workspaceId: mira.workspaceId, commandId: uuidv7(), id: uuidv7(), projectId, title }),
  );

test("lists the changes to a task and its comments, newest first", async () => {
  const { workspaceId, inboxId } = mira;
  const task = await create(inboxId, "Draft");
  await updateTask(
    ctx,
    UpdateTask.parse({ workspaceId, commandId: uuidv7(), id: task.id, baseVersion: 1, set: { title: "Final" } }),
  );
  const commentId = uuidv7();
  await world.runtime.db.comment.create({
    data: { workspaceId, id: commentId, taskId: task.id, authorId: mira.id, body: "Done" },
  });
  await writeLines(world, { actorId: mira.id, workspaceId }, [
    changeDraft(inboxId, { entity: "comment", entityId: commentId, op: "create" }),
  ]);

  const { items, nextCursor } = await listChanges(ctx, { workspaceId, entityId: task.id, limit: 50 });
  expect(items).toMatchObject([
    { entity: "comment", op: "create" },
    { entity: "task", op: "update", before: { title: "Draft" }, after: { title: "Final" }, actorId: mira.id },
    { entity: "task", op: "create", before: null, after: { title: "Draft" } },
  ]);
  expect(nextCursor).toBeNull();
});

test("lists the changes in a project in pages; a cursor is valid only for its own list", async () => {
  const { workspaceId } = mira;
  const projectId = await createProjectRow(world, workspaceId, mira, "PAGES");
  const other = await createProjectRow(world, workspaceId, mira, "OTHER");
  await writeLines(world, { actorId: mira.id, workspaceId }, [
    changeDraft(projectId),
    changeDraft(other),
    changeDraft(projectId),
    changeDraft(projectId),
  ]);
  const first = await listChanges(ctx, { workspaceId, projectId, limit: 2 });
  const cursor = first.nextCursor!;
  const second = await listChanges(ctx, { workspaceId, projectId, limit: 2, cursor });
  const seqs = [...first.items, ...second.items].map(({ seq }) => Number(seq));
  expect(seqs).toHaveLength(3);
  expect(seqs).toEqual([...seqs].sort((left, right) => right - left));
  expect(second.nextCursor).toBeNull();

  await expect(listChanges(ctx, { workspaceId, projectId: other, limit: 2, cursor })).rejects.toMatchObject({
    code: "invalid",
  });
  await expect(listChanges(ctx, { workspaceId, projectId, limit: 2, cursor: "bm8" })).rejects.toMatchObject({
    code: "invalid",
  });
});

test("returns not_found for projects, tasks and workspaces that the reader can't see", async () => {
  const { workspaceId, inboxId } = mira;
  const task = await create(inboxId, "Private");
  const colleague = await world.person("Colleague");
  await joinWorkspace(world, workspaceId, colleague, "member");
  const colleagueCtx = world.ctxOf(colleague);
  const notFound = { code: "not_found" };
  await expect(listChanges(colleagueCtx, { workspaceId, projectId: inboxId, limit: 50 })).rejects.toMatchObject(
    notFound,
  );
  await expect(listChanges(colleagueCtx, { workspaceId, entityId: task.id, limit: 50 })).rejects.toMatchObject(
    notFound,
  );
  await expect(
    listChanges(ctx, { workspaceId: colleague.workspaceId, entityId: task.id, limit: 50 }),
  ).rejects.toMatchObject(notFound);
  await expect(listCommands(ctx, { workspaceId: colleague.workspaceId, limit: 50 })).rejects.toMatchObject(notFound);

  const shared = await createProjectRow(world, workspaceId, mira, "SHARED");
  await joinProject(world, workspaceId, shared, colleague, "viewer");
  await writeLines(world, { actorId: mira.id, workspaceId }, [
    changeDraft(inboxId, { entityId: task.id, op: "leave" }),
    changeDraft(shared, {
      entityId: task.id,
      op: "move",
      before: { projectId: inboxId },
      after: { projectId: shared },
    }),
  ]);
  const { items } = await listChanges(colleagueCtx, { workspaceId, entityId: task.id, limit: 50 });
  expect(items).toMatchObject([{ op: "move", before: { projectId: null }, after: { projectId: shared } }]);
});

test("a section with the same id as a hidden task's comment does not reveal that task", async () => {
  const { workspaceId, inboxId } = mira;
  const task = await create(inboxId, "Hidden");
  const commentId = uuidv7();
  await createComment(ctx, { workspaceId, commandId: uuidv7(), id: commentId, taskId: task.id, body: "Hidden" });
  const colleague = await world.person("Curious");
  await joinWorkspace(world, workspaceId, colleague, "member");
  const project = await createProjectRow(world, workspaceId, mira, "SEEN");
  await joinProject(world, workspaceId, project, colleague, "editor");
  await writeLines(world, { actorId: colleague.id, workspaceId }, [
    changeDraft(project, { entity: "section", entityId: commentId, op: "create", after: { name: "Mine" } }),
  ]);
  const past = listChanges(world.ctxOf(colleague), { workspaceId, entityId: task.id, limit: 50 });
  await expect(past).rejects.toMatchObject({ code: "not_found" });
});

test("lists the visible changes in a workspace, filtered by actor, entity, operation and time", async () => {
  const owner = await world.person("Olga");
  const { workspaceId } = owner;
  const reader = await world.person("Rita");
  const guest = await world.person("Gina");
  await joinWorkspace(world, workspaceId, reader, "member");
  await joinWorkspace(world, workspaceId, guest, "guest");
  const [shared, hidden] = [
    await createProjectRow(world, workspaceId, owner, "SHOWN"),
    await createProjectRow(world, workspaceId, owner, "SECRET"),
  ];
  await joinProject(world, workspaceId, shared, reader, "viewer");
  await joinProject(world, workspaceId, shared, guest, "viewer");
  const log = (by: Person, lines: ChangeDraft[]) => writeLines(world, { actorId: by.id, workspaceId }, lines);
  await log(owner, [changeDraft(shared), changeDraft(hidden), changeDraft(shared, { op: "trash" })]);
  world.advanceClock({ hours: 1 });
  const later = world.runtime.clock().toISOString();
  await log(reader, [changeDraft(shared, { entity: "section" }), changeDraft(null, { entity: "view", op: "create" })]);

  const past = async (by: Person, filter: Partial<ListChanges> = {}) => {
    const page = await listChanges(world.ctxOf(by), { workspaceId, limit: 50, ...filter });
    const lines = page.items.filter((item) => item.entity !== "workspace" && !item.entity.includes("member"));
    return lines
      .filter((item) => item.op !== "create" || item.entity !== "project")
      .map((item) => `${item.entity} ${item.op}`);
  };
  const shownToMembers = ["view create", "section update", "task trash", "task update"];
  expect(await past(reader)).toEqual(shownToMembers);
  expect(await past(guest)).toEqual(shownToMembers.slice(1));
  expect(await past(owner, { entity: ["task"] })).toEqual(["task trash", "task update", "task update"]);
  expect(await past(reader, { actorId: owner.id, op: ["trash", "create"] })).toEqual(["task trash"]);
  expect(await past(reader, { from: later })).toEqual(["view create", "section update"]);
  expect(await past(reader, { to: later, projectId: shared })).toEqual(["task trash", "task update"]);
  const stranger = await world.person("Stranger");
  await expect(past(stranger)).rejects.toMatchObject({ code: "not_found" });
  await expect(past(reader, { actorId: stranger.id })).rejects.toMatchObject({ code: "not_found" });
  expect(ListChanges.safeParse({ workspaceId, projectId: shared, entityId: shared }).success).toBe(false);
});

test("returns the current names of the entities on a page that the reader can see", async () => {
  const owner = await world.person("Nora");
  const { workspaceId, inboxId } = owner;
  const reader = await world.person("Ralf");
  await joinWorkspace(world, workspaceId, reader, "member");
  const shared = await createProjectRow(world, workspaceId, owner, "NAMED");
  await joinProject(world, workspaceId, shared, reader, "viewer");
  await world.runtime.db.projectCounter.create({ data: { workspaceId, projectId: shared } });
  const nora = world.ctxOf(owner);
  const run = { workspaceId, projectId: shared };
  const create = (title: string, more: object = {}) =>
    createTask(nora, CreateTask.parse({ ...run, commandId: uuidv7(), id: uuidv7(), title, ...more }));
  const seen = await create("Seen", { assigneeIds: [reader.id] });
  const secret = await create("Secret", { projectId: inboxId });
  await writeLines(world, { actorId: owner.id, workspaceId }, [
    changeDraft(shared, { entityId: seen.id, op: "move", before: { parentId: secret.id }, after: { parentId: null } }),
  ]);
  const page = await listChanges(world.ctxOf(reader), { workspaceId, projectId: shared, limit: 50 });
  expect(page.names).toMatchObject({
    [seen.id]: { kind: "task", name: "Seen", reference: "NAMED-1" },
    [shared]: { kind: "project", reference: null },
    [owner.id]: { kind: "person", name: "Nora" },
    [reader.id]: { kind: "person", name: "Ralf" },
  });
  expect(page.names[secret.id]).toBeUndefined();
  const own = await listChanges(nora, { workspaceId, projectId: shared, limit: 50 });
  expect(own.names[secret.id]).toMatchObject({ name: "Secret" });
});

test("lists the caller's own commands, newest first, with the number of changed entities", async () => {
  const ada = await world.person("Ada");
  await joinWorkspace(world, mira.workspaceId, ada, "member");
  const { workspaceId, inboxId } = mira;
  const seen = new Set<string>();
  for (const title of ["One", "Two", "Three"]) {
    world.advanceClock({ seconds: 1 });
    await create(inboxId, title);
  }
  let cursor: string | undefined;
  const kinds: string[] = [];
  do {
    const page = await listCommands(ctx, { workspaceId, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
    for (const { id, kind } of page.items) {
      expect(seen.has(id)).toBe(false);
      seen.add(id);
      kinds.push(kind);
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(kinds.slice(0, 3)).toEqual(["task.create", "task.create", "task.create"]);
  expect(kinds.at(-1)).toBe("workspace.create");
  expect((await listCommands(world.ctxOf(ada), { workspaceId, limit: 50 })).items).toEqual([]);
  expect((await listCommands(ctx, { workspaceId, limit: 1 })).items).toMatchObject([
    { size: 1, undoneBy: null, groupId: null },
  ]);
});

test("shows a trashed comment's text only to users who see it in the trash, and never a purged one's", async () => {
  const team = await createTeam(world);
  const { workspaceId, taskId } = team;
  const said = await createComment(world.ctxOf(team.commenter), {
    ...commandIn(workspaceId),
    id: uuidv7(),
    taskId,
    body: "A secret",
  });
  const wordsFor = async (person: Person) => {
    const { items } = await listChanges(world.ctxOf(person), { workspaceId, entityId: taskId, limit: 50 });
    return items.flatMap((change) => (change.after !== null && "body" in change.after ? [change.after["body"]] : []));
  };
  const fedTo = async (person: Person) => {
    const page = await readLog(world.ctxOf(person), workspaceId, 0n);
    if (page.kind === "closed") throw new Error("closed");
    const lines = page.changes.filter((change) => change.entityId === said.id);
    return [lines.map((change) => change.op), JSON.stringify(lines).includes("A secret")];
  };
  expect(await wordsFor(team.viewer)).toEqual(["A secret"]);
  expect(await fedTo(team.guest)).toEqual([["create"], true]);

  await trashComment(world.ctxOf(team.commenter), { ...commandIn(workspaceId), id: said.id });
  for (const person of [team.viewer, team.guest, team.editor]) {
    expect(await wordsFor(person)).toEqual([null]);
    expect(await fedTo(person)).toEqual([["create", "trash"], false]);
  }
  for (const person of [team.commenter, team.manager]) {
    expect(await wordsFor(person)).toEqual(["A secret"]);
    expect(await fedTo(person)).toEqual([["create", "trash"], true]);
  }

  await purgeComment(world.ctxOf(team.manager), { ...commandIn(workspaceId), id: said.id });
  expect(await fedTo(team.manager)).toEqual([["create", "trash", "purge"], false]);
});

test("shows each user the changes to exactly those labels that they can see", async () => {
  const team = await createTeam(world);
  const { workspaceId, projectId } = team;
  const label = async (name: string) => {
    const input = CreateLabel.parse({ ...commandIn(workspaceId), id: uuidv7(), name });
    return createLabel(world.ctxOf(team.manager), input);
  };
  const rename = (id: string, name: string) => {
    const input = UpdateLabel.parse({ ...commandIn(workspaceId), id, baseVersion: 1, set: { name } });
    return updateLabel(world.ctxOf(team.manager), input);
  };
  const [seen, hidden, free] = [await label("seen"), await label("hidden"), await label("free")];
  const taskId = await taskIn(world, team, team.manager, { labelIds: [seen.id] });
  const elsewhere = await projectOf(world, workspaceId, team.manager);
  await taskIn(world, { workspaceId, projectId: elsewhere }, team.manager, { labelIds: [hidden.id] });
  const from = (await world.runtime.db.workspaceCounter.findUniqueOrThrow({ where: { workspaceId } })).changeSeq;
  for (const { id, name } of [seen, hidden, free]) await rename(id, `${name} anew`);

  const token = authenticatedActor<JobActor>({
    kind: "job",
    userId: team.manager.id,
    tokenId: null,
    projectIds: [projectId],
  });
  const namesFor = async (reader: Ctx) => {
    const page = await readLog(reader, workspaceId, from);
    if (page.kind === "closed") throw new Error("closed");
    const fed = page.changes.filter(({ entity }) => entity === "label").map(({ after }) => after?.["name"]);
    const listed = [];
    for (const { id } of [seen, hidden, free]) {
      const past = await listChanges(reader, { workspaceId, entityId: id, limit: 1 }).catch(() => null);
      if (past !== null) listed.push(past.items[0]?.after?.["name"]);
    }
    const open = await listLabels(reader, { workspaceId, limit: 50 });
    expect(open.items.map(({ name }) => name)).toEqual(fed);
    expect(listed).toEqual(fed);
    return fed;
  };
  const guest = world.ctxOf(team.guest);
  const limited: Ctx = { ...world.ctxOf(team.manager), actor: token };
  expect(await namesFor(world.ctxOf(team.manager))).toEqual(["seen anew", "hidden anew", "free anew"]);
  expect(await namesFor(world.ctxOf(team.member))).toEqual([]);
  for (const reader of [guest, limited, world.ctxOf(team.editor)])
    expect(await namesFor(reader)).toEqual(["seen anew"]);

  await trashTasks(world.ctxOf(team.manager), TasksCommand.parse({ ...commandIn(workspaceId), ids: [taskId] }));
  for (const reader of [guest, limited, world.ctxOf(team.editor)]) expect(await namesFor(reader)).toEqual([]);
});

test("hides changes to members and invitations from tokens", async () => {
  const team = await createTeam(world);
  const { workspaceId, projectId, manager, guest } = team;
  const ctx = world.ctxOf(manager);
  const from = (await world.runtime.db.workspaceCounter.findUniqueOrThrow({ where: { workspaceId } })).changeSeq;
  await setMember(ctx, { ...commandIn(workspaceId), projectId, userId: guest.id, role: "commenter" });
  const invitation = { projectId, email: null, role: "viewer" } as const;
  await createInvitation(ctx, { ...commandIn(workspaceId), id: uuidv7(), ...invitation });
  await taskIn(world, team, manager, {});
  await writeLines(world, { actorId: manager.id, workspaceId }, [
    changeDraft(null, { entity: "workspace_member", entityId: guest.id, op: "grant", after: { role: "member" } }),
  ]);

  const visibleEntities = async (projectIds: string[] | null, kind: "user" | "token") => {
    const token = { kind: "job", userId: manager.id, tokenId: null, projectIds } as const;
    const reader = kind === "user" ? ctx : { ...ctx, actor: authenticatedActor<JobActor>(token) };
    const fed = await readLog(reader, workspaceId, from);
    if (fed.kind === "closed") throw new Error("closed");
    const listed = await listChanges(reader, { workspaceId, limit: fed.changes.length || 1 });
    expect(listed.items.map(({ seq }) => seq).toReversed()).toEqual(fed.changes.map(({ seq }) => seq));
    return fed.changes.map(({ entity }) => entity);
  };
  expect(await visibleEntities(null, "user")).toEqual(["member", "invitation", "task", "workspace_member"]);
  for (const limit of [null, [projectId]]) expect(await visibleEntities(limit, "token")).toEqual(["task"]);
});
