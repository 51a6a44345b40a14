import { backUpInstallation, restoreInstallation } from "@docket/core/backup";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { answer } from "../cli.ts";

export async function backUp(cli: Cli, command: Command, file: string | undefined): Promise<void> {
  const saved = await backUpInstallation(cli.server(), {
    file: file ?? null,
    at: new Date(),
    onStep: cli.terminal.note,
  });
  cli.terminal.note("The keys in the data directory's secrets/ are not in it: keep a copy of them elsewhere.");
  answer(cli, command, saved, `Wrote ${saved.rows} rows of ${saved.tables} tables to ${saved.file}.`);
}

export async function restore(cli: Cli, command: Command, file: string): Promise<void> {
  const saved = await restoreInstallation(cli.server(), { file, at: new Date(), onStep: cli.terminal.note });
  answer(cli, command, saved, [
    `Restored ${saved.rows} rows of ${saved.tables} tables.`,
    "Put back the secrets/ directory too, or everybody signs in again and mails that wait can't be read.",
  ]);
}
