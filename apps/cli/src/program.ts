import { DocketError } from "@docket/client/error";
import { ConfigError } from "@docket/core/runtime/config";
import { Command, CommanderError } from "commander";
import manifest from "../package.json" with { type: "json" };
import type { Cli } from "./cli.ts";
import { addCompletion } from "./completion.ts";
import { FaultsFound, UsageError } from "./failure.ts";
import { addLocalCommands } from "./local/command.ts";
import { addAdd } from "./remote/add.ts";
import { addChanges, addComment, addMove } from "./remote/change-tasks.ts";
import { addEdit } from "./remote/edit.ts";
import { addExport } from "./remote/export.ts";
import { addImport } from "./remote/import.ts";
import { addList } from "./remote/list.ts";
import { addLogin } from "./remote/login.ts";
import { addOrganize } from "./remote/organize.ts";
import { addShow } from "./remote/show.ts";
import { addToken } from "./remote/token.ts";
import { addUndo } from "./remote/undo.ts";

const TASK_COMMANDS = [
  addLogin,
  addAdd,
  addList,
  addShow,
  addChanges,
  addEdit,
  addMove,
  addComment,
  addUndo,
  addOrganize,
  addImport,
  addExport,
  addToken,
];

/** The result of a command: 0 for success, 1 for a failure, 2 for invalid usage. */
export type ExitCode = 0 | 1 | 2;

/**
 * Runs one command line. Errors are printed, not thrown.
 *
 * @param args the arguments after `docket`
 */
export async function runCommandLine(args: string[], cli: Cli): Promise<ExitCode> {
  const { terminal } = cli;
  const program = new Command("docket")
    .description("Docket on the command line: manage tasks on any server, and the server on this machine.")
    .version(manifest.version, "-V, --version", "print the version")
    .option("--json", "print results and errors as JSON")
    .showHelpAfterError("(docket --help shows all commands)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
    });
  program.commandsGroup("Tasks, on the server you are logged in to:");
  for (const add of TASK_COMMANDS) add(program, cli);
  program.commandsGroup("On the server's machine:");
  addLocalCommands(program, cli);
  program.commandsGroup("Besides:");
  addCompletion(program, cli);
  try {
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    // Help and the findings of a check are results, which have already been printed.
    const isAnswered = error instanceof FaultsFound || (error instanceof CommanderError && error.exitCode === 0);
    if (isAnswered || !args.includes("--json")) return printError(error, terminal.note);
    terminal.print(JSON.stringify({ error: errorObject(error) }, null, 2));
    return exitCodeOf(error);
  }
}

/** Returns the object that `--json` prints for an error in place of the result. */
function errorObject(error: unknown): object {
  if (error instanceof DocketError) {
    const { code, status, message, issues, details, requestId } = error;
    return { code, status, message, issues, ...(details !== undefined && { details }), requestId };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: exitCodeOf(error) === 2 ? "usage" : "failed", message };
}

function exitCodeOf(error: unknown): ExitCode {
  return [UsageError, ConfigError, CommanderError].some((mistake) => error instanceof mistake) ? 2 : 1;
}

function printError(error: unknown, note: (line: string) => void): ExitCode {
  // Commander has already printed its own message. A request for help is not an error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof DocketError) {
    note(error.message);
    for (const { path, message } of error.issues) note(`  ${path}: ${message}`);
    if (error.code === "unauthorized") note("  The token may have expired. Run docket login to create a new one.");
    if (error.code === "internal" && error.requestId !== null)
      note(`  See the server's log for request ${error.requestId}.`);
    return 1;
  }
  note(error instanceof Error ? error.message : String(error));
  return exitCodeOf(error);
}
