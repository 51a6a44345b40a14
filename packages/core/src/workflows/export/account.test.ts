import { CreateFolder } from "@docket/schema/folder";
import { uuidv7 } from "@docket/schema/uuid";
import { CreateView } from "@docket/schema/view";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFolder } from "../../commands/folder/mutations.ts";
import { createView } from "../../commands/view/mutations.ts";
import { createApiToken } from "../../identity/api-token/mutations.ts";
import { setPreference } from "../../identity/preference/mutations.ts";
import { operatorExport } from "../../operations/operator-accounts.ts";
import { importFile } from "../../testing/import-world.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { setFollow } from "../notification/follow.ts";
import { exportAccount, exportOwnAccount } from "./account.ts";

let world: TaskWorld;
beforeAll(async () => (world = await createTaskWorld()));
afterAll(() => world.close());

type Exported = {
  account: { email: string };
  sessions: unknown[];
  workspaces: {
    labels: unknown[];
    folders: unknown[];
    views: unknown[];
    projects: { name: string; tasks: { title: string }[]; reminders: unknown[] }[];
  }[];
};

async function joined(pieces: AsyncGenerator<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

test("contains the caller's data, but no secrets and no data of other users", async () => {
  const { ada } = world;
  const stranger = await world.person("Stranger");
  const home = await world.project(ada, "Home");
  const theirs = await world.project(stranger, "Theirs");
  await world.task(ada, home, { title: 'Paint the "fence"\n' });
  await world.task(stranger, theirs, { title: "not for Ada" });
  const { token } = await createApiToken(world.ctxOf(ada), {
    id: uuidv7(),
    name: "script",
    scopes: ["tasks:read"],
    limit: null,
    days: 1,
  });
  const { workspaceId } = ada;
  const view = CreateView.parse({ workspaceId, commandId: uuidv7(), id: uuidv7(), name: "Mine" });
  await createView(world.ctxOf(ada), view);
  await createView(world.ctxOf(ada), { ...view, commandId: uuidv7(), id: uuidv7(), scope: "workspace", name: "Ours" });
  await setPreference(world.ctxOf(ada), { key: "density", value: "high" });

  await world.task(ada, home, { reminders: [{ id: uuidv7(), time: { basis: "due", offsetMinutes: 10 } }] });
  await setFollow(world.ctxOf(ada), { workspaceId, commandId: uuidv7(), projectId: home.id, state: "muted" });
  await world.runtime.db.notification.create({
    data: { workspaceId, id: uuidv7(), userId: ada.id, kind: "assigned", dedupeKey: "export", changeSeq: 7n },
  });
  await world.label(ada, ada.workspaceId);
  await createFolder(
    world.ctxOf(ada),
    CreateFolder.parse({ workspaceId: ada.workspaceId, commandId: uuidv7(), id: uuidv7(), name: "Later" }),
  );

  const json = await joined(exportOwnAccount(world.ctxOf(ada)));
  const exported = JSON.parse(json) as Exported;
  expect(exported).toMatchObject({
    format: "docket-account",
    account: { id: ada.id, email: ada.email },
    preferences: [{ key: "density", value: "high" }],
    apiTokens: [{ name: "script" }],
    securityEvents: expect.arrayContaining([expect.objectContaining({ kind: "user_exported" })]),
  });
  expect(exported.sessions).toHaveLength(1);
  expect(exported.workspaces).toMatchObject([{ labels: [{ name: expect.any(String) }], folders: [{ name: "Later" }] }]);
  expect(exported.workspaces.flatMap(({ views }) => views)).toMatchObject([{ name: "Mine", ownerId: ada.id }]);
  const projects = exported.workspaces.flatMap((workspace) => workspace.projects);
  expect(projects.find(({ name }) => name === "Home")?.tasks).toMatchObject([{ title: 'Paint the "fence"' }, {}]);
  expect(projects.find(({ name }) => name === "Home")?.reminders).toMatchObject([{ offsetMinutes: 10 }]);
  expect(exported.workspaces).toMatchObject([
    { follows: [{ id: home.id, state: "muted" }], notifications: [{ kind: "assigned", changeSeq: "7" }] },
  ]);
  for (const secret of [token, "argon2", "not for Ada", stranger.email, "Hash"]) expect(json).not.toContain(secret);
});

test("is streamed in chunks when there are more tasks than one statement reads", async () => {
  const { ada } = world;
  const { workspaceId } = ada;
  const many = await world.project(ada, "Many");
  await world.database.owner.pool.query(
    `INSERT INTO task (workspace_id, id, project_id, number, title, rank, created_by)
     SELECT $1, gen_random_uuid(), $2, n, 'task ' || n, 'a' || n, $3 FROM generate_series(1, 1100) n`,
    [workspaceId, many.id, ada.id],
  );
  const pieces: string[] = [];
  for await (const piece of exportAccount(world.ctxOf(ada))) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(1100);
  const exported = JSON.parse(pieces.join("")) as Exported;
  const tasks =
    exported.workspaces.flatMap(({ projects }) => projects).find(({ name }) => name === "Many")?.tasks ?? [];
  expect(new Set(tasks.map(({ title }) => title)).size).toBe(1100);
});

test("fails when the session is revoked during the export", async () => {
  const { ada } = world;
  const { db } = world.runtime;
  const pieces = exportOwnAccount(world.ctxOf(ada));
  await pieces.next();
  await db.session.updateMany({ where: { userId: ada.id }, data: { revokedAt: world.runtime.clock() } });
  expect(await errorCodeOf(joined(pieces))).toBe("unauthorized");
  await db.session.updateMany({ where: { userId: ada.id }, data: { revokedAt: null } });
});

test("contains the additional values that imports stored for projects, sections, tasks and comments", async () => {
  const { ada } = world;
  const content = [
    "TYPE,CONTENT,INDENT,AUTHOR,COLOUR",
    "meta,view_style=board,,,",
    "section,Soon,,,green",
    "task,Paint the fence,1,Noor,red",
    "note,In white,,Noor,",
    "task,Buy paint,1,,",
  ].join("\n");
  await importFile(world, ada, { name: "Fence.csv", content });
  const json = await joined(exportOwnAccount(world.ctxOf(ada)));
  const { workspaces } = JSON.parse(json) as {
    workspaces: { projects: { name: string; tasks: { title: string; imported?: unknown }[] }[] }[];
  };
  const project = workspaces.flatMap(({ projects }) => projects).find(({ name }) => name === "Fence");
  expect(project).toMatchObject({
    imported: { "meta view_style": "board" },
    sections: [{ name: "Soon", imported: { COLOUR: "green" } }],
    comments: [{ body: "In white", imported: { AUTHOR: "Noor" } }],
  });
  const imported = new Map(project?.tasks.map((task) => [task.title, task.imported]));
  expect(imported).toEqual(
    new Map([
      ["Paint the fence", { AUTHOR: "Noor", COLOUR: "red" }],
      ["Buy paint", undefined],
    ]),
  );
});

test("lets the operator export an account, which is recorded in the security log", async () => {
  const { ada } = world;
  const { db } = world.runtime;
  const read = async (pieces: AsyncGenerator<string>) => {
    const { sessions: _, ...rest } = JSON.parse(await joined(pieces)) as Exported & { securityEvents: unknown };
    return { ...rest, securityEvents: null };
  };
  const own = await read(exportAccount(world.ctxOf(ada)));
  expect(await read(await operatorExport(world.runtime, ada.email.toUpperCase()))).toEqual(own);
  const [event] = await db.securityEvent.findMany({ where: { subjectId: ada.id }, orderBy: { id: "desc" }, take: 1 });
  expect(event).toMatchObject({ kind: "user_exported", actorId: null, sessionId: null, meta: { by: "operator" } });
  expect(await errorCodeOf(operatorExport(world.runtime, "nobody@example.org"))).toBe("not_found");
});
