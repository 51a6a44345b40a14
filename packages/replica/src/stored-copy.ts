import type { Id } from "@docket/schema/id";
import type { ChangedIds, Tables } from "./tables.ts";
import { ENTITIES } from "./transport.ts";
import type { Entity, Row } from "./transport.ts";

/** Part of the database's name, so that a change of what is stored starts with an empty database. */
const SCHEMA_VERSION = 1;
/** Rows are stored in records of this size, which is ten times faster than a record per row. */
const ROWS_PER_RECORD = 500;
/** A copy that was not refreshed for this long is deleted without being shown, in milliseconds. */
const MAX_AGE_MS = 30 * 86_400_000;
const DATABASE_PREFIX = "docket.copy";

type StoredRow = [Entity, Row];
type Meta = { seq: string; epoch: string; savedAt: number };
type Journal = [Entity, Id, Row | null][];

/** What was stored of a replica. */
export type LoadedCopy = { rows: StoredRow[]; seq: string; epoch: string };

/** A replica's base rows in the browser's database. */
export type StoredCopy = {
  /** Returns what is stored, or null if there is nothing that may be shown. */
  load: () => Promise<LoadedCopy | null>;
  /** Stores changed rows and the position, without waiting. */
  save: (changed: ChangedIds, position: { seq: string; epoch: string | null }) => void;
  /** Stores all rows again, because another tab was the owner and this tab doesn't know what it has stored. */
  takeOver: (position: { seq: string; epoch: string | null }) => void;
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
  const name = `${DATABASE_PREFIX}.${userId}.${workspaceId}.${SCHEMA_VERSION}`;
  const { get: read } = tables;
  const unsaved = new Map<string, [Entity, Id]>();
  /** Rows in the journal, which are not in their records. */
  const journaled = new Map<string, [Entity, Id]>();
  const records = new Map<number, Map<string, [Entity, Id]>>();
  const recordOf = new Map<string, number>();
  let position: Omit<Meta, "savedAt"> | null = null;
  /** Whether the records are not known to be those that this tab has read or stored. */
  let isUnknown = false;
  let queue: Promise<void> = Promise.resolve();
  let opened: Promise<IDBDatabase> | null = null;

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
    const last = Math.max(0, records.size - 1);
    const number = known ?? ((records.get(last)?.size ?? 0) < ROWS_PER_RECORD ? last : last + 1);
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
  const storeAll = async () => {
    if (!position) return;
    unsaved.clear();
    for (const known of [records, recordOf, journaled]) known.clear();
    for (const entity of ENTITIES)
      for (const id of tables.ids(entity)) place(`${entity} ${id}`, [entity, id], new Set());
    const stored = [...records.keys()].map((number) => [number, recordRows(number)] as const);
    const meta = position;
    await transact((store) => {
      for (const part of ["journal", "records"] as const) store(part).clear();
      for (const [number, rows] of stored) store("records").put(rows, number);
      store("meta").put({ ...meta, savedAt: Number(now()) }, "meta");
    });
    isUnknown = false;
  };
  const storeUnsaved = async () => {
    if (isUnknown) return storeAll();
    const saving = new Map(unsaved);
    if (saving.size === 0) return;
    // Rows that change while these are being stored are added again.
    unsaved.clear();
    const meta = position;
    const entries: Journal = [...saving.values()].map(([entity, id]) => [entity, id, read(entity, id) ?? null]);
    try {
      await transact((store) => {
        store("journal").add(entries);
        store("meta").put({ ...meta, savedAt: Number(now()) }, "meta");
      });
    } catch (error) {
      for (const [key, row] of saving) unsaved.set(key, row);
      throw error;
    }
    for (const [key, row] of saving) journaled.set(key, row);
  };

  const loadRows = async (): Promise<LoadedCopy | null> => {
    const database = await open();
    const stores = database.transaction(["journal", "records", "meta"]);
    const [meta, numbers, stored, journal] = await Promise.all([
      resultOf(stores.objectStore("meta").get("meta") as IDBRequest<Meta | undefined>),
      resultOf(stores.objectStore("records").getAllKeys() as IDBRequest<number[]>),
      resultOf(stores.objectStore("records").getAll() as IDBRequest<StoredRow[][]>),
      resultOf(stores.objectStore("journal").getAll() as IDBRequest<Journal[]>),
    ]);
    if (!meta || Number(now()) - meta.savedAt > MAX_AGE_MS) {
      await transact((store) => {
        for (const part of ["journal", "records", "meta"] as const) store(part).clear();
      });
      return null;
    }
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
    return { rows: [...rows.values()], seq: meta.seq, epoch: meta.epoch };
  };

  return {
    // A copy that can't be read is replaced when this tab becomes the owner.
    load: () => loadRows().catch(() => null),
    takeOver: ({ seq, epoch }) => {
      isUnknown = true;
      if (epoch === null) return;
      position = { seq, epoch };
      void enqueue(storeUnsaved);
    },
    save: (changed, { seq, epoch }) => {
      if (epoch === null) return;
      for (const [entity, ids] of changed) for (const id of ids) unsaved.set(`${entity} ${id}`, [entity, id]);
      position = { seq, epoch };
      void enqueue(storeUnsaved);
    },
    compact: () =>
      enqueue(async () => {
        if (isUnknown) return storeAll();
        const dirty = new Set<number>();
        for (const [key, row] of journaled) place(key, row, dirty);
        const stored = [...dirty].map((number) => [number, recordRows(number)] as const);
        // If this fails, the maps don't describe what is stored.
        isUnknown = true;
        await transact((store) => {
          store("journal").clear();
          for (const [number, rows] of stored) store("records").put(rows, number);
        });
        isUnknown = false;
        journaled.clear();
      }),
    idle: () => queue,
  };
}

/** Deletes all copies of a user's workspaces, for example when they sign out. */
export async function deleteCopies(indexedDB: IDBFactory, userId: Id): Promise<void> {
  const all = await indexedDB.databases();
  const names = all.flatMap(({ name }) => (name?.startsWith(`${DATABASE_PREFIX}.${userId}.`) ? [name] : []));
  await Promise.all(names.map((name) => resultOf(indexedDB.deleteDatabase(name))));
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
