import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Pool } from "pg";
import { generateKeyRing } from "../../../packages/auth/src/key-ring.ts";
import { closeRuntime } from "../../../packages/core/src/operations/create-runtime.ts";
import { createLocalNotifier } from "../../../packages/core/src/runtime/notifier/local-notifier.ts";
import type { Runtime } from "../../../packages/core/src/runtime/runtime.ts";
import { createPeople } from "../../../packages/core/src/testing/people.ts";
import type { People } from "../../../packages/core/src/testing/people.ts";
import { findEmbedded } from "../../../packages/db/src/embedded/start.ts";
import type { MeasuredServer } from "../../bench/servers.ts";
import { sendMessage, stopProcess, freePort, startDocket, startProcess } from "../../bench/servers.ts";
import type { Population } from "./population.ts";
import { openRuntime, populate } from "./population.ts";
import type { Memory, TargetPorts, TargetSettings } from "./target.ts";

/** An installation to attack, with its data. */
export type Installation = {
  /** The production build with default limits. */
  server: MeasuredServer;
  /** The same code without rate limits (`product`), and a server with the planted vulnerabilities. */
  target: { pid: number; product: string; planted: string; measureMemory: () => Promise<Memory> };
  runtime: Runtime;
  people: People;
  owner: Pool;
  population: Population;
  /** Stops all processes and removes all files. */
  close: () => Promise<void>;
};

/**
 * Starts the production build in a new directory, starts the target process on the same database, and creates the data.
 *
 * @throws Error if one of them does not become ready
 */
export async function createInstallation(): Promise<Installation> {
  const directory = mkdtempSync(path.join(os.tmpdir(), "docket-proof-"));
  const stops: (() => Promise<unknown> | void)[] = [() => rmSync(directory, { recursive: true, force: true })];
  const close = async () => {
    for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await stop();
  };
  try {
    const rings = { authSecrets: generateKeyRing(new Date()), dataSecrets: generateKeyRing(new Date()) };
    const server = await startDocket({
      dataDirectory: directory,
      port: await freePort(),
      settings: { AUTH_SECRETS: rings.authSecrets, DATA_SECRETS: rings.dataSecrets, LOG_LEVEL: "warn" },
      nodeOptions: [],
    });
    stops.push(server.stop);
    const urls = await findEmbedded(directory);
    if (urls === undefined) throw new Error("The embedded database is not to be found.");
    const keys = { issuer: server.origin, directory, ...rings };
    const owner = new Pool({ connectionString: urls.ownerUrl, max: 2 });
    stops.push(() => owner.end());
    const runtime = await openRuntime(urls.appUrl, keys, { notifier: createLocalNotifier() });
    stops.push(async () => {
      await closeRuntime(runtime);
      await runtime.pool.end();
    });
    const child = startProcess(path.join(import.meta.dirname, "target.ts"), ["--expose-gc"]);
    stops.push(() => stopProcess(child));
    const target = await openTarget(child, { appUrl: urls.appUrl, ...keys });
    const people = await createPeople(runtime);
    const population = await populate(people, target.product, owner);
    return { server, target, runtime, people, owner, population, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openTarget(child: ChildProcess, settings: TargetSettings): Promise<Installation["target"]> {
  const ports = await sendMessage<TargetPorts>(child, settings);
  return {
    pid: child.pid ?? 0,
    product: `http://127.0.0.1:${ports.product}`,
    planted: `http://127.0.0.1:${ports.planted}`,
    measureMemory: () => sendMessage<Memory>(child, { measure: true }),
  };
}
