import { DocketError } from "@docket/client/error";
import { ConfigError } from "@docket/core/config";
import { Command, CommanderError } from "commander";
import type { Cli } from "./cli.ts";
import { UsageError } from "./failure.ts";
import { addLocalCommands } from "./local/command.ts";
import { addAdd } from "./remote/add.ts";
import { addDone } from "./remote/done.ts";
import { addEdit } from "./remote/edit.ts";
import { addExport } from "./remote/export.ts";
import { addImport } from "./remote/import.ts";
import { addList } from "./remote/list.ts";
import { addLogin } from "./remote/login.ts";
import { addToken } from "./remote/token.ts";
import { addUndo } from "./remote/undo.ts";

/** How a command ended: well; refused or failed; not understood. */
export type ExitCode = 0 | 1 | 2;

/**
 * Runs one command line.
 *
 * @param args what stands behind `docket`
 * @returns the exit code; whatever went wrong has been said in words
 */
export async function runCommandLine(args: string[], cli: Cli): Promise<ExitCode> {
  const { terminal } = cli;
  const program = new Command("docket")
    .description("Docket on the command line: tasks on any server, and the care of the server on this machine.")
    .option("--json", "answer as JSON")
    .showHelpAfterError("(docket --help shows all commands)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
    });
  program.commandsGroup("Tasks, on the server you are logged in to:");
  for (const add of [addLogin, addAdd, addList, addDone, addEdit, addUndo, addImport, addExport, addToken])
    add(program, cli);
  program.commandsGroup("On the server's machine:");
  addLocalCommands(program, cli);
  try {
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    return explain(error, terminal.note);
  }
}

function explain(error: unknown, note: (line: string) => void): ExitCode {
  // Commander has said it already; asking for help is no mistake.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError || error instanceof ConfigError) {
    note(error.message);
    return 2;
  }
  if (error instanceof DocketError) {
    note(error.message);
    for (const { path, message } of error.issues) note(`  ${path}: ${message}`);
    if (error.code === "unauthorized") note("  Is the token still good? docket login makes a new one.");
    if (error.code === "internal" && error.requestId !== null)
      note(`  The server's log has more under request ${error.requestId}.`);
    return 1;
  }
  note(error instanceof Error ? error.message : String(error));
  return 1;
}
