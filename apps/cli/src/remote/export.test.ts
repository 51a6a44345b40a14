import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { PASSWORD } from "@docket/core/testing/world";
import { serveWorld } from "@docket/server/testing/served-world";
import type { ServedWorld } from "@docket/server/testing/served-world";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Bundle } from "../testing/bundle.ts";
import { bundleProgram } from "../testing/bundle.ts";
import type { Shell } from "../testing/shell.ts";
import { openShell } from "../testing/shell.ts";

// Tests the shipped program, in its own process, against a real server whose connections the test can cut.

vi.setConfig({ testTimeout: 240_000 });

const TASKS = 3_000;

let served: ServedWorld;
let relay: Server;
const callers = new Set<Socket>();
/** Number of response bytes after which the relay cuts the connection. */
let cutAfter = Number.POSITIVE_INFINITY;
let shell: Shell;
let bundle: Bundle;

beforeAll(async () => {
  served = await serveWorld();
  const mira = await served.world.person("Mira");
  await served.world.database.owner.pool.query(
    `INSERT INTO task (workspace_id, id, project_id, number, title, description, rank, created_by)
     SELECT $1::uuid, gen_random_uuid(), $2::uuid, 100 + n, 'Task ' || n, repeat('word ', 200), 'a' || lpad(n::text, 6, '0'), $3::uuid
     FROM generate_series(1, ${TASKS}) n`,
    [mira.workspaceId, mira.inboxId, mira.id],
  );
  relay = createServer((caller) => {
    callers.add(caller);
    const server = connect(served.port, "127.0.0.1");
    let passed = 0;
    server.on("data", (bytes) => {
      passed += bytes.length;
      if (passed <= cutAfter) return caller.write(bytes);
      caller.destroy();
      server.destroy();
    });
    server.on("end", () => caller.end());
    caller.on("data", (bytes) => server.write(bytes));
    caller.on("close", () => {
      callers.delete(caller);
      server.destroy();
    });
    for (const socket of [caller, server]) socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  shell = openShell();
  const url = `http://127.0.0.1:${(relay.address() as AddressInfo).port}`;
  await shell.docket(["login", url], { answers: [mira.email, PASSWORD] });
  bundle = bundleProgram();
});
afterAll(async () => {
  bundle.remove();
  shell.remove();
  const closed = new Promise((resolve) => relay.close(resolve));
  // Clients keep their connections open for further calls, so they must be closed here.
  for (const caller of callers) caller.destroy();
  await closed;
  await served.close();
});

const docket = (...args: string[]) => bundle.run(args, { XDG_CONFIG_HOME: shell.home });
const fileOf = (name: string) => path.join(shell.home, name);

test("an export whose connection is cut fails and leaves an existing file unchanged", async () => {
  const before = readdirSync(shell.home);
  cutAfter = 1_000_000;
  const cut = await docket("export", fileOf("new.json"));
  expect(cut).toMatchObject({ code: 1, out: "", notes: expect.stringContaining("was cut off before its end") });
  expect(cut.notes.trim().split("\n")).toHaveLength(1);
  expect(readdirSync(shell.home)).toEqual(before);

  writeFileSync(fileOf("old.json"), "an earlier export");
  expect((await docket("export", fileOf("old.json"))).code).toBe(1);
  expect(readFileSync(fileOf("old.json"), "utf8")).toBe("an earlier export");
  expect((await docket("export")).code).toBe(1);

  cutAfter = Number.POSITIVE_INFINITY;
  expect((await docket("export", fileOf("old.json"))).code).toBe(0);
  const whole = JSON.parse(readFileSync(fileOf("old.json"), "utf8")) as { projects: { tasks: unknown[] }[] };
  expect(whole.projects.flatMap(({ tasks }) => tasks)).toHaveLength(TASKS);
});

test("shows no progress if standard error is not a terminal", async () => {
  const file = fileOf("quiet.json");
  expect(await docket("export", file)).toEqual({ code: 0, out: "", notes: `Wrote 1 projects to ${file}.\n` });
});

// script(1) runs a program in a pseudo-terminal.
test.runIf(process.platform === "linux" && existsSync("/usr/bin/script"))("shows progress at a terminal", async () => {
  const command = `"${process.execPath}" "${bundle.file}" export "${fileOf("watched.json")}"`;
  const { stdout } = await promisify(execFile)("script", ["-qec", command, "/dev/null"], {
    env: { PATH: process.env["PATH"], XDG_CONFIG_HOME: shell.home },
  });
  expect(stdout).toMatch(/Exporting … 50 %[^]*Exporting … 100 %[^]*Wrote 1 projects/);
});
