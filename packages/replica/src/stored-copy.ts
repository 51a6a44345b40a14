import type { Id } from "@docket/schema/id";
import type { ChangedIds, Tables } from "./tables.ts";
import { ENTITIES } from "./transport.ts";
import type { Coverage, Entity, Row } from "./transport.ts";

/** Part of the database's name, so that a change of what is stored starts with an empty database. */
const SCHEMA_VERSION = 2;
/** Rows are stored in records of this size, which is ten times faster than a record per row. */
const ROWS_PER_RECORD = 500;
/** A copy that was not refreshed for this long is deleted without being shown, in milliseconds. */
const MAX_AGE_MS = 30 * 86_400_000;
const DATABASE_PREFIX = "docket.copy";

type StoredRow = [Entity, Row];
/** `stamp` is different after each change of what is stored. */
type Meta = { seq: string; epoch: string; coverage: Coverage; savedAt: number; stamp: string };
type Journal = [Entity, Id, Row | null][];

/** What was stored of a replica. */
export type LoadedCopy = { rows: StoredRow[]; seq: string; epoch: string; coverage: Coverage };

/** The position up to which all rows are known. The epoch is null before rows were loaded. */
export type CopyPosition = { seq: string; epoch: string | null; coverage: Coverage };

/** A replica's base rows in the browser's database. */
export type StoredCopy = {
  /**
   * Returns what is stored, or null if there is nothing that may be shown.
   *
   * @param isAbandoned whether the caller no longer waits for the result. Then nothing is changed, because rows may have been
   *   stored in the meantime
   */
  load: (isAbandoned?: () => boolean) => Promise<LoadedCopy | null>;
  /** Stores changed rows and the position, without waiting. Without a position, the rows are stored with the next ones. */
  save: (changed: ChangedIds, position: CopyPosition | null) => void;
  /**
   * Stores what has changed since the copy was loaded. If another tab has stored rows since, or not all loaded rows were
   * used, all rows are stored again.
   */
  takeOver: (position: CopyPosition, areLoadedRowsUsed: boolean) => void;
  /** Deletes everything that is stored. */
  clear: () => Promise<void>;
  /** Moves the journal into the records. Call it when the browser is idle. */
  compact: () => Promise<void>;
  /** Resolves when everything has been stored, or storing has failed. */
  idle: () => Promise<void>;
};

export type CopyOptions = {
  indexedDB: IDBFactory;
  userId: Id;
  workspaceId: Id;
  now: () => Date;
  /** The base rows. */
  tables: Pick<Tables, "get" | "ids">;
};

/**
 * Opens the stored copy of a user's workspace. Storing can fail, for example because the storage is full. The replica
 * then continues in memory, and the rows that were not stored are stored with the next ones.
 */
export function createStoredCopy({ indexedDB, userId, workspaceId, now, tables }: CopyOptions): StoredCopy {
  const name = `${prefixOf(userId, workspaceId)}${SCHEMA_VERSION}`;
  const { get: read } = tables;
  const unsaved = new Map<string, [Entity, Id]>();
  /** Rows in the journal, which are not in their records. */
  const journaled = new Map<string, [Entity, Id]>();
  const records = new Map<number, Map<string, [Entity, Id]>>();
  const recordOf = new Map<string, number>();
  let position: Omit<Meta, "savedAt" | "stamp"> | null = null;
  /** What this tab has read or stored last. */
  let last: Meta | null = null;
  /** Whether the records are not known to be those that this tab has read or stored. */
  let isUnknown = true;
  let queue: Promise<void> = Promise.resolve();
  let opened: Promise<IDBDatabase> | null = null;

  /** Whether a copy is an older version of this one, or of another user: only one is signed in. */
  const isObsolete = (other: string) =>
    !other.startsWith(prefixOf(userId)) || (other !== name && other.startsWith(prefixOf(userId, workspaceId)));
  const open = () => {
    opened ??= openDatabase(indexedDB, name).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  const transact = async (write: (store: (name: "journal" | "records" | "meta") => IDBObjectStore) => void) => {
    const transaction = (await open()).transaction(["journal", "records", "meta"], "readwrite");
    const done = new Promise<void>((resolve, reject) => {
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("aborted")));
    });
    write((store) => transaction.objectStore(store));
    await done;
  };
  const enqueue = (work: () => Promise<void>) => {
    // A failure is not reported: the copy stays at an older position, from which the feed continues.
    queue = queue.then(work).catch(() => {});
    return queue;
  };
  const place = (key: string, row: [Entity, Id], dirty: Set<number>) => {
    const known = recordOf.get(key);
    const end = Math.max(0, records.size - 1);
    const number = known ?? ((records.get(end)?.size ?? 0) < ROWS_PER_RECORD ? end : end + 1);
    const record = records.get(number) ?? new Map<string, [Entity, Id]>();
    records.set(number, record);
    dirty.add(number);
    if (read(...row)) {
      record.set(key, row);
      recordOf.set(key, number);
    } else {
      record.delete(key);
      recordOf.delete(key);
    }
  };
  const recordRows = (number: number) =>
    [...(records.get(number)?.values() ?? [])].flatMap(([entity, id]) => {
      const row = read(entity, id);
      return row ? [[entity, row] as const] : [];
    });
  const stamped = (at: Omit<Meta, "savedAt" | "stamp">): Meta => ({
    ...at,
    savedAt: Number(now()),
    stamp: String(Math.random()),
  });
  const readMeta = async () =>
    resultOf((await open()).transaction("meta").objectStore("meta").get("meta") as IDBRequest<Meta | undefined>);
  const storeAll = async () => {
    if (!position) return;
    unsaved.clear();
    for (const known of [records, recordOf, journaled]) known.clear();
    for (const entity of ENTITIES)
      for (const id of tables.ids(entity)) place(`${entity} ${id}`, [entity, id], new Set());
    const stored = [...records.keys()].map((number) => [number, recordRows(number)] as const);
    const meta = stamped(position);
    await transact((store) => {
      for (const part of ["journal", "records"] as const) store(part).clear();
      for (const [number, rows] of stored) store("records").put(rows, number);
      store("meta").put(meta, "meta");
    });
    [isUnknown, last] = [false, meta];
  };
  const storeUnsaved = async () => {
    if (!position) return;
    if (isUnknown && (!last || (await readMeta())?.stamp !== last.stamp)) return storeAll();
    isUnknown = false;
    const saving = new Map(unsaved);
    // Rows that change while these are being stored are added again.
    unsaved.clear();
    const meta = stamped(position);
    const entries: Journal = [...saving.values()].map(([entity, id]) => [entity, id, read(entity, id) ?? null]);
    try {
      await transact((store) => {
        if (entries.length > 0) store("journal").add(entries);
        store("meta").put(meta, "meta");
      });
    } catch (error) {
      for (const [key, row] of saving) unsaved.set(key, row);
      throw error;
    }
    for (const [key, row] of saving) journaled.set(key, row);
    last = meta;
  };

  const clear = () =>
    transact((store) => {
      for (const part of ["journal", "records", "meta"] as const) store(part).clear();
    });
  const store = ({ epoch, ...at }: CopyPosition) => {
    if (epoch === null) return;
    position = { ...at, epoch };
    void enqueue(storeUnsaved);
  };
  const loadRows = async (isAbandoned: () => boolean): Promise<LoadedCopy | null> => {
    const database = await open();
    const stores = database.transaction(["journal", "records", "meta"]);
    const [meta, numbers, stored, journal] = await Promise.all([
      resultOf(stores.objectStore("meta").get("meta") as IDBRequest<Meta | undefined>),
      resultOf(stores.objectStore("records").getAllKeys() as IDBRequest<number[]>),
      resultOf(stores.objectStore("records").getAll() as IDBRequest<StoredRow[][]>),
      resultOf(stores.objectStore("journal").getAll() as IDBRequest<Journal[]>),
    ]);
    if (isAbandoned()) return null;
    if (!meta || Number(now()) - meta.savedAt > MAX_AGE_MS) {
      await clear();
      return null;
    }
    last = meta;
    const rows = new Map<string, StoredRow>();
    for (const [index, record] of stored.entries()) {
      const number = numbers[index] ?? 0;
      records.set(number, new Map(record.map(([entity, { id }]) => [`${entity} ${id}`, [entity, id]])));
      for (const [entity, row] of record) {
        rows.set(`${entity} ${row.id}`, [entity, row]);
        recordOf.set(`${entity} ${row.id}`, number);
      }
    }
    for (const [entity, id, row] of journal.flat()) {
      journaled.set(`${entity} ${id}`, [entity, id]);
      if (row) rows.set(`${entity} ${id}`, [entity, row]);
      else rows.delete(`${entity} ${id}`);
    }
    return { rows: [...rows.values()], seq: meta.seq, epoch: meta.epoch, coverage: meta.coverage };
  };

  return {
    // A copy that can't be read is replaced when this tab becomes the owner.
    load: async (isAbandoned = () => false) => {
      // Not awaited, because a frozen tab can delay a deletion.
      void deleteCopies(indexedDB, isObsolete).catch(() => {});
      return loadRows(isAbandoned).catch(() => null);
    },
    takeOver: (at, areLoadedRowsUsed) => {
      isUnknown = true;
      if (!areLoadedRowsUsed) last = null;
      store(at);
    },
    save: (changed, at) => {
      for (const [entity, ids] of changed) for (const id of ids) unsaved.set(`${entity} ${id}`, [entity, id]);
      if (at) store(at);
    },
    clear: () =>
      enqueue(async () => {
        position = null;
        await clear();
      }),
    compact: () =>
      enqueue(async () => {
        if (isUnknown || !last) return storeUnsaved();
        // Not the present position: the rows up to it may not have been stored.
        const meta = stamped(last);
        const dirty = new Set<number>();
        for (const [key, row] of journaled) place(key, row, dirty);
        const stored = [...dirty].map((number) => [number, recordRows(number)] as const);
        // If this fails, the maps don't describe what is stored.
        [isUnknown, last] = [true, null];
        await transact((store) => {
          store("meta").put(meta, "meta");
          store("journal").clear();
          for (const [number, rows] of stored) store("records").put(rows, number);
        });
        [isUnknown, last] = [false, meta];
        journaled.clear();
      }),
    idle: () => queue,
  };
}

/** Returns how the names of a user's copies begin. */
function prefixOf(...ids: [userId: Id, workspaceId?: Id]): string {
  return `${[DATABASE_PREFIX, ...ids].join(".")}.`;
}

/** Deletes the copies of all workspaces of a user. */
export function deleteCopiesOf(indexedDB: IDBFactory, userId: Id): Promise<void> {
  return deleteCopies(indexedDB, (name) => name.startsWith(prefixOf(userId)));
}

async function deleteCopies(indexedDB: IDBFactory, isObsolete: (name: string) => boolean): Promise<void> {
  const all = await indexedDB.databases();
  const copies = all.flatMap(({ name }) => (name?.startsWith(`${DATABASE_PREFIX}.`) ? [name] : []));
  await Promise.all(copies.filter(isObsolete).map((name) => resultOf(indexedDB.deleteDatabase(name))));
}

function openDatabase(indexedDB: IDBFactory, name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore("records");
    request.result.createObjectStore("journal", { autoIncrement: true });
    request.result.createObjectStore("meta");
  });
  return resultOf(request).then((database) => {
    // Lets another tab delete the database when the user signs out.
    database.addEventListener("versionchange", () => database.close());
    return database;
  });
}

/** Returns the result of a request to the browser's database. */
export function resultOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("request failed")));
  });
}
