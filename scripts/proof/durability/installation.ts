import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { createClient, newId } from "../../../packages/client/src/client.ts";
import { createSessionClient } from "../../../packages/client/src/session-client.ts";
import { readPostmasterPid } from "../../../packages/db/src/embedded/postmaster-pid.ts";
import { findEmbedded } from "../../../packages/db/src/embedded/start.ts";
import { freePort } from "../../bench/servers.ts";
import type { CuttingProxy } from "./cutting-proxy.ts";
import { createCuttingProxy } from "./cutting-proxy.ts";
import type { WriterContext } from "./writer.ts";

/** A production build of Docket with its embedded PostgreSQL. Tests can kill either process. */
export type Installation = {
  directory: string;
  proxy: CuttingProxy;
  /**
   * Runs `work` on a new connection as the owner of the tables. An existing connection would not survive a restart of
   * PostgreSQL.
   */
  asOwner: <Answer>(work: (client: Client) => Promise<Answer>) => Promise<Answer>;
  desk: WriterContext;
  /** The server's process ID, and those of PostgreSQL. The first of `postgresPids` is the postmaster. */
  serverPid: () => number;
  postgresPids: () => number[];
  /**
   * Starts the server if it is not running and waits until it accepts a write. Returns the elapsed time in
   * milliseconds.
   */
  recover: () => Promise<number>;
  /** Returns the status of `/readyz`. */
  readyStatus: () => Promise<number>;
  close: () => Promise<void>;
};

const ACCOUNT = { email: "ada@example.org", name: "Ada", password: "correct horse battery staple" };
const WRITABLE_WITHIN_MS = 90_000;

type InstallationOptions = {
  diskMegabytes?: number | undefined;
  env?: Record<string, string>;
  preload?: string;
};

/**
 * Creates an installation in a new directory.
 *
 * @param random returns a number from 0 to 1
 * @param options `diskMegabytes`: size of a separate file system for the installation (requires root); omit to use the
 *   regular one. `env`: further settings of the server. `preload`: a module that is loaded into the server first
 * @throws Error with the end of the log if it does not start
 */
export async function createInstallation(
  random: () => number,
  { diskMegabytes, env = {}, preload }: InstallationOptions = {},
): Promise<Installation> {
  const directory = mkdtempSync(path.join(os.tmpdir(), "docket-durability-"));
  if (diskMegabytes !== undefined)
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${diskMegabytes}m,mode=711`, "docket-durability", directory]);
  // When this script runs as root, PostgreSQL is started as a different user, which needs access to the directory.
  chmodSync(directory, 0o711);
  const data = path.join(directory, "data");
  mkdirSync(data);
  chmodSync(data, 0o711);
  const port = await freePort();
  const proxy = await createCuttingProxy(port, random);
  const server = createServerProcess(data, port, { env, preload });
  const closeFiles = () => {
    if (diskMegabytes !== undefined) execFileSync("umount", ["--lazy", directory]);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await server.start();
    const desk = await createWriterContext(proxy.origin, data);
    return {
      directory,
      proxy,
      asOwner: (work) => asOwner(data, work),
      desk,
      serverPid: server.pid,
      postgresPids: () => postgresPids(data),
      recover: async () => {
        const startedAt = performance.now();
        await server.start();
        await untilWritable(desk);
        return performance.now() - startedAt;
      },
      readyStatus: server.readyStatus,
      close: async () => {
        await proxy.close();
        await server.stop();
        closeFiles();
      },
    };
  } catch (error) {
    await proxy.close();
    await server.stop();
    closeFiles();
    throw error;
  }
}

/** Creates a controller that starts and stops the server running on a data directory. */
function createServerProcess(data: string, port: number, { env, preload }: InstallationOptions) {
  const args = preload === undefined ? [] : ["--import", preload];
  const origin = `http://127.0.0.1:${port}`;
  const log = path.join(path.dirname(data), "server.log");
  let child: ChildProcess | undefined;
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const readyStatus = () =>
    fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(10_000) }).then(
      (response) => response.status,
      () => 0,
    );
  return {
    pid: () => child?.pid ?? 0,
    readyStatus,
    start: async () => {
      const output = openSync(log, "a");
      const deadline = performance.now() + WRITABLE_WITHIN_MS;
      for (;;) {
        // After the server is killed, PostgreSQL keeps running for a moment and can make the next start fail.
        if (!isRunning()) {
          child = spawn(process.execPath, [...args, "apps/server/dist/main.js"], {
            stdio: ["ignore", output, output],
            env: {
              PATH: process.env.PATH,
              NODE_ENV: "production",
              DOCKET_DATA: data,
              PORT: String(port),
              LOG_LEVEL: "warn",
              LIMIT_WRITES: "1000000",
              LIMIT_READS: "1000000",
              ...env,
            },
          });
        }
        if ((await readyStatus()) === 200) return;
        if (performance.now() > deadline)
          throw new Error(`Docket did not get ready. Its log ends with:\n${readFileSync(log, "utf8").slice(-2000)}`);
        await sleep(100);
      }
    },
    stop: async () => {
      if (!child || !isRunning()) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/**
 * Connects as the owner of the tables. The URL is read each time, because each start of the server uses a different
 * socket.
 */
async function asOwner<Answer>(data: string, work: (client: Client) => Promise<Answer>): Promise<Answer> {
  const urls = await findEmbedded(data);
  if (!urls) throw new Error("The embedded database is not to be found.");
  const client = new Client({ connectionString: urls.ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Completes the setup as the first user would, and returns a client with an API token. */
async function createWriterContext(url: string, data: string): Promise<WriterContext> {
  const token = readFileSync(path.join(data, "setup-link"), "utf8").trim().split("#")[1] ?? "";
  const person = createSessionClient({ url });
  await person.setup.complete.mutate({ ...ACCOUNT, token });
  const made = await person.apiToken.create.mutate({
    id: newId(),
    name: "Writers",
    scopes: ["tasks:read", "tasks:write", "projects:read", "projects:write"],
  });
  const docket = createClient({ url, token: made.token });
  const [workspace] = (await docket.workspace.list.query({})).items;
  if (!workspace) throw new Error("The first account has no workspace.");
  const projectId = newId();
  await docket.workspace(workspace.id).project.create.mutate({ id: projectId, name: "Durability" });
  return { docket, workspaceId: workspace.id, projectId };
}

/** Waits until a write is acknowledged. */
async function untilWritable({ docket, workspaceId }: WriterContext): Promise<void> {
  const deadline = performance.now() + WRITABLE_WITHIN_MS;
  for (;;) {
    const written = await docket
      .workspace(workspaceId)
      .project.create.mutate({ id: newId(), name: "Trial" })
      .then(
        () => true,
        (error: unknown) => {
          if (performance.now() > deadline) throw error;
          return false;
        },
      );
    if (written) return;
    await sleep(100);
  }
}

/** Returns the process IDs of a data directory's postmaster and of its children. */
function postgresPids(data: string): number[] {
  const postmaster = readPostmasterPid(path.join(data, "postgres"))?.pid;
  if (postmaster === undefined) return [];
  const children = execFileSync("ps", ["-o", "pid=", "--ppid", String(postmaster)], { encoding: "utf8" });
  return [postmaster, ...children.split("\n").map(Number).filter(Boolean)];
}
