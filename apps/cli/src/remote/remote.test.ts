import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PASSWORD } from "@docket/core/testing/world";
import type { Person } from "@docket/core/testing/world";
import { startImportWorker } from "@docket/core/workflows/import/worker";
import { IMPORT_LIMITS } from "@docket/schema/import-limit";
import { uuidv7 } from "@docket/schema/uuid";
import { serveWorld } from "@docket/server/testing/served-world";
import type { ServedWorld } from "@docket/server/testing/served-world";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Shell } from "../testing/shell.ts";
import { openShell } from "../testing/shell.ts";

let served: ServedWorld;
let mira: Person;
let shell: Shell;
const url = () => `http://127.0.0.1:${served.port}`;
const logIn = () => shell.docket(["login", url()], { answers: [mira.email, PASSWORD] });

beforeAll(async () => {
  served = await serveWorld();
  mira = await served.world.person("Mira");
  shell = openShell();
});
afterAll(async () => {
  shell.remove();
  await served.close();
});

describe("logging in", () => {
  test("with a password creates a token and stores it in a file that only its owner can read", async () => {
    expect(await logIn()).toMatchObject({
      code: 0,
      out: expect.stringContaining(`Logged in to ${url()}, workspace Mira`),
    });
    const file = path.join(shell.home, "docket", "cli.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const kept = JSON.parse(readFileSync(file, "utf8")) as { token: string };
    expect(kept.token).toMatch(/^dkt_pat_/);
    expect(readFileSync(file, "utf8")).not.toContain(PASSWORD);
    const { db } = served.world.runtime;
    expect(await db.session.count({ where: { userId: mira.id, revokedAt: null } })).toBe(1);
  });

  test("works with a token from standard input", async () => {
    const { token } = JSON.parse(readFileSync(path.join(shell.home, "docket", "cli.json"), "utf8")) as {
      token: string;
    };
    const other = openShell();
    expect((await other.docket(["login", url(), "--with-token"], { input: `${token}\n` })).code).toBe(0);
    expect((await other.docket(["ls"])).out).toBe("No tasks.");
    expect((await other.docket(["logout"])).out).toBe("Logged out.");
    expect(existsSync(path.join(other.home, "docket", "cli.json"))).toBe(false);
    other.remove();
  });

  test("rejects a wrong password, token or URL with a message", async () => {
    const other = openShell();
    const wrong = await other.docket(["login", url()], { answers: [mira.email, "not it"] });
    expect(wrong).toMatchObject({ code: 1, out: "" });
    expect((await other.docket(["login", url(), "--with-token"], { input: "dkt_pat_no" })).notes).toContain(
      "Run docket login to create a new one",
    );
    expect(await other.docket(["login", "http://:"])).toMatchObject({
      code: 2,
      notes: expect.stringContaining("is not a valid address"),
    });
    expect(await other.docket(["login", url()])).toMatchObject({
      code: 2,
      notes: expect.stringContaining("--with-token"),
    });
    expect(await other.docket(["ls"])).toMatchObject({ code: 2, notes: "You are not logged in. Run: docket login" });
    writeFileSync(path.join(other.home, "x"), "");
    other.remove();
  });
});

describe("tasks", () => {
  beforeEach(async () => {
    if (!existsSync(path.join(shell.home, "docket", "cli.json"))) await logIn();
  });

  test("can be created, listed, changed and completed, and the changes can be undone", async () => {
    const made = await shell.docket(["add", "Buy", "paint", "--due", "2026-12-01", "--priority", "p1"]);
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^Added IN-\d+: Buy paint$/) });
    const name = /IN-\d+/.exec(made.out)?.[0] ?? "";
    expect((await shell.docket(["ls"])).out).toContain(`[ ] ${name.padEnd(8)} Buy paint  (p1, due 2026-12-01)`);

    const edited = await shell.docket([
      "edit",
      name.toLowerCase(),
      "--title",
      "Buy white paint",
      "--due",
      "none",
      "--deadline",
      "2026-12-31",
    ]);
    expect(edited).toMatchObject({ code: 0, out: `${name} changed: Buy white paint` });
    expect((await shell.docket(["ls"])).out).toContain(`Buy white paint  (p1, deadline 2026-12-31)`);
    expect((await shell.docket(["show", name])).out).toContain("Deadline: 2026-12-31");
    await shell.docket(["edit", name, "--deadline", "none"]);
    expect((await shell.docket(["ls"])).out).toContain(`Buy white paint  (p1)`);
    expect((await shell.docket(["done", name])).out).toBe(`${name} done: Buy white paint`);
    expect((await shell.docket(["ls"])).out).toBe("No tasks.");
    expect((await shell.docket(["ls", "-s", "done"])).out).toContain("[x]");

    expect((await shell.docket(["undo", "--list"])).out).toMatch(
      /task\.complete[^]*task\.update[^]*task\.update[^]*task\.create/,
    );
    expect((await shell.docket(["undo"])).out).toBe("Undid: task.complete (1 item): Buy white paint");
    expect((await shell.docket(["undo"])).out).toContain("task.update");
    expect((await shell.docket(["ls"])).out).toContain("deadline 2026-12-31");
    expect((await shell.docket(["undo"])).out).toContain("task.update");
    expect((await shell.docket(["ls"])).out).toContain("Buy paint  (p1, due 2026-12-01)");
  });

  test("name their next occurrence when they are completed", async () => {
    const { workspaceId } = mira;
    const { id: projectId } = await served.world.runtime.db.project.findFirstOrThrow({ where: { inboxOf: mira.id } });
    const id = uuidv7();
    const recurrence = { rule: "FREQ=DAILY", from: "schedule", catchUp: "skip" };
    const due = { date: "2126-12-30" };
    const task = { workspaceId, commandId: uuidv7(), id, projectId, title: "Rent", due, recurrence };
    await served.mutate(mira, "task.create", task);
    const name = /IN-\d+/.exec((await shell.docket(["ls", "-t", "Rent"])).out)?.[0] ?? "";
    const next = `IN-${Number(name.slice(3)) + 1}`;
    expect((await shell.docket(["done", name])).out.split("\n")).toEqual([
      `${name} done: Rent`,
      `${next} is next, due 2126-12-31: Rent`,
    ]);
    await shell.docket(["undo"]);
    expect((await shell.docket(["ls", "-t", "Rent"])).out).toContain("due 2126-12-30");
    await shell.docket(["delete", name]);
  });

  test("can be referred to by an ID or its beginning, and are printed as JSON", async () => {
    const task = (await shell.json(["add", "Sharpen the saw"])) as { id: string; title: string };
    const listed = (await shell.json(["ls", "-t", "saw"])) as { id: string }[];
    expect(listed.map(({ id }) => id)).toEqual([task.id]);
    await shell.docket(["add", "Another saw"]);
    const some = await shell.docket(["ls", "-t", "saw", "-n", "1"]);
    expect([some.out.match(/\[ \]/g)?.length, some.notes]).toEqual([
      1,
      "There are more tasks. Use --number to show more than 1.",
    ]);
    expect((await shell.docket(["ls", "-t", "saw", "-n", "2"])).notes).toBe("");
    expect(await shell.json(["edit", task.id, "--priority", "high"])).toMatchObject({ id: task.id, priority: 3 });
    expect(await shell.json(["done", task.id.slice(0, 23)])).toMatchObject([{ id: task.id, status: "done" }]);
  });

  test("are not changed by an invalid command, which prints a message and exits with 1 or 2", async () => {
    const refused = async (...args: string[]) => {
      const { code, notes } = await shell.docket(args);
      return [code, notes];
    };
    expect(await refused("done", "NOPE-1")).toEqual([2, expect.stringContaining('There is no project "NOPE"')]);
    expect(await refused("done", "IN-9999")).toEqual([2, "There is no task IN-9999."]);
    expect(await refused("done", "that one")).toEqual([2, expect.stringContaining("Use a number such as HOME-12")]);
    expect(await refused("add", "x", "--due", "soon")).toEqual([2, expect.stringContaining("2026-12-01")]);
    expect(await refused("add", "x", "-l", "nothing")).toEqual([
      2,
      expect.stringContaining('There is no label "nothing"'),
    ]);
    expect(await refused("add", "x".repeat(501))).toEqual([1, expect.stringContaining("title: is too long")]);
    expect(await refused("edit", "IN-1")).toEqual([2, expect.stringContaining("Specify what to change")]);
    expect(await refused("fly")).toEqual([2, expect.stringContaining("unknown command")]);
    expect((await shell.docket(["--help"])).code).toBe(0);
  });
});

test("an import is previewed, confirmed, run and undone", async () => {
  const file = fileURLToPath(
    new URL("../../../../packages/core/src/workflows/import/todoist/fixtures/house-admin.csv", import.meta.url),
  );
  const worker = startImportWorker(served.world.runtime, 50);
  await shell.docket(["add", "Before the import"]);
  const looked = await shell.docket(["import", file, "--dry-run"]);
  expect(looked.out).toMatch(/^1 projects, \d+ sections, \d+ tasks/);
  expect(await shell.docket(["import", file])).toMatchObject({ code: 2, notes: expect.stringContaining("--yes") });
  expect((await shell.docket(["import", file], { answers: ["n"] })).code).toBe(2);
  const large = path.join(shell.home, "large.csv");
  writeFileSync(large, Buffer.alloc(IMPORT_LIMITS.bytes + 1));
  const refused = { code: 2, notes: expect.stringContaining("is larger than 15 MB") };
  expect(await shell.docket(["import", large])).toMatchObject(refused);

  const many = path.join(shell.home, "many.csv");
  writeFileSync(many, `TYPE,CONTENT,DESCRIPTION\n${`task,a,${"x".repeat(1_990)}\n`.repeat(1_000)}`);
  const sent = await shell.docket(["import", many, "--dry-run"]);
  expect(sent).toMatchObject({ code: 0, out: expect.stringContaining("1000 tasks") });
  expect(sent.notes).toMatch(/Uploading many\.csv … 50 %[^]*100 %/);

  const imported = await shell.docket(["import", file], { answers: ["y"] });
  expect(imported).toMatchObject({ code: 0, out: expect.stringMatching(/^Imported \d+ tasks/) });
  const id = /--undo (\S+)/.exec(imported.out)?.[1] ?? "";
  const undone = await shell.docket(["undo"]);
  expect([undone.code, undone.notes]).toEqual([0, expect.stringContaining(`docket import --undo ${id}`)]);
  expect((await shell.docket(["import", "--undo", id])).out).toContain("Undid the import of");
  await worker.stop();
});

test("an import that would exceed a limit names the limit and imports nothing", async () => {
  const file = path.join(shell.home, "Trip.csv");
  writeFileSync(file, `TYPE,CONTENT,INDENT\ntask,Plan,1\n${"task,Step,2\n".repeat(501)}`);
  expect(await shell.docket(["import", file, "--yes"])).toMatchObject({
    code: 1,
    notes: expect.stringMatching(/500 sub-tasks below a task.*“Plan” \(Trip\.csv, line 2\) would have 501/),
  });
});

test("exports all tasks, with equal output for equal content", async () => {
  await shell.docket(["add", "Export me", "--description", "whole"]);
  const file = path.join(shell.home, "export.json");
  expect((await shell.docket(["export", file])).code).toBe(0);
  const content = JSON.parse(readFileSync(file, "utf8")) as {
    projects: { name: string; tasks: { title: string; description: string }[] }[];
  };
  const titles = content.projects.flatMap(({ tasks }) =>
    tasks.map(({ title, description }) => `${title}: ${description}`),
  );
  expect(titles).toContain("Export me: whole");
  expect((await shell.docket(["export"])).out).toBe(readFileSync(file, "utf8").trimEnd());
  expect(existsSync(`${file}.partial`)).toBe(false);
  expect(await shell.docket(["export", shell.home])).toMatchObject({
    code: 2,
    notes: expect.stringContaining("is not a file"),
  });
});

test("creates, lists and revokes tokens with the password", async () => {
  const answers = [mira.email, PASSWORD];
  const made = await shell.docket(["token", "create", "Nightly", "--scope", "tasks:read", "--days", "7"], { answers });
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^dkt_pat_\S+$/) });
  const list = await shell.docket(["token", "list"], { answers });
  const line = list.out.split("\n").find((one) => one.includes("Nightly")) ?? "";
  expect(line).toContain("(tasks:read; until 2026-11-30, never used)");
  expect(list.out).not.toContain(made.out);
  const ended = await shell.docket(["token", "revoke", line.slice(0, 36)], { answers });
  expect(ended.out).toBe("Revoked Nightly.");
  expect((await shell.docket(["token", "list"], { answers })).out).not.toContain("Nightly");
  expect((await shell.docket(["token", "list"])).code).toBe(2);
});
