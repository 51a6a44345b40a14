import { createDatabase } from "@docket/db/client";
import type { Id } from "@docket/schema/id";
import { CreateInvitation } from "@docket/schema/invitation";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { acceptInvitation, createInvitation } from "../../commands/invitation/mutations.ts";
import { requestReset } from "../../identity/account/password.ts";
import { createApiToken } from "../../identity/api-token/mutations.ts";
import { authenticate } from "../../identity/session/authenticate.ts";
import { refreshSession } from "../../identity/session/refresh.ts";
import { signIn } from "../../identity/session/sign-in.ts";
import { linkSecret, waitingMails } from "../../testing/mailbox.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import type { Team } from "../../testing/team.ts";
import { commandIn, createTeam, joinProject, projectOf, taskIn } from "../../testing/team.ts";
import { createWorld, PASSWORD } from "../../testing/world.ts";
import type { Person, World } from "../../testing/world.ts";
import { purgeWorkspaces } from "../trash/purge-workspace.ts";
import { deleteAccount } from "./delete.ts";

let world: World;
let team: Team;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());
beforeEach(async () => {
  world.setTime("2026-11-23T09:00:00.000Z");
  team = await createTeam(world);
});

const remove = (person: Person, email = person.email) => deleteAccount(world.ctxOf(person), { email });
const rowOf = ({ id }: Person) => world.runtime.db.userAccount.findUniqueOrThrow({ where: { id } });
const changesIn = (workspaceId: Id) =>
  world.runtime.db.change.findMany({ where: { workspaceId }, orderBy: { seq: "asc" } });

test("deletes all personal data immediately, keeps an anonymous row and frees the address", async () => {
  const { editor } = team;
  const { token: script } = await createApiToken(world.ctxOf(editor), {
    id: uuidv7(),
    name: "script",
    scopes: ["tasks:read"],
    limit: null,
    days: 1,
  });
  const invitation = CreateInvitation.parse({
    ...commandIn(team.stranger.workspaceId),
    id: uuidv7(),
    projectId: null,
    role: "member",
    email: editor.email,
  });
  await createInvitation(world.ctxOf(team.stranger), invitation);
  const token = await linkSecret(world, editor.email, "invite");
  await acceptInvitation(world.ctxOf(editor), { ...commandIn(team.stranger.workspaceId), token });
  requestReset(world.anonymous(), { email: editor.email });
  await world.runtime.background.settled();
  expect(await errorCodeOf(remove(editor, "somebody.else@example.org"))).toBe("invalid");
  await remove(editor, editor.email.toUpperCase());

  expect(await rowOf(editor)).toMatchObject({
    email: null,
    emailFolded: null,
    name: "",
    passwordHash: null,
    status: "deleted",
  });
  const { rows } = await world.database.owner.pool.query<{ found: string }>(
    `SELECT 'session' AS found FROM session WHERE user_id = $1 UNION ALL SELECT 'token' FROM api_token WHERE user_id = $1
     UNION ALL SELECT 'link' FROM one_time_token WHERE user_id = $1 OR email = $2 UNION ALL SELECT 'invitation' FROM invitation WHERE email = $2 UNION ALL SELECT 'mail' FROM mail WHERE recipient = $2
     UNION ALL SELECT 'name' FROM change WHERE before::text LIKE '%' || $2 || '%' OR after::text LIKE '%' || $2 || '%'`,
    [editor.id, editor.email],
  );
  expect(rows).toEqual([]);
  const { access, refresh } = editor.cookies;
  const refused = { kind: "refused", reason: "invalid" };
  expect(await authenticate(world.runtime, { accessToken: access ?? "", authorization: null, ip: null })).toEqual(
    refused,
  );
  expect(await authenticate(world.runtime, { accessToken: null, authorization: `Bearer ${script}`, ip: null })).toEqual(
    refused,
  );
  expect((await refreshSession(world.anonymous(), refresh ?? null)).isOk).toBe(false);
  expect(await errorCodeOf(signIn(world.anonymous(), { email: editor.email, password: PASSWORD }, null))).toBe(
    "unauthorized",
  );
  await world.runtime.db.userAccount.update({
    where: { id: team.stranger.id },
    data: { email: editor.email, emailFolded: editor.email },
  });
});

test("still sends another user's pending invitation to the address", async () => {
  const { editor, stranger } = team;
  const place = { ...commandIn(stranger.workspaceId), id: uuidv7(), projectId: null, role: "member" };
  await createInvitation(world.ctxOf(stranger), CreateInvitation.parse({ ...place, email: editor.email }));
  requestReset(world.anonymous(), { email: editor.email });
  await world.runtime.background.settled();
  await remove(editor);
  expect((await waitingMails(world, editor.email)).map(({ kind }) => kind)).toEqual(["invite"]);
});

test("removes the user from shared projects and tasks, logs this, and keeps the user's content", async () => {
  const { editor, manager, workspaceId, projectId } = team;
  const taskId = await taskIn(world, team, manager, { title: "Theirs to do", assigneeIds: [editor.id] });
  const written = await taskIn(world, team, editor, { title: "Written by them" });
  const secret = await projectOf(world, workspaceId, editor, "Only mine");
  await remove(editor);

  const { db } = world.runtime;
  expect(await db.taskAssignee.count({ where: { taskId } })).toBe(0);
  expect(await db.task.findFirst({ where: { id: written } })).toMatchObject({
    title: "Written by them",
    createdBy: editor.id,
  });
  expect(await db.workspaceMember.count({ where: { workspaceId, userId: editor.id } })).toBe(0);
  const trashed = await db.project.findMany({
    where: { workspaceId, deletedAt: { not: null } },
    select: { id: true },
  });
  // These are the project of which they were the only member, and their inbox.
  expect(trashed).toHaveLength(2);
  expect(trashed).toContainEqual({ id: secret });
  const lines = (await changesIn(workspaceId)).filter(
    ({ actorId, at }) => actorId === editor.id && at >= world.runtime.clock(),
  );
  const kinds = lines.map(({ entity, op }) => `${entity} ${op}`);
  expect(kinds).toEqual(
    expect.arrayContaining(["task update", "member revoke", "project trash", "workspace_member revoke"]),
  );
  expect(lines.find(({ entity, op }) => entity === "member" && op === "revoke")).toMatchObject({ projectId });
});

test("trashes the user's own workspace and purges it after the retention period", async () => {
  const { stranger } = team;
  const { workspaceId } = stranger;
  const place = { workspaceId, projectId: await projectOf(world, workspaceId, stranger) };
  const parentId = await taskIn(world, place, stranger);
  const child = await taskIn(world, place, stranger);
  await world.runtime.db.task.updateMany({ where: { workspaceId, id: child }, data: { parentId } });
  await remove(stranger);
  expect((await world.runtime.db.workspace.findUniqueOrThrow({ where: { id: workspaceId } })).deletedAt).not.toBeNull();

  const janitor = createDatabase({ url: world.database.janitorUrl, poolSize: 1 });
  const purge = () => purgeWorkspaces(janitor.pool, 30, world.runtime.clock());
  try {
    world.advanceClock({ days: 29 });
    expect(await purge()).toBe(0);
    world.advanceClock({ days: 2 });
    expect(await purge()).toBeGreaterThan(0);
    expect(await purge()).toBe(0);
  } finally {
    await janitor.close();
  }
  const { rows: tables } = await world.database.owner.pool.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'workspace_id' AND table_schema = 'public'",
  );
  expect(tables.length).toBeGreaterThan(10);
  for (const { name } of tables.filter((table) => !table.name.startsWith("security_event"))) {
    const { rowCount } = await world.database.owner.pool.query(`SELECT 1 FROM ${name} WHERE workspace_id = $1`, [
      workspaceId,
    ]);
    expect([name, rowCount]).toEqual([name, 0]);
  }
  expect(await world.runtime.db.workspace.count({ where: { id: team.workspaceId } })).toBe(1);
});

test("is rejected for the last project manager, workspace owner or installation owner", async () => {
  const before = (await changesIn(team.workspaceId)).length;
  expect(await errorCodeOf(remove(team.manager))).toBe("conflict");
  expect(await errorCodeOf(remove(team.owner))).toBe("conflict");
  const olga = await world.person("Olga", { role: "owner" });
  expect(await errorCodeOf(remove(olga))).toBe("conflict");
  expect((await changesIn(team.workspaceId)).length).toBe(before);
  expect((await rowOf(team.manager)).status).toBe("active");

  await joinProject(world, team, team.member, "manager");
  await remove(team.manager);
  expect((await rowOf(team.manager)).status).toBe("deleted");
});

test("keeps one of two managers who delete their accounts concurrently", async () => {
  const { manager, member } = team;
  await joinProject(world, team, member, "manager");
  const codes = await Promise.all([errorCodeOf(remove(manager)), errorCodeOf(remove(member))]);
  expect(codes.toSorted()).toEqual(["conflict", "done"]);
});
