import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BareSettings } from "./bare.ts";

/** A server under measurement. */
export type Subject = { name: string; pid: number; origin: string; stop: () => Promise<void> };

const START_TIMEOUT_MS = 60_000;

/** A port that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Starts Docket the way `npm start` does, with its defaults, on a data directory of its own.
 *
 * @param settings by their names in the environment, e.g. the signing key, with which people can be signed in without their passwords
 * @param nodeOptions what Node itself is told, e.g. `--cpu-prof`
 * @throws Error with the end of its log when it does not get ready
 */
export async function startDocket(options: {
  dataDirectory: string;
  port: number;
  settings: Record<string, string>;
  nodeOptions: string[];
}): Promise<Subject> {
  const { dataDirectory, port, settings, nodeOptions } = options;
  const log = path.join(dataDirectory, "server.log");
  const output = openSync(log, "w");
  const child = spawn(process.execPath, [...nodeOptions, "scripts/start.mjs"], {
    stdio: ["ignore", output, output],
    env: { PATH: process.env.PATH, DOCKET_DATA: dataDirectory, PORT: String(port), ...settings },
  });
  const origin = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await isReady(origin))) {
    if (child.exitCode === null && performance.now() < deadline) {
      await sleep(100);
      continue;
    }
    await end(child);
    throw new Error(`Docket did not start. Its log ends with:\n${readFileSync(log, "utf8").slice(-2000)}`);
  }
  return { name: "Docket", pid: child.pid ?? 0, origin, stop: () => end(child) };
}

async function isReady(origin: string): Promise<boolean> {
  return fetch(`${origin}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
}

/** Starts the yardstick on the same database. */
export async function startBare(settings: BareSettings): Promise<Subject> {
  const child = startProcess("bare.ts");
  const port = await ask<number>(child, settings);
  return { name: "bare", pid: child.pid ?? 0, origin: `http://127.0.0.1:${port}`, stop: () => end(child) };
}

/** Starts a TypeScript file as a process that is spoken to by messages; its path is absolute, or begins beside this file. */
export function startProcess(file: string, nodeOptions: string[] = []): ChildProcess {
  const execArgv = ["--import", "tsx", ...nodeOptions];
  return fork(path.resolve(import.meta.dirname, file), { execArgv, serialization: "advanced" });
}

/**
 * Sends a message to such a process and waits for its answer.
 *
 * @throws Error when the process ends instead
 */
export async function ask<Answer>(child: ChildProcess, message: object): Promise<Answer> {
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

/** Ends a process in good order and waits for it. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
