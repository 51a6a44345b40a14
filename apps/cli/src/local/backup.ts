import { backUpInstallation, restoreInstallation } from "@docket/core/operations/backup";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult } from "../cli.ts";

/**
 * Writes a backup.
 *
 * @param file undefined for a new file in the data directory's backups/
 */
export async function backUp(cli: Cli, command: Command, file: string | undefined): Promise<void> {
  const saved = await backUpInstallation(cli.server(), {
    file: file ?? null,
    at: new Date(),
    onStep: cli.terminal.note,
  });
  cli.terminal.note(
    "The backup doesn't contain the keys in secrets/ of the data directory. Keep a copy of them elsewhere.",
  );
  printResult(cli, command, saved, `Wrote ${saved.rows} rows of ${saved.tables} tables to ${saved.file}.`);
}

/** Restores a backup into a new, empty installation. */
export async function restore(cli: Cli, command: Command, file: string): Promise<void> {
  const saved = await restoreInstallation(cli.server(), { file, at: new Date(), onStep: cli.terminal.note });
  printResult(cli, command, saved, [
    `Restored ${saved.rows} rows of ${saved.tables} tables.`,
    "Restore the secrets/ directory too. Without it, everyone has to sign in again and unsent emails can't be read.",
  ]);
}
