import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { PASSWORD } from "@docket/core/testing/world";
import { serveWorld } from "@docket/server/testing/served-world";
import type { ServedWorld } from "@docket/server/testing/served-world";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Bundle } from "../testing/bundle.ts";
import { bundleProgram } from "../testing/bundle.ts";
import type { Shell } from "../testing/shell.ts";
import { openShell } from "../testing/shell.ts";

// Tests the shipped program, in its own process, against a real server.

// Each call starts a process.
vi.setConfig({ testTimeout: 240_000 });

let served: ServedWorld;
let shell: Shell;
let bundle: Bundle;

beforeAll(async () => {
  served = await serveWorld();
  const mira = await served.world.person("Mira");
  shell = openShell();
  await shell.docket(["login", `http://127.0.0.1:${served.port}`], { answers: [mira.email, PASSWORD] });
  bundle = bundleProgram();
});
afterAll(async () => {
  bundle.remove();
  shell.remove();
  await served.close();
});

const docket = (args: string[], input?: string) => bundle.run(args, { XDG_CONFIG_HOME: shell.home }, input);
const outputOf = async (...args: string[]) => {
  const { code, out, notes } = await docket(args);
  expect([code, notes]).toEqual([0, ""]);
  return out.trimEnd();
};
const json = async (...args: string[]) => JSON.parse(await outputOf(...args, "--json")) as unknown;

test("creates a project with sections, labels, tasks and sub-tasks, and lists them as a tree", async () => {
  expect(await outputOf("project", "create", "House", "--key", "house", "--color", "green")).toBe(
    "Created project House (HOUSE).",
  );
  expect(await outputOf("section", "create", "house", "This", "spring")).toBe("Created section This spring in House.");
  expect(await outputOf("label", "create", "errands")).toBe("Created label errands.");
  await outputOf("add", "Paint the fence", "-p", "HOUSE", "-s", "this");
  await outputOf("add", "Buy paint", "--parent", "HOUSE-1", "-l", "errands");
  await outputOf("add", "Sweep", "-p", "HOUSE");
  expect(await outputOf("project", "list")).toMatch(/^HOUSE\s+House$/m);
  expect(await outputOf("section", "list", "HOUSE")).toBe("This spring");
  expect(await outputOf("label", "list")).toBe("errands");
  expect(await outputOf("ls", "-p", "HOUSE")).toBe(
    [
      "House (HOUSE)",
      "  [ ] HOUSE-3  Sweep",
      "  This spring",
      "    [ ] HOUSE-1  Paint the fence",
      "      [ ] HOUSE-2  Buy paint  (@errands)",
    ].join("\n"),
  );
  expect(await outputOf("ls", "-p", "HOUSE", "--section", "this")).not.toContain("Sweep");
  expect(await json("ls", "-l", "errands")).toMatchObject([
    { key: "HOUSE-2", project: { key: "HOUSE", name: "House" }, section: "This spring", labels: ["errands"] },
  ]);
});

test("if two projects have the same key, finds a task by number, or asks for an ID if ambiguous", async () => {
  await outputOf("project", "create", "Shared house", "--key", "shared");
  await outputOf("add", "Rake the leaves", "-p", "SHARED");
  const { pool } = served.world.database.owner;
  const rename = (from: string, to: string) =>
    pool.query("UPDATE project SET key = $2 WHERE key = $1 AND name = 'Shared house'", [from, to]);
  // Keys can become ambiguous when a colleague shares a project.
  await rename("SHARED", "HOUSE");
  try {
    expect(await outputOf("show", "HOUSE-3")).toContain("Sweep");
    const { code, notes } = await docket(["show", "HOUSE-1"]);
    expect(code).toBe(2);
    expect(notes).toMatch(/"HOUSE-1" could be [0-9a-f-]{36} \(.*Use the id\./);
    expect((await docket(["ls", "-p", "HOUSE"])).notes).toMatch(/HOUSE \(House\) [0-9a-f-]{36}.*Use the id\./);
  } finally {
    await rename("HOUSE", "SHARED");
  }
});

test("comments on, shows, moves, completes, reopens, deletes and restores a task", async () => {
  expect(await outputOf("comment", "HOUSE-1", "It", "needs", "two", "coats")).toBe(
    "Commented on HOUSE-1: Paint the fence",
  );
  expect((await docket(["comment", "HOUSE-1", "-"], "From a file\n")).code).toBe(0);
  const shown = await outputOf("show", "HOUSE-1");
  for (const part of ["HOUSE-1  Paint the fence", "Section:  This spring", "HOUSE-2", "two coats", "From a file"])
    expect(shown).toContain(part);
  expect(await json("show", "HOUSE-1")).toMatchObject({
    key: "HOUSE-1",
    subtasks: [{ key: "HOUSE-2", labels: ["errands"] }],
    comments: [{ body: "It needs two coats" }, { body: "From a file" }],
  });
  expect(await outputOf("move", "HOUSE-3", "-s", "This spring")).toBe("HOUSE-3 moved to This spring: Sweep");
  expect(await outputOf("move", "HOUSE-3", "--parent", "HOUSE-1")).toContain("HOUSE-3 moved");
  expect(await json("show", "HOUSE-1")).toMatchObject({ subtasks: [{ key: "HOUSE-2" }, { key: "HOUSE-3" }] });
  expect(await outputOf("done", "HOUSE-3")).toContain("HOUSE-3 done: Sweep");
  expect(await outputOf("reopen", "HOUSE-3")).toContain("HOUSE-3 reopened: Sweep");
  expect(await outputOf("delete", "HOUSE-1")).toContain("HOUSE-1 moved to the trash: Paint the fence");
  expect(await outputOf("ls", "-p", "HOUSE")).toBe("No tasks.");
  expect(await outputOf("undo")).toContain("Paint the fence");
  expect(await outputOf("ls", "-p", "HOUSE")).toContain("HOUSE-1");
});

test("with --json, prints an error as an object", async () => {
  const failure = async (...args: string[]) => {
    const { code, out } = await docket([...args, "--json"]);
    return { code, ...(JSON.parse(out) as object) };
  };
  expect(await failure("show", "HOUSE-99")).toEqual({
    code: 2,
    error: { code: "usage", message: "There is no task HOUSE-99." },
  });
  expect(await failure("project", "create", "House", "--key", "HOUSE")).toMatchObject({
    code: 1,
    error: { code: "conflict", status: 409, requestId: expect.any(String) },
  });
  expect(await failure("ls", "--nonsense")).toMatchObject({ code: 2, error: { code: "usage" } });
});

test("exits without an error if the reader of its output closes the pipe", async () => {
  const run = `"${process.execPath}" "${bundle.file}" ls --json | true; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = await promisify(execFile)("bash", ["--norc", "-c", run], {
    env: { PATH: process.env["PATH"], XDG_CONFIG_HOME: shell.home },
  });
  expect([stdout.trim(), stderr]).toEqual(["0", ""]);
});

test("prints the version, and help with examples for every command", async () => {
  expect(await outputOf("--version")).toMatch(/^\d+\.\d+\.\d+$/);
  for (const command of ["add", "ls", "show", "done", "reopen", "delete", "edit", "move", "comment"])
    expect(await outputOf(command, "--help")).toMatch(/Examples?:\n {2}docket/);
});

describe("completion", () => {
  const complete = async (...words: string[]) => (await outputOf("__complete", "--", ...words)).split("\n");

  test("completes commands, options and choices", async () => {
    expect(await complete("pro")).toEqual(["project"]);
    expect(await complete("project", "")).toEqual(["list", "create", "help"]);
    expect(await complete("ls", "--over")).toEqual(["--overdue"]);
    expect(await complete("ls", "--status", "c")).toEqual(["cancelled"]);
    expect(await complete("completion", "")).toEqual(["bash", "zsh", "fish"]);
  });

  test("works in bash", async () => {
    const bin = path.join(shell.home, "bin");
    mkdirSync(bin, { recursive: true });
    writeFileSync(path.join(bin, "docket"), `#!/bin/sh\nexec "${process.execPath}" "${bundle.file}" "$@"\n`);
    chmodSync(path.join(bin, "docket"), 0o755);
    const script = `eval "$(docket completion bash)"; COMP_WORDS=(docket section c); COMP_CWORD=2; _docket; echo "\${COMPREPLY[@]}"`;
    const { stdout } = await promisify(execFile)("bash", ["--norc", "-c", script], {
      env: { PATH: `${bin}:${process.env["PATH"] ?? ""}`, XDG_CONFIG_HOME: shell.home },
    });
    expect(stdout.trim()).toBe("create");
  });

  test("has a script for each shell", async () => {
    expect(await outputOf("completion", "zsh")).toMatch(/^#compdef docket\n/);
    expect(await outputOf("completion", "fish")).toMatch(/^complete -c docket /);
    expect((await docket(["completion", "tcsh"])).code).toBe(2);
  });
});
