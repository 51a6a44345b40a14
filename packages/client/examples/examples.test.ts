import { fileURLToPath } from "node:url";
import { PASSWORD } from "@docket/core/testing/world";
import type { Person } from "@docket/core/testing/world";
import { startImportWorker } from "@docket/core/workflows/import/worker";
import { SCOPES } from "@docket/schema/scope";
import { serveWorld } from "@docket/server/testing/served-world";
import type { ServedWorld } from "@docket/server/testing/served-world";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Docket } from "../src/client.ts";
import { createClient, newId } from "../src/client.ts";
import { createSessionClient } from "../src/session-client.ts";
import { raiseOverdue } from "./bulk-edit.ts";
import { completeTask } from "./complete-task.ts";
import { copyProject } from "./copy-project.ts";
import { watchTasks } from "./follow-changes.ts";
import { importTodoist } from "./import-csv.ts";
import { moveAndUndo } from "./move-and-undo.ts";
import { readWorkspace } from "./read-workspace.ts";

let served: ServedWorld;
let url: string;
let mira: Person;
let docket: Docket;
beforeAll(async () => {
  served = await serveWorld();
  url = `http://127.0.0.1:${served.port}`;
  mira = await served.world.person("Mira");
  docket = createClient({ url, token: await tokenOf(mira) });
});
afterAll(() => served.close());

/** Creates a token as a user would: by signing in. */
async function tokenOf({ email }: Person): Promise<string> {
  const session = createSessionClient({ url });
  await session.session.signIn.mutate({ email, password: PASSWORD });
  const { token } = await session.apiToken.create.mutate({ id: newId(), name: "Script", scopes: [...SCOPES] });
  await session.session.signOut.mutate();
  return token;
}

test("create and complete a task", async () => {
  const { items } = await docket.workspace.list.query({});
  expect(items).toMatchObject([{ id: mira.workspaceId }]);
  expect(await completeTask(docket, mira.workspaceId)).toMatch(/^IN-\d+ is done$/);
});

test("move a task and undo the move", async () => {
  expect(await moveAndUndo(docket, mira.workspaceId)).toBe("2 tasks moved back; the task is home again");
});

test("follow changes", async () => {
  expect(await watchTasks(docket, mira.workspaceId, 3)).toEqual(["Seen 1", "Seen 2", "Seen 3"]);
});

test("copy a project and keep the copy up to date", async () => {
  const workspace = docket.workspace(mira.workspaceId);
  const { id: projectId } = await workspace.project.create.mutate({ id: newId(), name: "Copied" });
  const add = (title: string) => workspace.task.create.mutate({ id: newId(), projectId, title });
  const [, second] = [await add("First"), await add("Second")];
  const copy = copyProject(docket, mira.workspaceId, projectId, "Last");
  await workspace.task.complete.mutate({ ids: [second.id] });
  await add("Last");
  expect((await copy).toSorted()).toEqual(["First", "Last"]);
});

test("read a whole workspace", async () => {
  const workspace = docket.workspace(mira.workspaceId);
  const { id: projectId } = await workspace.project.create.mutate({ id: newId(), name: "Read" });
  for (const title of ["1", "2"]) await workspace.task.create.mutate({ id: newId(), projectId, title });
  const { openTasks, position } = await readWorkspace(docket, mira.workspaceId);
  expect(openTasks).toMatchObject({ Read: 2 });
  expect(position).toMatch(/^\d+@[0-9a-f-]{36}$/);
});

test("edit many tasks in bulk", async () => {
  const workspace = docket.workspace(mira.workspaceId);
  const projectId = mira.inboxId;
  for (const date of ["2026-11-01", "2026-11-02", "2026-12-24"]) {
    await workspace.task.create.mutate({ id: newId(), projectId, title: `Due ${date}`, due: { date } });
  }
  expect(await raiseOverdue(docket, mira.workspaceId, "2026-11-23")).toBe(2);
  const { items } = await workspace.task.list.query({ filter: { priority: [3] }, order: "due" });
  expect(items.map(({ title, labelIds }) => [title, labelIds.length])).toEqual([
    ["Due 2026-11-01", 1],
    ["Due 2026-11-02", 1],
  ]);
});

test("import a Todoist export", async () => {
  const file = new URL("../../core/src/workflows/import/todoist/fixtures/house-admin.csv", import.meta.url);
  const worker = startImportWorker(served.world.runtime, 50);
  const report = await importTodoist(docket, mira.workspaceId, fileURLToPath(file));
  await worker.stop();
  expect(report).toMatch(/^(\d+) of \1 tasks imported, 0 rows were there$/);
});
