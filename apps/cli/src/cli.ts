import type { ClientConfig, Config } from "@docket/core/runtime/config";
import type { Command } from "commander";
import type { Terminal } from "./terminal.ts";

/** The context passed to every command. */
export type Cli = {
  terminal: Terminal;
  client: ClientConfig;
  /** Reads the settings of the server on this machine. Called lazily, only by commands that need them. */
  server: () => Config;
};

/** Prints the result of a command, either as text or, with `--json`, as the value itself. */
export function printResult({ terminal }: Cli, command: Command, value: unknown, words: string | string[]): void {
  if (isJson(command)) terminal.print(JSON.stringify(value, null, 2));
  else for (const line of [words].flat()) terminal.print(line);
}

/** Returns whether the command line has `--json`. */
export function isJson(command: Command): boolean {
  return command.optsWithGlobals<{ json?: boolean }>().json === true;
}
