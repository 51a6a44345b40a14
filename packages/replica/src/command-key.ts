import type { Id } from "@docket/schema/id";
import type { Command } from "./transport.ts";

// Keys of commands in `localStorage`. A page loads this file before the replica.

/** The user and workspace to which commands belong. */
export type CommandOwner = { userId: Id; workspaceId: Id };

/** The beginning of all keys, and the name of the database with the same keys. */
export const COMMAND_PREFIX = "docket.command";
const REJECTED = ".rejected.";

/** Returns the beginning of the keys of a user's commands in a workspace, or in all of them. */
export function commandPrefix({ userId, workspaceId }: { userId: Id; workspaceId?: Id }): string {
  return `${COMMAND_PREFIX}.${userId}.${workspaceId === undefined ? "" : `${workspaceId}.`}`;
}

/** Returns the key of a command. */
export function commandKey(owner: CommandOwner, commandId: Id): string {
  return commandPrefix(owner) + commandId;
}

/** Returns the key of a rejected command. */
export function rejectedKey({ userId, workspaceId }: CommandOwner, commandId: Id): string {
  return `${COMMAND_PREFIX}.${userId}.${workspaceId}${REJECTED}${commandId}`;
}

/** Returns whether a key is that of a command, of any user, that the server has not confirmed. */
export function isCommandKey(key: string): boolean {
  return key.startsWith(`${COMMAND_PREFIX}.`) && !key.includes(REJECTED);
}

/** Returns whether a key is that of a rejected command, of any user. */
export function isRejectedKey(key: string): boolean {
  return key.startsWith(`${COMMAND_PREFIX}.`) && key.includes(REJECTED);
}

/**
 * Stores a command until the server has confirmed it. Nothing is stored if storage is switched off or full.
 *
 * @param storage returns the browser's `localStorage`
 */
export function storeCommand(storage: () => Storage, owner: CommandOwner, command: Command): void {
  try {
    const key = commandKey(owner, command.commandId);
    storage().setItem(key, JSON.stringify({ key, command }));
  } catch {
    // The command is sent all the same.
  }
}

/** Removes a stored command that was not sent. */
export function removeStoredCommand(storage: () => Storage, owner: CommandOwner, commandId: Id): void {
  try {
    storage().removeItem(commandKey(owner, commandId));
  } catch {
    // Nothing is stored.
  }
}

/** Returns the highest position of the stored commands, or 0 if there are none. */
export function lastStoredPosition(storage: () => Storage, owner: CommandOwner): number {
  try {
    const browser = storage();
    const keys = Object.keys(browser).filter((key) => key.startsWith(commandPrefix(owner)) && isCommandKey(key));
    // Safe because only `storeCommand` and the store of commands write under these keys.
    const stored = keys.map((key) => JSON.parse(browser.getItem(key) ?? "null") as { command?: Command } | null);
    return Math.max(0, ...stored.map((one) => one?.command?.position ?? 0));
  } catch {
    return 0;
  }
}
