import type { CommandEntry } from "@docket/schema/change";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { openConnection, readAll } from "./connection.ts";
import type { Connection } from "./connection.ts";

/** Adds `docket undo`, which undoes the given command or the last command of this login. */
export function addUndo(program: Command, cli: Cli): void {
  program
    .command("undo")
    .description("undo the last change made with this login")
    .argument("[command]", "id of another change (see docket undo --list)")
    .option("--list", "only list what can be undone")
    .action(async (id: string | undefined, options: { list?: boolean }, command: Command) => {
      const connection = await openConnection(cli);
      if (options.list === true) {
        const commands = (await listCommands(connection)).filter(isUndoable);
        const lines = commands.map(
          (entry) =>
            `${entry.id}  ${entry.at.slice(0, 19).replace("T", " ")}  ${entry.kind} (${entry.size})${entry.first?.title ? `  ${entry.first.title}` : ""}`,
        );
        printResult(cli, command, commands, lines.length === 0 ? "Nothing to undo." : lines);
        return;
      }
      const commands = id === undefined ? await listCommands(connection) : [];
      const last = commands.find(isUndoable);
      const undo = id ?? last?.groupId ?? last?.id;
      if (undo === undefined) throw new UsageError("Nothing to undo.");
      const result = await connection.workspace.command.undo.mutate({ undo });
      const what = `${last?.kind ?? undo} (${result.size} ${result.size === 1 ? "item" : "items"})`;
      const title = last?.first?.title;
      printResult(cli, command, result, `Undid: ${what}${title ? `: ${title}` : ""}`);
      const since = commands.find((entry) => entry === last || entry.kind.startsWith("import."));
      if (since?.kind === "import.batch")
        cli.terminal.note(`The import since then was not undone. To undo it: docket import --undo ${since.groupId}`);
    });
}

/** Up to this many of this login's commands are searched. A large import consists of many commands. */
const MAX_SEARCHED_COMMANDS = 500;

/** Returns the commands of this login, newest first. */
function listCommands({ workspace }: Connection): Promise<CommandEntry[]> {
  return readAll((page) => workspace.command.list.query(page), MAX_SEARCHED_COMMANDS);
}

function isUndoable({ canUndo, undoOf }: CommandEntry): boolean {
  return canUndo && undoOf === null;
}
