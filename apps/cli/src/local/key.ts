import { withInstallation } from "@docket/core/operations/operator";
import { rotateDataKey } from "@docket/core/operations/rotate-data-key";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult } from "../cli.ts";

/** Re-encrypts all data that was encrypted with older keys, using the first key of DATA_SECRETS. */
export async function rotateKey(cli: Cli, command: Command): Promise<void> {
  const done = await withInstallation(cli.server(), cli.terminal.note, ({ runtime }) => rotateDataKey(runtime));
  printResult(
    cli,
    command,
    done,
    `Re-encrypted ${done.mails} emails. You can now remove all keys after the first one from DATA_SECRETS.`,
  );
}
