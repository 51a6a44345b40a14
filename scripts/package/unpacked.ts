import type { ChildProcess } from "node:child_process";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stopProcess, freePort } from "../bench/servers.ts";

const START_TIMEOUT_MS = 180_000;

/** An unpacked archive. It runs in an environment that contains no path in the repository. */
export type Unpacked = {
  origin: string;
  /** Starts the server and waits until it is ready. Returns the startup time and the server's output. */
  start: () => Promise<{ milliseconds: number; printed: string }>;
  /** Sends SIGTERM, waits for the server to exit, and returns its exit code. */
  stop: () => Promise<number | null>;
  /**
   * Runs a `docket` command and returns its output.
   *
   * @throws Error with the output if it fails
   */
  run: (args: string[], input?: string) => string;
};

/** Unpacks an archive into a new temporary directory. */
export async function unpack(archive: string): Promise<Unpacked> {
  const parent = mkdtempSync(path.join(os.tmpdir(), "unpacked-"));
  // When this script runs as root, PostgreSQL is started as a different user, which needs access to the directory.
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
      // The block that contains the address is the last output during startup.
      const isReady = async () => printed.includes("Stop with") && (await answers(`${origin}/readyz`));
      while (!(await isReady())) {
        if (child.exitCode === null && performance.now() - startedAt < START_TIMEOUT_MS) await sleep(50);
        else throw new Error(`The server did not get ready. It printed:\n${printed}`);
      }
      return { milliseconds: performance.now() - startedAt, printed };
    },
    stop: async () => {
      if (server === undefined) return null;
      await stopProcess(server);
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
