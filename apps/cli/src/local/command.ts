import type { Command } from "commander";
import type { Cli } from "../cli.ts";

/**
 * Adds the operator's commands, which run on the server's machine. They access the database directly, whether the
 * server is running or not. Their code is large and is imported only when one of them runs.
 */
export function addLocalCommands(program: Command, cli: Cli): void {
  addUserCommands(program, cli);
  program
    .command("reset-link")
    .description("create a password reset link for an account")
    .argument("<email>")
    .action(async (email: string, _options: object, command: Command) => {
      const { makeResetLink } = await import("./user.ts");
      await makeResetLink(cli, command, email);
    });
  program
    .command("backup")
    .description("back up the whole database to one file; the server can be running")
    .argument("[file]", "file to write (default: a new file in backups/ of the data directory)")
    .action(async (file: string | undefined, _options: object, command: Command) => {
      const { backUp } = await import("./backup.ts");
      await backUp(cli, command, file);
    });
  program
    .command("restore")
    .description("restore a backup into a new, empty installation; its server must be stopped")
    .argument("<file>")
    .action(async (file: string, _options: object, command: Command) => {
      const { restore } = await import("./backup.ts");
      await restore(cli, command, file);
    });
  program
    .command("upgrade-database")
    .description("upgrade the database to the PostgreSQL version that comes with Docket; the old one is kept")
    .option("--binaries <directory>", "directory of the older PostgreSQL (default: downloaded from npm)")
    .action(async ({ binaries }: { binaries?: string }, command: Command) => {
      const { upgrade } = await import("./upgrade.ts");
      await upgrade(cli, command, binaries);
    });
  program
    .command("rotate-data-key")
    .description("re-encrypt data with the first key of DATA_SECRETS, so that older keys can be removed")
    .action(async (_options: object, command: Command) => {
      const { rotateKey } = await import("./key.ts");
      await rotateKey(cli, command);
    });
  program
    .command("doctor")
    .description("check the database for inconsistencies; changes nothing")
    .action(async (_options: object, command: Command) => {
      const { examine } = await import("./doctor.ts");
      await examine(cli, command);
    });
}

function addUserCommands(program: Command, cli: Cli): void {
  const user = program.command("user").description("manage the accounts of this installation");
  user
    .command("list")
    .description("list all accounts")
    .action(async (_options: object, command: Command) => {
      const { listUsers } = await import("./user.ts");
      await listUsers(cli, command);
    });
  user
    .command("invite")
    .description("create an invitation link for a new account")
    .argument("<email>")
    .action(async (email: string, _options: object, command: Command) => {
      const { invite } = await import("./user.ts");
      await invite(cli, command, email);
    });
  user
    .command("role")
    .description("change the role of an account on this installation")
    .argument("<email>")
    .argument("<role>", "user, admin or owner")
    .action(async (email: string, role: string, _options: object, command: Command) => {
      const { setRole } = await import("./user.ts");
      await setRole(cli, command, email, role);
    });
  user
    .command("suspend")
    .description("suspend an account: its sessions and tokens stop working immediately")
    .argument("<email>")
    .action(async (email: string, _options: object, command: Command) => {
      const { suspend } = await import("./user.ts");
      await suspend(cli, command, email);
    });
  user
    .command("reactivate")
    .description("reactivate a suspended account")
    .argument("<email>")
    .action(async (email: string, _options: object, command: Command) => {
      const { reactivate } = await import("./user.ts");
      await reactivate(cli, command, email);
    });
  user
    .command("export")
    .description("export an account's data to a file, as its own export does")
    .argument("<email>")
    .argument("<file>")
    .action(async (email: string, file: string, _options: object, command: Command) => {
      const { exportUser } = await import("./user.ts");
      await exportUser(cli, command, email, file);
    });
}
