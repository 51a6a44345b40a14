import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readConfig } from "@docket/core/runtime/config";
import { createWorld } from "@docket/core/testing/world";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer } from "./process.ts";
import { startErrorMessage } from "./start-error-message.ts";
import { send } from "./testing/front-world.ts";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), "docket-start-"));
  // When this test runs as root, PostgreSQL is started as a different user, which needs access to the directory.
  // Otherwise the cluster would be created elsewhere.
  chmodSync(directory, 0o711);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const settings = (more: Record<string, string> = {}) =>
  readConfig({ NODE_ENV: "test", PORT: "0", LOG_LEVEL: "silent", DOCKET_DATA: path.join(directory, "data"), ...more });

const mount = async () => ({
  pages: async (_: unknown, response: { end: (body: string) => void }) => response.end("a page"),
  close: () => Promise.resolve(),
});

test("the first start creates the installation, the second uses it, and both stop completely", async () => {
  const steps: string[] = [];
  const first = await startServer(settings(), (words) => steps.push(words), mount);
  const { facts } = first;
  const port = Number(new URL(facts.address).port);
  expect(steps.join()).toMatch(/Creating the database.*Migrating the database/);
  expect(facts.data).toBe(path.join(directory, "data"));
  expect(facts.setupLink).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/setup#.{20,}$`));
  const file = path.join(directory, "data", "setup-link");
  expect(readFileSync(file, "utf8").trim()).toBe(facts.setupLink);
  expect(statSync(file).mode & 0o077).toBe(0);

  for (const where of ["/healthz", "/readyz", "/"]) expect((await send({ port, path: where })).status).toBe(200);
  const refused = await send({ port, path: "/api/trpc/task.get?input=%7B%7D" });
  expect(JSON.parse(refused.body)).toMatchObject({ error: { data: { refusal: { code: "unauthorized" } } } });
  await expect(startServer(settings(), () => undefined, mount)).rejects.toMatchObject({
    code: "data_directory_in_use",
  });
  await Promise.all([first.stop(), first.stop()]);
  await expect(send({ port, path: "/healthz" })).rejects.toMatchObject({ code: "ECONNREFUSED" });

  steps.length = 0;
  const second = await startServer(settings(), (words) => steps.push(words), mount);
  expect(steps).toEqual([]);
  expect(second.facts.setupLink).not.toBe(facts.setupLink);
  await second.stop();
});

describe("a failed start", () => {
  const untouched = () => path.join(directory, "untouched");
  const problem = async (more: Record<string, string>) => {
    const config = settings({ DOCKET_DATA: untouched(), ...more });
    const error = await startServer(config, () => undefined, mount).then(
      (server) => server.stop().then(() => null),
      (refusal: unknown) => refusal,
    );
    return startErrorMessage(error, config);
  };

  test("because the port is in use suggests another one and creates nothing", async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, "127.0.0.1", resolve));
    const { port } = blocker.address() as AddressInfo;
    expect(await problem({ PORT: String(port) })).toContain(`Port ${port} on 127.0.0.1 is in use`);
    expect(existsSync(untouched())).toBe(false);
    blocker.close();
  });

  test("because HOST is another machine's address says so and creates nothing", async () => {
    expect(await problem({ HOST: "192.0.2.1" })).toContain("HOST=192.0.2.1 is not an address of this machine");
    expect(await problem({ HOST: "no.such.host.invalid" })).toContain("is not an address of this machine");
    expect(existsSync(untouched())).toBe(false);
  });

  test("because of a weak secret says how to create one and creates nothing", async () => {
    expect(await problem({ AUTH_SECRETS: "k:c2hvcnQ=" })).toMatch(/^AUTH_SECRETS: .*openssl rand/);
    expect(await problem({ DATA_SECRETS: "k:c2hvcnQ=" })).toMatch(/^DATA_SECRETS: .*openssl rand/);
    expect(existsSync(untouched())).toBe(false);
  });

  test("because the data directory is a file says so", async () => {
    const file = path.join(directory, "a-file");
    writeFileSync(file, "");
    expect(await problem({ DOCKET_DATA: path.join(file, "data") })).toContain("DOCKET_DATA");
    expect(await problem({ DOCKET_DATA: file })).toContain("it is a file");
  });

  test.runIf(existsSync("/proc"))("because the data directory can't be created says so", async () => {
    expect(await problem({ DOCKET_DATA: "/proc/docket/data" })).toMatch(/no directory can be created.*Set DOCKET_DATA/);
  });

  test("because the database can't be used says why and creates no keys", async () => {
    const { database, close } = await createWorld();
    try {
      const other = (change: (url: URL) => void) => {
        const url = new URL(database.ownerUrl);
        change(url);
        return url.href;
      };
      expect(await problem({ DATABASE_URL: "postgresql://docket@127.0.0.1:9/docket" })).toContain("cannot be reached");
      expect(await problem({ DATABASE_URL: other((url) => (url.password = "wrong")) })).toMatch(/refuses.*password/);
      expect(await problem({ DATABASE_URL: other((url) => (url.pathname = "/none")) })).toContain('no database "none"');
      const badApp = { DATABASE_URL: other((url) => (url.password = "wrong")), DATABASE_OWNER_URL: database.ownerUrl };
      expect(await problem(badApp)).toMatch(/refuses.*password/);
      await database.owner.pool.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, started_at, applied_steps_count)
         VALUES ('newer', 'x', '29990101000000_from_the_future', now(), now(), 1)`,
      );
      expect(await problem({ DATABASE_URL: database.ownerUrl })).toContain("29990101000000_from_the_future");
      expect(existsSync(untouched())).toBe(false);
    } finally {
      await close();
    }
  });
});

describe("the server process", () => {
  const server = fileURLToPath(new URL("..", import.meta.url));
  const run = promisify(execFile);
  // Builds with the package's own script, because `npm start` runs the same `dist`.
  beforeAll(() => run("npm", ["run", "build"], { cwd: server }));

  test.each([
    ["a port that is none", { PORT: "70000" }, /^A setting in the environment can't be used\. PORT: .+\n$/],
    ["a mode that is none", { NODE_ENV: "prod" }, /NODE_ENV/],
    ["an address that is none", { APP_URL: "tasks.example.org" }, /APP_URL/],
  ])("prints one sentence and exits with code 1 for %s", async (_, more, expected) => {
    const env = { PATH: process.env.PATH, DOCKET_DATA: path.join(directory, "untouched"), ...more };
    const failure = await run(process.execPath, ["dist/main.js"], { cwd: server, env }).catch(
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
    expect(failure).toMatchObject({ code: 1, stdout: "" });
    expect(failure.stderr.trimStart()).toMatch(expected);
    expect(failure.stderr.trim().split("\n")).toHaveLength(1);
    expect(existsSync(path.join(directory, "untouched"))).toBe(false);
  });
});
