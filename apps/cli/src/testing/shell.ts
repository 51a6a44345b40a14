import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readClientConfig, readConfig } from "@docket/core/runtime/config";
import type { ExitCode } from "../program.ts";
import { runCommandLine } from "../program.ts";

export type Run = { code: ExitCode; out: string; notes: string };

/** A user at a terminal, with a separate home directory. */
export type Shell = {
  home: string;
  /** Runs a command line. `answers` are typed in response to its prompts, in order. `input` is its standard input. */
  docket: (args: string[], typed?: { answers?: string[]; input?: string }) => Promise<Run>;
  /**
   * Runs a command line with `--json` and returns the result.
   *
   * @throws if it fails
   */
  json: (args: string[]) => Promise<unknown>;
  remove: () => void;
};

/**
 * Creates a shell with a temporary home directory.
 *
 * @param settings the settings of the server on this machine, as environment variables
 */
export function openShell(settings: Record<string, string> = {}): Shell {
  const home = mkdtempSync(path.join(os.tmpdir(), "docket-cli-"));
  const docket: Shell["docket"] = async (args, { answers, input = "" } = {}) => {
    const out: string[] = [];
    const notes: string[] = [];
    const waiting = [...(answers ?? [])];
    const terminal = {
      print: (line: string) => void out.push(line),
      note: (line: string) => void notes.push(line),
      progress: (line: string) => void notes.push(line),
      isInteractive: answers !== undefined,
      ask: () => Promise.resolve(waiting.shift() ?? ""),
      readInput: () => Promise.resolve(input),
    };
    const client = readClientConfig({ XDG_CONFIG_HOME: home });
    const code = await runCommandLine(args, { terminal, client, server: () => readConfig(settings) });
    return { code, out: out.join("\n"), notes: notes.join("\n") };
  };
  return {
    home,
    docket,
    json: async (args) => {
      const { code, out, notes } = await docket([...args, "--json"]);
      if (code !== 0) throw new Error(`docket ${args.join(" ")} ended with ${code}: ${notes}`);
      return JSON.parse(out);
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
