import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export type ProgramRun = { code: number; out: string; notes: string };

/** The shipped command line: a bundled program that runs in its own process. */
export type Bundle = {
  file: string;
  /** Runs the program. Apart from `environment`, only PATH is passed to it. */
  run: (args: string[], environment: Record<string, string>, input?: string) => Promise<ProgramRun>;
  remove: () => void;
};

/** Bundles the command line into a temporary directory. */
export function bundleProgram(): Bundle {
  const directory = mkdtempSync(path.join(os.tmpdir(), "docket-bundle-"));
  const file = path.join(directory, "dist/docket.mjs");
  const app = fileURLToPath(new URL("../..", import.meta.url));
  execFileSync(process.execPath, ["../../scripts/bundle.mjs", "src/main.ts", file, "--split"], { cwd: app });
  return {
    file,
    run: (args, environment, input = "") =>
      new Promise((resolve) => {
        const env = { PATH: process.env["PATH"], ...environment };
        const child = execFile(process.execPath, [file, ...args], { env }, (error, out, notes) =>
          resolve({ code: typeof error?.code === "number" ? error.code : 0, out, notes }),
        );
        child.stdin?.end(input);
      }),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
