import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createClient, newId } from "@docket/client";
import type { WorkspaceClient } from "@docket/client/workspace";
import { openInstallation } from "@docket/core/operations/installation";
import type { Installation } from "@docket/core/operations/installation";
import { readConfig } from "@docket/core/runtime/config";
import { ensureSetupToken, completeSetup } from "@docket/core/workflows/instance/setup";
import { serveRuntime } from "@docket/server/testing/served-world";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Shell } from "../testing/shell.ts";
import { openShell } from "../testing/shell.ts";

// Tests an installation with an embedded database on this machine, first while its server is running and then while it
// is stopped.

const log = pino({ level: "silent" });
const email = "mira@example.org";
const password = "correct horse battery staple";
let directory: string;
let shell: Shell;
let running: Installation;
const settings = (name: string) => ({ NODE_ENV: "test", DOCKET_DATA: path.join(directory, name) });
const start = (name = "data") => openInstallation(readConfig(settings(name)), log, () => {});

beforeAll(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), "docket-local-"));
  shell = openShell(settings("data"));
  running = await start();
  const { runtime } = running;
  const setup = await ensureSetupToken(runtime);
  const request = { id: "setup", ip: null, userAgent: "", locale: "en" as const };
  await completeSetup(
    { runtime, db: runtime.db, request, now: runtime.clock },
    {
      token: setup?.secret ?? "",
      email,
      name: "Mira",
      password,
      locale: "en",
      timeZone: "UTC",
    },
    null,
  );
});
afterAll(async () => {
  await running.close();
  shell.remove();
  rmSync(directory, { recursive: true, force: true });
});

/** Serves an installation while `work` runs. */
async function withFront<Result>({ runtime }: Installation, work: (url: string) => Promise<Result>): Promise<Result> {
  const served = await serveRuntime(runtime);
  try {
    return await work(`http://127.0.0.1:${served.port}`);
  } finally {
    await served.front.drain();
  }
}

/** Creates entities of each kind that an export contains, in every state. */
async function fill({ project, section, task, label, folder, comment }: WorkspaceClient): Promise<void> {
  const [home, old, parent, child, gone, away] = [newId(), newId(), newId(), newId(), newId(), newId()];
  const [errands, garden] = [newId(), newId()];
  await folder.create.mutate({ id: newId(), name: "Later" });
  await label.create.mutate({ id: errands, name: "errands" });
  await project.create.mutate({ id: home, name: "Home" });
  await section.create.mutate({ id: garden, projectId: home, name: "Garden" });
  const inHome = { projectId: home, sectionId: garden };
  await task.create.mutate({ ...inHome, id: parent, title: "Parent", description: "whole", labelIds: [errands] });
  await task.create.mutate({ ...inHome, id: child, parentId: parent, title: "Child" });
  await task.create.mutate({ ...inHome, id: gone, title: "Called off" });
  await task.create.mutate({ ...inHome, id: away, title: "Put away" });
  await task.complete.mutate({ ids: [child] });
  await task.cancel.mutate({ ids: [gone] });
  await task.update.mutate({ id: away, baseVersion: 1, set: { isArchived: true } });
  await comment.create.mutate({ id: newId(), taskId: parent, body: "Said" });
  await project.create.mutate({ id: old, name: "Old" });
  await task.create.mutate({ id: newId(), projectId: old, title: "Long ago" });
  await project.update.mutate({ id: old, baseVersion: 1, set: { isArchived: true } });
}

async function everyCommand(): Promise<void> {
  expect((await shell.docket(["user", "list"])).out).toMatch(/^mira@example\.org {2}Mira {2}\(owner, active/);
  const link = await shell.docket(["reset-link", email]);
  expect(link).toMatchObject({ code: 0, out: expect.stringMatching(/^http:\/\/127\.0\.0\.1:3000\/reset#[\w-]{43}$/) });
  expect((await shell.docket(["user", "invite", "ada@example.org"])).out).toMatch(/\/invite#[\w-]{43}$/);
  expect(await shell.docket(["user", "suspend", email])).toMatchObject({
    code: 1,
    notes: expect.stringContaining("last owner"),
  });
  expect(await shell.docket(["user", "role", "nobody@example.org", "admin"])).toMatchObject({
    code: 1,
    notes: "User not found",
  });
  expect((await shell.docket(["user", "role", email, "emperor"])).code).toBe(2);
  expect((await shell.docket(["rotate-data-key"])).out).toMatch(/^Re-encrypted \d+ emails/);
  const file = path.join(directory, "mira.json");
  rmSync(file, { force: true });
  expect(await shell.docket(["user", "export", email, file])).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ format: "docket-account", account: { email } });
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(await shell.docket(["user", "export", email, file])).toMatchObject({
    code: 2,
    notes: expect.stringContaining("already exists"),
  });
  const doctor = await shell.docket(["doctor"]);
  expect(doctor).toMatchObject({ code: 0, notes: expect.stringContaining("no faults found") });
  expect(doctor.out).not.toContain("FAULT");
}

describe("while the server runs", () => {
  test("every command works on the database", everyCommand);

  test("a backup is one file and can be restored only into a new installation", async () => {
    const saved = await shell.docket(["backup"]);
    expect(saved).toMatchObject({ code: 0, out: expect.stringMatching(/^Wrote \d+ rows of \d+ tables to /) });
    const [name = ""] = readdirSync(path.join(directory, "data", "backups"));
    const file = path.join(directory, "data", "backups", name);
    expect(statSync(file).mode & 0o077).toBe(0);

    const other = openShell(settings("other"));
    expect(await other.docket(["restore", file])).toMatchObject({ code: 0, out: expect.stringContaining("Restored") });
    expect((await other.docket(["user", "list"])).out).toContain(email);
    expect(await other.docket(["restore", file])).toMatchObject({ code: 1 });
    other.remove();
    expect((await shell.docket(["restore", file])).code).toBe(1);
  });

  test("a restored installation exports the same content as before", async () => {
    const { content, login } = await withFront(running, async (url) => {
      const answers = [email, password];
      expect((await shell.docket(["login", url], { answers })).code).toBe(0);
      const settings = path.join(shell.home, "docket", "cli.json");
      const kept = JSON.parse(readFileSync(settings, "utf8")) as { token: string; workspaceId: string };
      await fill(createClient({ url, token: kept.token }).workspace(kept.workspaceId));
      return { content: (await shell.docket(["export"])).out, login: kept.token };
    });
    const file = path.join(directory, "filled.sql.gz");
    expect((await shell.docket(["backup", file])).code).toBe(0);

    const other = openShell(settings("restored"));
    expect((await other.docket(["restore", file])).code).toBe(0);
    const restored = await start("restored");
    try {
      const again = await withFront(restored, async (url) => {
        await other.docket(["login", url, "--with-token"], { input: login });
        return (await other.docket(["export"])).out;
      });
      expect(again).toBe(content);
    } finally {
      await restored.close();
      other.remove();
    }
    expect(JSON.parse(content)).toMatchObject({
      people: [{ name: "Mira" }],
      // The first two labels are from the welcome project.
      labels: [{ name: "Keyboard" }, { name: "Together" }, { name: "errands" }],
      folders: [{ name: "Later" }],
      projects: [
        { isInbox: true, tasks: [] },
        { name: "Welcome to Docket" },
        {
          name: "Home",
          sections: [{ name: "Garden" }],
          tasks: [
            { title: "Parent", description: "whole", comments: [{ body: "Said" }] },
            { title: "Child", parentId: expect.any(String), status: "done" },
            { title: "Called off", status: "cancelled" },
            { title: "Put away", archivedAt: expect.any(String) },
          ],
        },
        { name: "Old", archivedAt: expect.any(String), tasks: [{ title: "Long ago" }] },
      ],
    });
  });

  test("doctor reports an inconsistency with its workspace", async () => {
    const { db } = running.runtime;
    await db.$executeRaw`UPDATE workspace_counter SET change_seq = change_seq + 1`;
    const found = await shell.docket(["doctor"]);
    expect(found).toMatchObject({ code: 1, notes: expect.stringContaining("checks failed") });
    expect(found.out).toMatch(/FAULT every change log has no gaps[^\n]*\n +workspace /);
    await db.$executeRaw`UPDATE workspace_counter SET change_seq = change_seq - 1`;
  });
});

test("while the server is stopped, each command starts the database and stops it afterwards", async () => {
  await running.close();
  await everyCommand();
  expect((await shell.docket(["backup", path.join(directory, "stopped.sql.gz")])).code).toBe(0);
  running = await start();
});

test("upgrade-database does nothing for a database with the current PostgreSQL version", async () => {
  expect(await shell.docket(["upgrade-database"])).toMatchObject({
    code: 1,
    notes: expect.stringContaining("running"),
  });
  await running.close();
  expect(await shell.docket(["upgrade-database"])).toMatchObject({
    code: 0,
    out: expect.stringContaining("nothing to do"),
  });
  running = await start();
});

test("no command creates an installation if there is none", async () => {
  const lost = openShell(settings("nowhere"));
  for (const command of [["user", "list"], ["backup"], ["doctor"], ["upgrade-database"]]) {
    expect(await lost.docket(command)).toMatchObject({
      code: 2,
      notes: expect.stringContaining("There is no Docket in"),
    });
  }
  expect(await lost.docket(["restore", path.join(directory, "none.gz")])).toMatchObject({ code: 1 });
  expect(readdirSync(directory)).not.toContain("nowhere");
  lost.remove();
});
