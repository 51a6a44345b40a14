import type { Id } from "@docket/schema/id";
import type { CommandStore, RejectedCommand } from "./outbox.ts";
import { resultOf } from "./stored-copy.ts";
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

const PREFIX = "docket.command";

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
  { userId, workspaceId }: { userId: Id; workspaceId: Id },
): StoredCommands {
  const prefix = `${PREFIX}.${userId}.${workspaceId}.`;
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
  const withStorage = <Result>(access: (browser: Storage) => Result): Result | null => {
    try {
      return access(storage());
    } catch {
      return null;
    }
  };
  const keep = (stored: Stored) => {
    withStorage((browser) => browser.setItem(stored.key, JSON.stringify(stored)));
    void withDatabase((store) => store.put(stored));
  };
  const remove = (key: string) => {
    withStorage((browser) => browser.removeItem(key));
    void withDatabase((store) => store.delete(key));
  };

  return {
    keep: (command) => keep({ key: prefix + command.commandId, command }),
    keepRejected: ({ command, error }) => keep({ key: `${prefix}rejected.${command.commandId}`, command, error }),
    forget: (commandId) => remove(prefix + commandId),
    discardRejected: (commandId) => remove(`${prefix}rejected.${commandId}`),
    load: async () => {
      const inStorage = withStorage((browser) =>
        Object.keys(browser)
          .filter((key) => key.startsWith(prefix))
          .flatMap((key) => parsed(browser.getItem(key))),
      );
      const inDatabase = await withDatabase((store) => store.getAll() as IDBRequest<Stored[]>);
      const all = [...(inDatabase ?? []), ...(inStorage ?? [])].filter(({ key }) => key.startsWith(prefix));
      const stored = [...new Map(all.map((one) => [one.key, one])).values()];
      const isRejected = ({ key }: Stored) => key.startsWith(`${prefix}rejected.`);
      const commands = stored.filter((one) => !isRejected(one)).map(({ command }) => command);
      return {
        commands: commands.sort((left, right) => left.position - right.position),
        rejected: stored.filter(isRejected).map(({ command, error }) => ({ command, error })),
      };
    },
  };
}

function openDatabase(indexedDB: IDBFactory): Promise<IDBDatabase> {
  const request = indexedDB.open(PREFIX, 1);
  request.addEventListener("upgradeneeded", () => request.result.createObjectStore("commands", { keyPath: "key" }));
  return resultOf(request);
}

function parsed(text: string | null): Stored[] {
  try {
    // Safe because only `keep` writes under this prefix, and the server checks every field of a command.
    return text === null ? [] : [JSON.parse(text) as Stored];
  } catch {
    return [];
  }
}
