import type { WaitReason } from "@docket/client/wait-link";
import type { ClientConfig, Config } from "@docket/core/config";
import type { Command } from "commander";
import type { Connection } from "./remote/connection.ts";
import { connect } from "./remote/connection.ts";
import type { Terminal } from "./terminal.ts";

/** What every command is given. */
export type Cli = {
  terminal: Terminal;
  client: ClientConfig;
  /** Settings of the server on this machine, read when a command needs them. */
  server: () => Config;
};

/** Prints the answer: words for people, or with `--json` the thing itself for programs. */
export function answer({ terminal }: Cli, command: Command, value: unknown, words: string | string[]): void {
  if (isJson(command)) terminal.print(JSON.stringify(value, null, 2));
  else for (const line of [words].flat()) terminal.print(line);
}

export function isJson(command: Command): boolean {
  return command.optsWithGlobals<{ json?: boolean }>().json === true;
}

const WAIT_REASONS: Record<WaitReason, string> = {
  too_many_requests: "Too many requests.",
  unavailable: "The server is busy or restarting.",
};

/** The connection that the last login made. Waits that the server asks for are told beside the answer. */
export function connectionOf({ client, terminal }: Cli): Promise<Connection> {
  return connect(client, (seconds, reason) =>
    terminal.note(`${WAIT_REASONS[reason]} Docket asks to wait ${seconds} s …`),
  );
}
