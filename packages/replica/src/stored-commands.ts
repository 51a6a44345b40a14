import type { Id } from "@docket/schema/id";
import {
  COMMAND_PREFIX,
  commandKey,
  commandPrefix,
  isCommandKey,
  isRejectedKey,
  lastStoredPosition,
  rejectedKey,
} from "./command-key.ts";
import type { CommandOwner } from "./command-key.ts";
import type { CommandStore, RejectedCommand } from "./outbox.ts";
import { deleteCopiesOf, resultOf } from "./stored-copy.ts";
import type { Command } from "./transport.ts";

type Stored = { key: string; command: Command; error?: unknown };

/** Keeps commands until the server has confirmed them, and rejected ones until the user has discarded their text. */
export type StoredCommands = CommandStore & {
  /** Returns the commands that are kept, in the order of the queue, and the rejected ones. */
  load: () => Promise<{ commands: Command[]; rejected: RejectedCommand[] }>;
  keepRejected: (rejected: RejectedCommand) => void;
  /** Deletes a rejected command with its text. Other tabs forget the command, but keep its text. */
  discardRejected: (commandId: Id) => void;
};

/**
 * Creates the store of a user's commands in one workspace. It is separate from the stored copy, so that a new version of
 * the copy loses no command. Commands are written to `localStorage` first, because that survives closing the tab
 * immediately, and then to IndexedDB, which has more space.
 *
 * @param storage returns the browser's `localStorage`; it can throw if storage is switched off
 */
export function createStoredCommands(
  storage: () => Storage,
  indexedDB: IDBFactory | null,
  owner: CommandOwner,
): StoredCommands {
  const prefix = commandPrefix(owner);
  let opened: Promise<IDBDatabase> | null = null;

  /** Writes and reads happen in the order of the calls. A store that fails is ignored: the other one may work. */
  const withDatabase = async <Result>(
    request: (store: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result | null> => {
    if (!indexedDB) return null;
    try {
      opened ??= openDatabase(indexedDB);
      return await resultOf(request((await opened).transaction("commands", "readwrite").objectStore("commands")));
    } catch {
      return null;
    }
  };
  const keep = (stored: Stored) => {
    withStorage(storage, (browser) => browser.setItem(stored.key, JSON.stringify(stored)));
    void withDatabase((store) => store.put(stored));
  };
  const remove = (key: string) => {
    withStorage(storage, (browser) => browser.removeItem(key));
    void withDatabase((store) => store.delete(key));
  };

  return {
    keep: (command) => keep({ key: commandKey(owner, command.commandId), command }),
    keepRejected: ({ command, error }) => keep({ key: rejectedKey(owner, command.commandId), command, error }),
    forget: (commandId) => remove(commandKey(owner, commandId)),
    discardRejected: (commandId) => remove(rejectedKey(owner, commandId)),
    lastPosition: () => lastStoredPosition(storage, owner),
    load: async () => {
      const inStorage = withStorage(storage, (browser) =>
        Object.keys(browser)
          .filter((key) => key.startsWith(prefix))
          .flatMap((key) => parsed(browser.getItem(key))),
      );
      const inDatabase = await withDatabase((store) => store.getAll() as IDBRequest<Stored[]>);
      const all = [...(inDatabase ?? []), ...(inStorage ?? [])].filter(({ key }) => key.startsWith(prefix));
      const stored = [...new Map(all.map((one) => [one.key, one])).values()];
      const commands = stored.filter(({ key }) => isCommandKey(key)).map(({ command }) => command);
      return {
        commands: commands.sort((left, right) => left.position - right.position),
        rejected: stored.filter(({ key }) => isRejectedKey(key)).map(({ command, error }) => ({ command, error })),
      };
    },
  };
}

/**
 * Deletes everything that is stored of a user in this browser: the copies of all workspaces, also of older versions, and
 * all commands. Stop the replicas of the user first.
 */
export async function deleteStoredData(
  storage: () => Storage,
  indexedDB: IDBFactory | null,
  userId: Id,
): Promise<void> {
  for (const key of await keysOf(storage, indexedDB, userId)) {
    withStorage(storage, (browser) => browser.removeItem(key));
    await inDatabase(indexedDB, (store) => store.delete(key));
  }
  if (indexedDB) await deleteCopiesOf(indexedDB, userId).catch(() => {});
}

async function keysOf(storage: () => Storage, indexedDB: IDBFactory | null, userId: Id): Promise<string[]> {
  const inStorage = withStorage(storage, (browser) => Object.keys(browser)) ?? [];
  const stored = (await inDatabase(indexedDB, (store) => store.getAllKeys())) ?? [];
  const keys = new Set([...inStorage, ...stored.map(String)]);
  return [...keys].filter((key) => key.startsWith(commandPrefix({ userId })));
}

/** Opens the database for one request. Returns null if that fails. */
async function inDatabase<Result>(
  indexedDB: IDBFactory | null,
  request: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result | null> {
  if (!indexedDB) return null;
  try {
    const database = await openDatabase(indexedDB);
    const result = await resultOf(request(database.transaction("commands", "readwrite").objectStore("commands")));
    database.close();
    return result;
  } catch {
    return null;
  }
}

/** Returns null if storage is switched off or full. */
function withStorage<Result>(storage: () => Storage, access: (browser: Storage) => Result): Result | null {
  try {
    return access(storage());
  } catch {
    return null;
  }
}

function openDatabase(indexedDB: IDBFactory): Promise<IDBDatabase> {
  const request = indexedDB.open(COMMAND_PREFIX, 1);
  request.addEventListener("upgradeneeded", () => request.result.createObjectStore("commands", { keyPath: "key" }));
  return resultOf(request);
}

function parsed(text: string | null): Stored[] {
  try {
    // Safe because only `keep` and `storeCommand` write under this prefix, and the server checks every field of a command.
    return text === null ? [] : [JSON.parse(text) as Stored];
  } catch {
    return [];
  }
}
