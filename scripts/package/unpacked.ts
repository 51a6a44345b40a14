import type { ChildProcess } from "node:child_process";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { end, freePort } from "../bench/servers.ts";

const START_TIMEOUT_MS = 180_000;

/** An unpacked archive, run with an environment that knows nothing of the checkout. */
export type Unpacked = {
  origin: string;
  /** Starts the server and waits until it is ready. Returns what it printed until then. */
  start: () => Promise<{ milliseconds: number; printed: string }>;
  /** Sends SIGTERM and waits for the end. Returns the exit code. */
  stop: () => Promise<number | null>;
  /** Runs a command of the command line. Returns what it printed; throws with its notes when it fails. */
  run: (args: string[], input?: string) => string;
};

/** Unpacks an archive into an empty directory below the temporary one. */
export async function unpack(archive: string): Promise<Unpacked> {
  const parent = mkdtempSync(path.join(os.tmpdir(), "unpacked-"));
  // PostgreSQL runs as another user when this is root, and must get in.
  chmodSync(parent, 0o711);
  execFileSync("tar", ["-xzf", archive, "-C", parent]);
  const [name = ""] = readdirSync(parent);
  const directory = path.join(parent, name);
  const home = path.join(parent, "home");
  mkdirSync(home);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const program = path.join(directory, "docket");
  const options = {
    cwd: parent,
    env: {
      PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`,
      HOME: home,
      TMPDIR: process.env["TMPDIR"],
      PORT: String(port),
      LOG_LEVEL: "warn",
    },
  };
  let server: ChildProcess | undefined;
  return {
    origin,
    start: async () => {
      const startedAt = performance.now();
      const child = spawn(program, ["start"], { ...options, stdio: ["ignore", "pipe", "pipe"] });
      server = child;
      let printed = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => (printed += text));
      }
      // The block with the address is the last that a start prints.
      const isReady = async () => printed.includes("Stop with") && (await answers(`${origin}/readyz`));
      while (!(await isReady())) {
        if (child.exitCode === null && performance.now() - startedAt < START_TIMEOUT_MS) await sleep(50);
        else throw new Error(`The server did not get ready. It printed:\n${printed}`);
      }
      return { milliseconds: performance.now() - startedAt, printed };
    },
    stop: async () => {
      if (server === undefined) return null;
      await end(server);
      return server.exitCode;
    },
    run: (args, input = "") => {
      const { status, stdout, stderr } = spawnSync(program, args, { ...options, input, encoding: "utf8" });
      if (status === 0) return stdout;
      throw new Error(`docket ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
    },
  };
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
