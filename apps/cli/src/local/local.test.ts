import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readConfig } from "@docket/core/config";
import { openInstallation } from "@docket/core/installation";
import type { Installation } from "@docket/core/installation";
import { ensureSetupToken, completeSetup } from "@docket/core/instance/setup";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Shell } from "../testing/shell.ts";
import { openShell } from "../testing/shell.ts";

// One installation with an embedded database of its own, as on a server's machine: first running, then stopped.

const log = pino({ level: "silent" });
const email = "mira@example.org";
let directory: string;
let shell: Shell;
let running: Installation;
const settings = (name: string) => ({ NODE_ENV: "test", DOCKET_DATA: path.join(directory, name) });
const start = () => openInstallation(readConfig(settings("data")), log, () => {});

beforeAll(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), "docket-local-"));
  shell = openShell(settings("data"));
  running = await start();
  const { runtime } = running;
  const setup = await ensureSetupToken(runtime);
  const request = { id: "setup", ip: null, userAgent: "" };
  await completeSetup(
    { runtime, db: runtime.db, request, now: runtime.clock },
    {
      token: setup?.secret ?? "",
      email,
      name: "Mira",
      password: "correct horse battery staple",
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
  expect((await shell.docket(["rotate-data-key"])).out).toMatch(/^Sealed \d+ mails anew/);
  const doctor = await shell.docket(["doctor"]);
  expect(doctor).toMatchObject({ code: 0, notes: expect.stringContaining("no fault") });
  expect(doctor.out).not.toContain("FAULT");
}

describe("while the server runs", () => {
  test("every command works on its database", everyCommand);

  test("a backup is one file, and restores into a new installation only", async () => {
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

  test("doctor finds what does not fit, and names it", async () => {
    const { db } = running.runtime;
    await db.$executeRaw`UPDATE workspace_counter SET change_seq = change_seq + 1`;
    const found = await shell.docket(["doctor"]);
    expect(found).toMatchObject({ code: 1, notes: expect.stringContaining("found a fault") });
    expect(found.out).toMatch(/FAULT every change log is without gaps[^\n]*\n +workspace /);
    await db.$executeRaw`UPDATE workspace_counter SET change_seq = change_seq - 1`;
  });
});

test("while it is stopped, the commands start the database for as long as they last", async () => {
  await running.close();
  await everyCommand();
  expect((await shell.docket(["backup", path.join(directory, "stopped.sql.gz")])).code).toBe(0);
  running = await start();
}, 120_000);

test("where there is no installation, none is made", async () => {
  const lost = openShell(settings("nowhere"));
  for (const command of [["user", "list"], ["backup"], ["doctor"]]) {
    expect(await lost.docket(command)).toMatchObject({
      code: 2,
      notes: expect.stringContaining("There is no Docket in"),
    });
  }
  expect(await lost.docket(["restore", path.join(directory, "none.gz")])).toMatchObject({ code: 1 });
  expect(readdirSync(directory)).not.toContain("nowhere");
  lost.remove();
});
