import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BaselineSettings } from "./baseline-server.ts";

/** A measured server. `headers` are sent with every request. */
export type MeasuredServer = {
  name: string;
  pid: number;
  origin: string;
  headers?: Record<string, string>;
  stop: () => Promise<void>;
};

const START_TIMEOUT_MS = 60_000;

/** Returns a port that is currently unused. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Starts Docket as `npm start` does, with the default settings, on the given data directory.
 *
 * @param options `settings`: environment variables, e.g. the signing key, so that tokens can be created without
 * passwords; `nodeOptions`: options for Node itself, e.g. `--cpu-prof`; `program`: the server of another build, if not
 * of this one
 * @throws Error with the end of its log if it does not become ready
 */
export async function startDocket(options: {
  dataDirectory: string;
  port: number;
  settings: Record<string, string>;
  nodeOptions: string[];
  program?: string;
}): Promise<MeasuredServer> {
  const { dataDirectory, port, settings, nodeOptions, program } = options;
  const command = program === undefined ? ["scripts/run.mjs", "start"] : [program];
  const log = path.join(dataDirectory, "server.log");
  const output = openSync(log, "w");
  const child = spawn(process.execPath, [...nodeOptions, ...command], {
    stdio: ["ignore", output, output],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      DOCKET_DATA: dataDirectory,
      PORT: String(port),
      ...settings,
    },
  });
  const origin = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await isReady(origin))) {
    if (child.exitCode === null && performance.now() < deadline) {
      await sleep(100);
      continue;
    }
    await stopProcess(child);
    throw new Error(`Docket did not start. Its log ends with:\n${readFileSync(log, "utf8").slice(-2000)}`);
  }
  return { name: "Docket", pid: child.pid ?? 0, origin, stop: () => stopProcess(child) };
}

async function isReady(origin: string): Promise<boolean> {
  return fetch(`${origin}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
}

/** Starts the baseline server. */
export async function startBaseline(settings: BaselineSettings): Promise<MeasuredServer> {
  const child = startProcess("baseline-server.ts");
  const port = await sendMessage<number>(child, settings);
  return { name: "bare", pid: child.pid ?? 0, origin: `http://127.0.0.1:${port}`, stop: () => stopProcess(child) };
}

/**
 * Starts a TypeScript file as a child process that communicates through messages.
 *
 * @param file an absolute path, or one relative to this directory
 */
export function startProcess(file: string, nodeOptions: string[] = []): ChildProcess {
  const execArgv = ["--import", "tsx", ...nodeOptions];
  return fork(path.resolve(import.meta.dirname, file), { execArgv, serialization: "advanced" });
}

/**
 * Sends a message to a process started by {@link startProcess} and returns its reply.
 *
 * @throws Error if the process exits instead
 */
export async function sendMessage<Answer>(child: ChildProcess, message: object): Promise<Answer> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const gone = once(child, "exit", { signal }).then(() => Promise.reject(new Error("A process ended too early.")));
  try {
    child.send(message);
    const [answer] = (await Promise.race([once(child, "message", { signal }), gone])) as [Answer];
    return answer;
  } finally {
    waiting.abort();
    await gone.catch(() => undefined);
  }
}

/** Stops a process with SIGTERM and waits for it to exit. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
