import { upgradeDatabase } from "@docket/core/operations/upgrade-database";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult } from "../cli.ts";

/**
 * Upgrades the database from an older PostgreSQL version to the current one.
 *
 * @param binaries the directory with the older version's binaries; undefined to download them from npm
 */
export async function upgrade(cli: Cli, command: Command, binaries: string | undefined): Promise<void> {
  const upgraded = await upgradeDatabase(cli.server(), {
    binaries: binaries ?? null,
    at: new Date(),
    onStep: cli.terminal.note,
  });
  if (upgraded === null) return printResult(cli, command, null, "The database is up to date. There is nothing to do.");
  const { from, to, kept, backup, rows, tables } = upgraded;
  printResult(cli, command, upgraded, [
    `Moved ${rows} rows of ${tables} tables from PostgreSQL ${from} to PostgreSQL ${to}.`,
    `The old database is in ${kept}, and a backup of it in ${backup}. Start Docket, check that everything is there, then remove them.`,
  ]);
}
