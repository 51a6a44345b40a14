import type { Id } from "@docket/schema/id";
import { formatPosition } from "@docket/schema/log-position";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { joinWorkspace, changeDraft, startReader, writeLines } from "../../testing/feed.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { followChanges } from "./feed.ts";

let world: World;
let mira: Person;
beforeAll(async () => {
  world = await createWorld({ poolSize: 20 });
  mira = await world.person("Mira");
});
afterAll(() => world.close());

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test("starts at the current end of the log and reports its sequence number", async () => {
  const { workspaceId, inboxId } = await world.person("Ada");
  const ada = await world.person("Begins");
  await joinWorkspace(world, workspaceId, ada, "member");
  const reader = await startReader(world.ctxOf(ada), { workspaceId });
  await reader.until(() => reader.events.length === 1);
  expect(reader.events).toEqual([{ kind: "open", seq: "3", epoch: await epochOf(workspaceId) }]);

  await writeLines(world, { actorId: ada.id, workspaceId }, [changeDraft(inboxId), changeDraft(null)]);
  await reader.until(() => reader.events.length === 2);
  expect(reader.events[1]).toMatchObject({ kind: "changes", seq: "5", changes: [{ seq: "5", projectId: null }] });
  await reader.disconnect();
});

test("delivers every change once and in order, with 16 writers, rollbacks and reconnects", async () => {
  const { workspaceId, inboxId } = mira;
  const first = Number((await startingPoint(mira)) + 1n);
  const follower = await startReader(world.ctxOf(mira), { workspaceId });
  await follower.until(() => follower.events.length === 1);

  let failures = 0;
  const write = async () => {
    for (let round = 0; round < 15; round += 1) {
      const lines = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, () => changeDraft(inboxId));
      const failing = writeLines(world, { actorId: mira.id, workspaceId }, lines, async () => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
        if (Math.random() < 0.2) throw new Error("rolled back");
      });
      // On a busy machine, some writes also time out waiting for a lock. Each counts as another rollback.
      await failing.catch(() => (failures += 1));
    }
  };
  const writers = Promise.all(Array.from({ length: 16 }, write));

  // The second reader loses its connection repeatedly and resumes after the last event that it received.
  const resumed: number[] = [];
  let lastEventId = String(first - 1);
  const written = { upTo: Number.POSITIVE_INFINITY };
  const unsteady = (async () => {
    while (Number(lastEventId) < written.upTo) {
      const reader = await startReader(world.ctxOf(mira), { workspaceId, lastEventId });
      await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 60));
      await reader.disconnect();
      resumed.push(...reader.seqs());
      lastEventId = reader.events.at(-1)?.seq ?? lastEventId;
    }
  })();
  await writers;
  written.upTo = Number(await startingPoint(mira));
  await unsteady;
  await follower.until(() => follower.seqs().at(-1) === written.upTo);
  await follower.disconnect();

  expect(failures).toBeGreaterThan(10);
  expect(written.upTo - first).toBeGreaterThan(100);
  expect(follower.seqs()).toEqual(numbers(first, written.upTo));
  expect(resumed).toEqual(numbers(first, written.upTo));
});

async function startingPoint(person: Person): Promise<bigint> {
  const { changeSeq } = await world.runtime.db.workspaceCounter.findUniqueOrThrow({
    where: { workspaceId: person.workspaceId },
  });
  return changeSeq;
}

test("sends all changes in pages to a slow reader", async () => {
  const ada = await world.person("Slow");
  const { workspaceId, inboxId } = ada;
  await writeLines(
    world,
    { actorId: ada.id, workspaceId },
    Array.from({ length: 1_203 }, () => changeDraft(inboxId)),
  );
  const connection = new AbortController();
  const feed = await followChanges(world.ctxOf(ada), { workspaceId, lastEventId: "3" }, connection.signal);
  const sizes: number[] = [];
  for await (const event of feed) {
    sizes.push(event.kind === "changes" ? event.changes.length : -1);
    if (sizes.length === 3) break;
  }
  expect(sizes).toEqual([500, 500, 203]);
});

/** Reads the first events with changes of a new feed. */
async function firstEvents(person: Person, lastEventId: string, count: number) {
  const connection = new AbortController();
  const { workspaceId } = person;
  const feed = await followChanges(world.ctxOf(person), { workspaceId, lastEventId }, connection.signal);
  const events = [];
  for await (const event of feed) {
    if (event.kind !== "changes") throw new Error(`The feed sent ${event.kind}.`);
    events.push([event.from, event.seq, event.changes.length, event.isSplit]);
    if (events.length === count) return events;
  }
  return events;
}

test("ends events where a command ends, or says that the command continues", async () => {
  const ada = await world.person("Boundaries");
  const { workspaceId, inboxId } = ada;
  const author = { actorId: ada.id, workspaceId };
  const write = (count: number) =>
    writeLines(
      world,
      author,
      Array.from({ length: count }, () => changeDraft(inboxId)),
    );
  const start = Number(await startingPoint(ada));
  const after = (count: number) => String(start + count);
  const reader = await startReader(world.ctxOf(ada), { workspaceId });
  await reader.until(() => reader.events.length === 1);
  for (const count of [300, 300, 1_100, 200]) await write(count);
  const expected = [
    [after(0), after(300), 300, false],
    [after(300), after(600), 300, false],
    [after(600), after(1_100), 500, true],
    [after(1_100), after(1_600), 500, true],
    [after(1_600), after(1_900), 300, false],
  ];
  expect(await firstEvents(ada, String(start), 5)).toEqual(expected);

  // The reader who was connected has received the same changes, in parts that end at the same kinds of places.
  await reader.until(() => reader.events.at(-1)?.seq === after(1_900));
  const live = reader.events.flatMap((event) => (event.kind === "changes" ? [event] : []));
  expect(live.map(({ from }) => from)).toEqual([String(start), ...live.slice(0, -1).map(({ seq }) => seq)]);
  const ends = new Set([300, 600, 1_700, 1_900].map(after));
  expect(live.map(({ seq, isSplit }) => isSplit !== ends.has(seq))).not.toContain(false);
  await reader.disconnect();
});

test("says that a command continues after many entries that the reader can't see", async () => {
  const ada = await world.person("Mostly hidden");
  const { workspaceId, inboxId } = ada;
  const start = await startingPoint(ada);
  const hidden = Array.from({ length: 6_000 }, () => changeDraft(uuidv7()));
  await writeLines(world, { actorId: ada.id, workspaceId }, [changeDraft(inboxId), ...hidden, changeDraft(inboxId)]);
  const [middle, end] = [String(start + 5_000n), String(start + 6_002n)];
  expect(await firstEvents(ada, String(start), 2)).toEqual([
    [String(start), middle, 1, true],
    [middle, end, 1, false],
  ]);
});

test("sends the author of a change the position, even if they can't see it", async () => {
  const [ada, ben] = [await world.person("Author"), await world.person("Other")];
  const { workspaceId } = ada;
  await joinWorkspace(world, workspaceId, ben, "member");
  const [author, other] = [
    await startReader(world.ctxOf(ada), { workspaceId }, { recheckMs: 3_600_000 }),
    await startReader(world.ctxOf(ben), { workspaceId }, { recheckMs: 3_600_000 }),
  ];
  await author.until(() => author.events.length === 1);
  await other.until(() => other.events.length === 1);
  const start = await startingPoint(ada);
  const seq = await writeLines(world, { actorId: ada.id, workspaceId }, [changeDraft(uuidv7())]);
  await author.until(() => author.events.length === 2);
  const position = { kind: "changes", from: String(start), seq: String(seq), isSplit: false, changes: [] };
  expect(author.events[1]).toEqual(position);
  expect(other.events).toHaveLength(1);
  // The other reader receives it with the next check of their access.
  world.runtime.notifier.notifyUser(ben.id);
  await other.until(() => other.events.length === 2);
  expect(other.events[1]).toEqual(position);
  await Promise.all([author.disconnect(), other.disconnect()]);
});

test("delivers all entries of a command that has more than a process keeps", async () => {
  const ada = await world.person("Bulk");
  const { workspaceId, inboxId } = ada;
  const author = { actorId: ada.id, workspaceId };
  const reader = await startReader(world.ctxOf(ada), { workspaceId });
  await reader.until(() => reader.events.length === 1);
  // One page that is kept, then more entries than are kept, the last of which leave room for that page.
  await writeLines(world, author, [changeDraft(inboxId)]);
  await reader.until(() => reader.seqs().length === 1);
  const last = await writeLines(
    world,
    author,
    Array.from({ length: 2_100 }, () => changeDraft(inboxId)),
  );
  await reader.until(() => reader.seqs().at(-1) === Number(last));
  expect(reader.seqs()).toEqual(numbers(Number(last) - 2_100, Number(last)));
  await reader.disconnect();
});

test("ends when a backup is restored, after which the position means other changes", async () => {
  const ada = await world.person("Restored while connected");
  const { workspaceId, inboxId } = ada;
  const reader = await startReader(world.ctxOf(ada), { workspaceId });
  await writeLines(world, { actorId: ada.id, workspaceId }, [changeDraft(inboxId)]);
  await reader.until(() => reader.seqs().length === 1);
  await world.database.owner.pool.query("UPDATE workspace_counter SET epoch = DEFAULT WHERE workspace_id = $1", [
    workspaceId,
  ]);
  world.runtime.notifier.notifyUser(ada.id);
  await reader.ended;
  // Another stream starts in the restored log.
  const next = await startReader(world.ctxOf(ada), { workspaceId });
  await writeLines(world, { actorId: ada.id, workspaceId }, [changeDraft(inboxId)]);
  await next.until(() => next.seqs().length === 1);
  expect(next.events.map(({ kind }) => kind)).toEqual(["open", "changes"]);
  await next.disconnect();
});

test("requests a resync if the log can't resume after an id", async () => {
  const ada = await world.person("Late");
  const { workspaceId, inboxId } = ada;
  await writeLines(
    world,
    { actorId: ada.id, workspaceId },
    Array.from({ length: 7 }, () => changeDraft(inboxId)),
  );
  const greet = async (lastEventId: string) => {
    const reader = await startReader(world.ctxOf(ada), { workspaceId, lastEventId });
    await reader.until(() => reader.events.length > 0).catch(() => {});
    await reader.disconnect();
    return reader.events[0]?.kind;
  };
  expect(await greet("5")).toBe("changes");
  expect(await greet("11")).toBe("resync");
  expect(await greet("9223372036854775807")).toBe("resync");
  await world.database.owner.prisma.change.deleteMany({ where: { workspaceId, seq: { lte: 6 } } });
  expect(await greet("6")).toBe("changes");
  expect(await greet("5")).toBe("resync");
});

async function epochOf(workspaceId: Id): Promise<Id> {
  const { epoch } = await world.runtime.db.workspaceCounter.findUniqueOrThrow({ where: { workspaceId } });
  return epoch;
}

test("requests a resync if the position is of the log before a backup was restored", async () => {
  const ada = await world.person("Restored");
  const { workspaceId, inboxId } = ada;
  await writeLines(world, { actorId: ada.id, workspaceId }, [changeDraft(inboxId)]);
  const before = await epochOf(workspaceId);
  const greet = async (epoch: Id | null) => {
    const lastEventId = formatPosition({ seq: "3", epoch });
    const reader = await startReader(world.ctxOf(ada), { workspaceId, lastEventId });
    await reader.until(() => reader.events.length > 0);
    await reader.disconnect();
    return reader.events[0];
  };
  expect(await greet(before)).toMatchObject({ kind: "changes", seq: "4" });

  await world.database.owner.pool.query("UPDATE workspace_counter SET epoch = DEFAULT WHERE workspace_id = $1", [
    workspaceId,
  ]);
  const epoch = await epochOf(workspaceId);
  expect(epoch).not.toBe(before);
  expect(await greet(before)).toEqual({ kind: "resync", seq: "4", epoch });
  expect(await greet(epoch)).toMatchObject({ kind: "changes", seq: "4" });
  // A client that doesn't send the epoch can't tell the logs apart.
  expect(await greet(null)).toMatchObject({ kind: "changes", seq: "4" });
});

test("rejects a user who is not in the workspace with not_found", async () => {
  const stranger = await world.person("Stranger");
  const follow = followChanges(world.ctxOf(stranger), { workspaceId: mira.workspaceId }, new AbortController().signal);
  await expect(follow).rejects.toMatchObject({ code: "not_found" });
});

test("closes when the reader is removed from the workspace, and when the session ends", async () => {
  const { workspaceId } = mira;
  const [removed, signedOut, suspended] = [
    await world.person("Removed"),
    await world.person("Out"),
    await world.person("Suspended"),
  ];
  for (const person of [removed, signedOut, suspended]) await joinWorkspace(world, workspaceId, person, "member");
  const readers = await Promise.all(
    // The periodic recheck is disabled, so only a notification can end the feed.
    [removed, signedOut, suspended].map((person) =>
      startReader(world.ctxOf(person), { workspaceId }, { recheckMs: 3_600_000 }),
    ),
  );
  await Promise.all(readers.map((reader) => reader.until(() => reader.events.length === 1)));

  const { db, notifier } = world.runtime;
  await db.workspaceMember.delete({ where: { workspaceId_userId: { workspaceId, userId: removed.id } } });
  await db.session.update({ where: { id: signedOut.actor.sessionId }, data: { revokedAt: world.runtime.clock() } });
  await db.userAccount.update({ where: { id: suspended.id }, data: { status: "suspended" } });
  for (const person of [removed, signedOut, suspended]) notifier.notifyUser(person.id);
  await Promise.all(readers.map((reader) => reader.ended));
  const reasons = readers.map(({ events }) => events.at(-1));
  expect(reasons).toMatchObject([
    { kind: "closed", reason: "workspace" },
    { kind: "closed", reason: "credential" },
    { kind: "closed", reason: "credential" },
  ]);
});

test("detects lost access at the next recheck, without a notification", async () => {
  const ada = await world.person("Unheard");
  await joinWorkspace(world, mira.workspaceId, ada, "member");
  const reader = await startReader(world.ctxOf(ada), { workspaceId: mira.workspaceId }, { recheckMs: 100 });
  await reader.until(() => reader.events.length === 1);
  await world.runtime.db.session.update({
    where: { id: ada.actor.sessionId },
    data: { revokedAt: world.runtime.clock() },
  });
  await reader.ended;
  expect(reader.events.at(-1)).toMatchObject({ kind: "closed", reason: "credential" });
});
