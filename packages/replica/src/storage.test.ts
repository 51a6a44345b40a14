import { IDBFactory } from "fake-indexeddb";
import { beforeEach, expect, test } from "vitest";
import { createStoredCommands, deleteStoredData } from "./stored-commands.ts";
import { createStoredCopy, resultOf } from "./stored-copy.ts";
import { createTables } from "./tables.ts";
import type { Command, Row } from "./transport.ts";

let factory: IDBFactory;
let now: Date;
let tables: ReturnType<typeof createTables>;
beforeEach(() => {
  factory = new IDBFactory();
  now = new Date("2026-11-30T09:00:00.000Z");
  tables = createTables();
});

const ids = { userId: "ada", workspaceId: "w" };
const openCopy = (indexedDB: IDBFactory = factory) => createStoredCopy({ ...ids, indexedDB, now: () => now, tables });
const row = (id: string, version = 1): Row => ({ id, version, projectId: "p", deletedAt: null });
const rowsIn = async (copy = openCopy()) =>
  (await copy.load())?.rows.map(([, stored]) => `${stored.id} v${stored.version}`).sort();
const position = { seq: "7", epoch: "e", coverage: {} };

test("loads the rows and the position that were stored, from records and journal", async () => {
  const copy = openCopy();
  for (let index = 0; index < 1_200; index += 1) tables.put("task", row(`t${index}`));
  copy.save(tables.takeChanges(), { ...position, seq: "6" });
  await copy.compact();
  tables.put("task", row("t5", 2));
  tables.delete("task", "t6");
  tables.put("section", row("s"));
  copy.save(tables.takeChanges(), position);
  await copy.idle();
  const loaded = await openCopy().load();
  expect([loaded?.seq, loaded?.epoch, loaded?.rows.length]).toEqual(["7", "e", 1_200]);
  const stored = await rowsIn();
  expect([stored?.includes("t5 v2"), stored?.includes("t6 v1"), stored?.includes("s v1")]).toEqual([true, false, true]);
  // The same after the journal has been moved into the records by another tab.
  const other = openCopy();
  await other.load();
  other.takeOver(position, true);
  await other.compact();
  expect(await rowsIn()).toEqual(stored);
});

test("deletes a copy that was not refreshed for 30 days without showing it", async () => {
  const copy = openCopy();
  tables.put("task", row("t"));
  copy.save(tables.takeChanges(), position);
  await copy.idle();
  now = new Date("2026-12-31T09:00:00.000Z");
  expect(await openCopy().load()).toBeNull();
  now = new Date("2026-11-30T09:00:00.000Z");
  expect(await openCopy().load()).toBeNull();
});

test("stores rows that could not be stored with the next ones", async () => {
  let isFull = true;
  const full = new Proxy(factory, {
    get: (target, name) => {
      if (name === "open" && isFull) throw new Error("QuotaExceededError");
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
  const copy = openCopy(full);
  tables.put("task", row("a"));
  copy.save(tables.takeChanges(), { ...position, seq: "6" });
  await copy.idle();
  isFull = false;
  tables.put("task", row("b"));
  copy.save(tables.takeChanges(), position);
  await copy.idle();
  expect(await rowsIn()).toEqual(["a v1", "b v1"]);
});

test("deletes all data of a user at sign-out, but not those of others", async () => {
  const copies = ["ada", "bob"].map((userId) =>
    createStoredCopy({
      ...ids,
      userId,
      indexedDB: factory,
      now: () => now,
      tables,
    }),
  );
  tables.put("task", row("t"));
  const changed = tables.takeChanges();
  for (const copy of copies) {
    copy.save(changed, position);
    await copy.idle();
  }
  await resultOf(factory.open("docket.copy.ada.w.1")).then((database) => database.close());
  const storage = createStorage();
  const stored = createStoredCommands(() => storage, factory, ids);
  for (const id of ["a", "b"]) stored.keep(command(id, 1));
  stored.keepRejected({ command: command("c", 3), error: null });
  const other = createStoredCommands(() => storage, factory, { ...ids, userId: "bob" });
  other.keep(command("x", 1));
  await deleteStoredData(() => storage, factory, "ada");
  expect((await factory.databases()).map(({ name }) => String(name)).toSorted()).toEqual([
    "docket.command",
    "docket.copy.bob.w.2",
  ]);
  expect(await stored.load()).toEqual({ commands: [], rejected: [] });
  expect((await other.load()).commands).toHaveLength(1);
});

test("deletes copies of older versions and of other users when a copy is loaded", async () => {
  for (const name of ["ada.w.1", "ada.v.1", "bob.w.1"])
    await resultOf(factory.open(`docket.copy.${name}`)).then((database) => database.close());
  await openCopy().load();
  const names = async () => (await factory.databases()).map(({ name }) => String(name)).toSorted();
  await expect.poll(names).toEqual(["docket.copy.ada.v.1", "docket.copy.ada.w.2"]);
});

/** A stand-in for the browser's storage. */
function createStorage(): Storage {
  const methods = {
    getItem: (key: string) => (storage as Record<string, string>)[key] ?? null,
    setItem: (key: string, value: string) => void ((storage as Record<string, string>)[key] = value),
    removeItem: (key: string) => void delete (storage as Record<string, string>)[key],
  };
  const storage = Object.create(methods) as Storage;
  return storage;
}

const command = (commandId: string, at: number): Command => ({
  commandId,
  workspaceId: "w",
  path: "task.update",
  input: { id: "t", set: { title: commandId } },
  at,
  position: at,
});

test("loads commands in the order of the queue if either store has lost them", async () => {
  const storage = createStorage();
  const stored = createStoredCommands(() => storage, factory, ids);
  for (const one of [command("b", 2), command("a", 1)]) stored.keep(one);
  const loadWith = async (from: () => Storage, database: IDBFactory | null) =>
    (await createStoredCommands(from, database, ids).load()).commands.map(({ commandId }) => commandId);
  expect(await loadWith(() => storage, null)).toEqual(["a", "b"]);
  expect(await loadWith(createStorage, factory)).toEqual(["a", "b"]);
  stored.forget("a");
  stored.keepRejected({ command: command("c", 3), error: { code: "not_found" } });
  expect(await loadWith(() => storage, factory)).toEqual(["b"]);
  expect((await stored.load()).rejected.map((one) => one.command.commandId)).toEqual(["c"]);
});

test("keeps a rejected command when another tab forgets it, until the user discards it", async () => {
  const storage = createStorage();
  const [owner, other] = [1, 2].map(() => createStoredCommands(() => storage, factory, ids));
  owner?.keepRejected({ command: command("a", 1), error: { code: "not_found" } });
  other?.forget("a");
  expect((await owner?.load())?.rejected.map((one) => one.command.commandId)).toEqual(["a"]);
  owner?.discardRejected("a");
  expect((await other?.load())?.rejected).toEqual([]);
});

test("keeps commands of other users apart, and works if storage is switched off", async () => {
  const storage = createStorage();
  createStoredCommands(() => storage, factory, ids).keep(command("a", 1));
  const other = createStoredCommands(() => storage, factory, { ...ids, userId: "bob" });
  expect((await other.load()).commands).toEqual([]);
  const off = createStoredCommands(
    () => {
      throw new Error("SecurityError");
    },
    null,
    ids,
  );
  off.keep(command("x", 1));
  expect(await off.load()).toEqual({ commands: [], rejected: [] });
});

test("stores a row that changes while an older version of it is being stored", async () => {
  const copy = openCopy();
  tables.put("task", row("a"));
  copy.save(tables.takeChanges(), position);
  await copy.idle();
  tables.put("task", row("a", 2));
  copy.save(tables.takeChanges(), position);
  // The transaction has been started with version 2.
  for (let tick = 0; tick < 3; tick += 1) await Promise.resolve();
  tables.put("task", row("a", 3));
  copy.save(tables.takeChanges(), { ...position, seq: "8" });
  await copy.idle();
  expect(await rowsIn()).toEqual(["a v3"]);
});

test("keeps the rows that another tab has stored when a tab takes over the copy", async () => {
  const own = openCopy();
  tables.put("task", row("a"));
  own.save(tables.takeChanges(), position);
  await own.idle();
  const next = openCopy();
  await next.load();
  tables.put("task", row("b"));
  own.save(tables.takeChanges(), position);
  await own.compact();
  // The owner closes before it has stored this row, which the other tab has, too.
  tables.put("task", row("c"));
  tables.takeChanges();
  next.takeOver({ ...position, seq: "9" }, true);
  await next.idle();
  expect(await rowsIn()).toEqual(["a v1", "b v1", "c v1"]);
  tables.put("task", row("d"));
  next.save(tables.takeChanges(), { ...position, seq: "10" });
  await next.compact();
  expect(await rowsIn()).toEqual(["a v1", "b v1", "c v1", "d v1"]);
});

test("stores only what has changed if no other tab has stored rows since the copy was loaded", async () => {
  const copy = openCopy();
  for (const id of ["a", "b"]) tables.put("task", row(id));
  copy.save(tables.takeChanges(), position);
  await copy.compact();
  const recordsIn = async () => {
    const database = await resultOf(factory.open("docket.copy.ada.w.2"));
    const store = database.transaction("records", "readwrite").objectStore("records");
    const records = await resultOf(store.getAll());
    // A record that is lost when all rows are stored again.
    await resultOf(store.put([], 9));
    database.close();
    return records.length;
  };
  expect(await recordsIn()).toBe(1);
  const next = openCopy();
  await next.load();
  tables.put("task", row("b", 2));
  next.save(tables.takeChanges(), null);
  next.takeOver({ ...position, seq: "8" }, true);
  await next.idle();
  expect([await recordsIn(), (await openCopy().load())?.seq]).toEqual([2, "8"]);
  expect(await rowsIn()).toEqual(["a v1", "b v2"]);
  // Not all loaded rows are used, for example because access to a project was lost.
  const last = openCopy();
  await last.load();
  tables.delete("task", "a");
  last.takeOver({ ...position, seq: "9" }, false);
  await last.idle();
  expect([await recordsIn(), await rowsIn()]).toEqual([1, ["b v2"]]);
});

test("returns no copy if reading it fails", async () => {
  const broken = {
    open: () => {
      const database = { addEventListener: () => {}, transaction: () => raise() };
      const request = {
        result: database,
        addEventListener: (name: string, run: () => void) => void (name === "success" && run()),
      };
      return request;
    },
  } as unknown as IDBFactory;
  expect(await openCopy(broken).load()).toBeNull();
});

test("stores rows again that a failed merge of the journal has not stored", async () => {
  let isFull = false;
  const copy = openCopy(failingWrites(() => isFull));
  tables.put("task", row("a"));
  copy.save(tables.takeChanges(), position);
  await copy.idle();
  tables.put("task", row("b"));
  copy.save(tables.takeChanges(), position);
  await copy.idle();
  isFull = true;
  await copy.compact();
  tables.put("task", row("c"));
  copy.save(tables.takeChanges(), position);
  await copy.compact();
  isFull = false;
  await copy.compact();
  expect(await rowsIn()).toEqual(["a v1", "b v1", "c v1"]);
});

function raise(): never {
  throw new Error("QuotaExceededError");
}

/** Returns a database whose transactions fail for some time. */
function failingWrites(isFull: () => boolean): IDBFactory {
  const proxy = <Target extends object>(target: Target, replaced: (name: string | symbol) => unknown): Target =>
    new Proxy(target, {
      get: (_target, name) => {
        const value: unknown = replaced(name) ?? Reflect.get(target, name, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
      set: (_target, name, value) => Reflect.set(target, name, value),
    });
  return proxy(factory, (name) =>
    name === "open"
      ? (...given: [string, number]) => {
          const request = factory.open(...given);
          return proxy(request, (field) =>
            field === "result"
              ? proxy(request.result, (part) => (part === "transaction" && isFull() ? raise : undefined))
              : undefined,
          );
        }
      : undefined,
  );
}
