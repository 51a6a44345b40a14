import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readConfig } from "@docket/core/runtime/config";
import { createExternalDatabase, withoutPooler } from "@docket/core/testing/external-database";
import { startServer } from "@docket/server/process";
import { expect, test } from "vitest";
import { newId } from "./client.ts";
import { followChanges } from "./follow.ts";
import { createSessionClient } from "./session-client.ts";

const key = `test:${randomBytes(32).toString("base64")}`;
const setting = { NODE_ENV: "test", PORT: "0", LOG_LEVEL: "silent", AUTH_SECRETS: key, DATA_SECRETS: key };
const mount = async () => ({
  pages: async (_: unknown, response: { end: (body: string) => void }) => response.end("a page"),
  close: () => Promise.resolve(),
});

const setups: [string, boolean][] = [
  ["on a server of one's own", false],
  ["behind a pooler in transaction mode", true],
];

test.for(setups)("%s, one process serves requests and another runs the jobs", async ([, isPooled], { skip }) => {
  if (isPooled && withoutPooler !== null) skip(withoutPooler);
  const place = await createExternalDatabase({ isPooled });
  const directory = mkdtempSync(path.join(os.tmpdir(), "docket-parts-"));
  const start = (PART: string) =>
    startServer(
      readConfig({ ...setting, ...place.settings, PART, DOCKET_DATA: path.join(directory, PART) }),
      () => undefined,
      mount,
    );
  const [serving, working] = await Promise.all([start("serve"), start("jobs")]);
  const leaving = new AbortController();
  try {
    const url = serving.facts.address;
    const asked = await Promise.all(
      ["/healthz", "/readyz", "/", "/api/trpc/setup.status"].map((where) => fetch(`${working.facts.address}${where}`)),
    );
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 404, 404]);
    expect(working.facts.setupLink).toBeNull();

    const docket = createSessionClient({ url });
    const token = serving.facts.setupLink?.split("#")[1] ?? "";
    const mira = { email: "mira@example.org", name: "Mira", password: "correct horse battery staple" };
    await docket.setup.complete.mutate({ token, ...mira });
    const [{ id: workspaceId } = { id: "" }] = (await docket.workspace.list.query({})).items;
    const workspace = docket.workspace(workspaceId);
    const events = followChanges(docket, workspaceId, { signal: leaving.signal });
    expect((await events.next()).value).toMatchObject({ kind: "open" });

    const [inbox] = (await workspace.project.list.query({})).items;
    const task = { id: newId(), projectId: inbox?.id ?? "", title: "Water the plants" };
    await workspace.task.create.mutate(task);
    expect(JSON.stringify((await events.next()).value)).toContain(task.id);
    const commandId = newId();
    await workspace.task.complete.mutate({ ids: [task.id], commandId });
    await workspace.command.undo.mutate({ undo: commandId });
    expect(await workspace.task.get.query({ id: task.id })).toMatchObject({ status: "open" });
    expect((await workspace.search.tasks.query({ text: "plants" })).items).toHaveLength(1);

    const id = newId();
    const content = Buffer.from("TYPE,CONTENT\ntask,a\ntask,b\n").toString("base64");
    await workspace.import.preview.mutate({ id, fileName: "Home.csv", content });
    await workspace.import.start.mutate({ id });
    const job = () => workspace.import.get.query({ id });
    await expect.poll(async () => (await job()).status).toBe("done");
    expect((await job()).made).toMatchObject({ tasks: 2 });
  } finally {
    leaving.abort();
    await Promise.all([serving.stop(), working.stop()]);
    await place.drop();
    rmSync(directory, { recursive: true, force: true });
  }
});
