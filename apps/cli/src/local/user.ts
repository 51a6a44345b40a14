import { open, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { withInstallation } from "@docket/core/operations/operator";
import {
  listAllUsers,
  operatorExport,
  operatorInvite,
  operatorReactivate,
  operatorResetLink,
  operatorSetRole,
  operatorSuspend,
} from "@docket/core/operations/operator-accounts";
import type { Runtime } from "@docket/core/runtime/runtime";
import { InstanceRole } from "@docket/schema/role";
import type { CreatedLink, User } from "@docket/schema/user";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult } from "../cli.ts";
import { UsageError } from "../failure.ts";

function withRuntime<Answer>(cli: Cli, work: (runtime: Runtime) => Promise<Answer>): Promise<Answer> {
  return withInstallation(cli.server(), cli.terminal.note, ({ runtime }) => work(runtime));
}

export async function listUsers(cli: Cli, command: Command): Promise<void> {
  const users = await withRuntime(cli, listAllUsers);
  printResult(cli, command, users, users.length === 0 ? "No accounts yet." : users.map(formatUser));
}

function formatUser({ email, name, role, status, lastSeenAt }: User): string {
  const seen = lastSeenAt === null ? "never seen" : `seen ${lastSeenAt.slice(0, 10)}`;
  return `${email ?? "(deleted)"}  ${name}  (${[role, status, seen].join(", ")})`;
}

export async function invite(cli: Cli, command: Command, email: string): Promise<void> {
  const made = await withRuntime(cli, (runtime) => operatorInvite(runtime, email));
  printLink(cli, command, made, `Send this link to ${email}; it can be used for one account:`);
}

export async function makeResetLink(cli: Cli, command: Command, email: string): Promise<void> {
  const made = await withRuntime(cli, (runtime) => operatorResetLink(runtime, email));
  printLink(cli, command, made, `Send this link to ${email} to choose a new password:`);
}

function printLink(cli: Cli, command: Command, made: CreatedLink, words: string): void {
  cli.terminal.note(`${words} (works once, until ${made.expiresAt.slice(0, 16).replace("T", " ")} UTC)`);
  printResult(cli, command, made, made.link);
}

export async function setRole(cli: Cli, command: Command, email: string, text: string): Promise<void> {
  const role = InstanceRole.safeParse(text);
  if (!role.success) throw new UsageError("Unknown role. Use user, admin or owner.");
  await withRuntime(cli, (runtime) => operatorSetRole(runtime, email, role.data));
  printResult(cli, command, { email, role: role.data }, `${email} is now ${role.data}.`);
}

export async function suspend(cli: Cli, command: Command, email: string): Promise<void> {
  await withRuntime(cli, (runtime) => operatorSuspend(runtime, email));
  printResult(cli, command, { email, status: "suspended" }, `${email} is suspended.`);
}

export async function reactivate(cli: Cli, command: Command, email: string): Promise<void> {
  await withRuntime(cli, (runtime) => operatorReactivate(runtime, email));
  printResult(cli, command, { email, status: "active" }, `${email} can sign in again.`);
}

/**
 * Writes all data about a user to a new file.
 *
 * @throws UsageError if the file exists or can't be written
 */
export async function exportUser(cli: Cli, command: Command, email: string, file: string): Promise<void> {
  await withRuntime(cli, async (runtime) => {
    const pieces = await operatorExport(runtime, email);
    const handle = await open(file, "wx", 0o600).catch(() => {
      throw new UsageError(`${file} can't be written or already exists.`);
    });
    await pipeline(Readable.from(pieces), handle.createWriteStream()).catch(async (error: unknown) => {
      // A partial file would look complete, and would make the next attempt fail.
      await rm(file, { force: true });
      throw error;
    });
  });
  printResult(cli, command, { email, file }, `Exported the data of ${email} to ${file}.`);
}
