import type { CommandEntry } from "@docket/schema/change";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { answer, connectionOf } from "../cli.ts";
import { UsageError } from "../failure.ts";
import type { Connection } from "./connection.ts";

/** `docket undo`: takes back a command, the last one unless another is named. */
export function addUndo(program: Command, cli: Cli): void {
  program
    .command("undo")
    .description("take back what this login did last")
    .argument("[command]", "id of another command (docket undo --list shows them)")
    .option("--list", "only show what could be taken back")
    .action(async (id: string | undefined, options: { list?: boolean }, command: Command) => {
      const connection = await connectionOf(cli);
      if (options.list === true) {
        const commands = await undoable(connection);
        const lines = commands.map(
          (entry) =>
            `${entry.id}  ${entry.at.slice(0, 19).replace("T", " ")}  ${entry.kind} (${entry.size})${entry.first?.title ? `  ${entry.first.title}` : ""}`,
        );
        answer(cli, command, commands, lines.length === 0 ? "Nothing to take back." : lines);
        return;
      }
      const last = id === undefined ? (await undoable(connection))[0] : undefined;
      const undo = id ?? last?.groupId ?? last?.id;
      if (undo === undefined) throw new UsageError("There is nothing to take back.");
      const result = await connection.workspace.command.undo.mutate({ undo });
      answer(
        cli,
        command,
        result,
        `Taken back: ${last?.kind ?? undo} (${result.size} ${result.size === 1 ? "object" : "objects"})`,
      );
    });
}

async function undoable({ workspace }: Connection): Promise<CommandEntry[]> {
  const { items } = await workspace.command.list.query({ limit: 20 });
  return items.filter(({ canUndo, undoOf }) => canUndo && undoOf === null);
}
