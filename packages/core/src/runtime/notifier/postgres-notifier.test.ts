import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Reader } from "../../testing/feed.ts";
import { changeDraft, startReader, writeLines } from "../../testing/feed.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import type { Notifier } from "./notifier.ts";
import { createPostgresNotifier } from "./postgres-notifier.ts";

const NEVER = 3_600_000;
const log = pino({ level: "silent" });

let world: World;
let mira: Person;
beforeAll(async () => {
  world = await createWorld();
  mira = await world.person("Mira");
});
afterAll(() => world.close());

const notifiers: Notifier[] = [];
afterEach(async () => {
  await Promise.all(notifiers.splice(0).map((notifier) => notifier.close()));
});

/** Creates the notifier of one simulated process. */
async function processNotifier({ pollEveryMs = NEVER, url = world.database.ownerUrl } = {}): Promise<Notifier> {
  const before = await channelCount();
  const notifier = createPostgresNotifier({ db: world.runtime.db, url, log, pollEveryMs });
  notifiers.push(notifier);
  if (url === world.database.ownerUrl) await expect.poll(channelCount).toBe(before + 1);
  return notifier;
}

async function channelCount(): Promise<number> {
  const { rows } = await world.database.owner.pool.query<{ count: number }>(
    "SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'docket-channel' AND state = 'idle' AND query <> ''",
  );
  return rows[0]?.count ?? 0;
}

function readThrough(notifier: Notifier): Promise<Reader> {
  const ctx = world.ctxOf(mira);
  const timing = { recheckMs: NEVER };
  return startReader({ ...ctx, runtime: { ...ctx.runtime, notifier } }, { workspaceId: mira.workspaceId }, timing);
}

/** Writes in one process and waits until a reader in another receives the change. */
async function deliver(writer: Notifier, reader: Reader): Promise<void> {
  const { workspaceId, inboxId } = mira;
  const seq = await writeLines(world, { actorId: mira.id, workspaceId, notifier: writer }, [changeDraft(inboxId)]);
  await reader.until(() => reader.seqs().at(-1) === Number(seq));
}

// The periodic checks run only once an hour, so each test has only one means of delivery.

test("notifies the readers of another process on the same database", async () => {
  const [left, right] = [await processNotifier(), await processNotifier()];
  const reader = await readThrough(right);
  await reader.until(() => reader.events.length === 1);
  for (let round = 0; round < 10; round += 1) await deliver(left, reader);
  await deliver(right, reader);
  expect(reader.seqs()).toHaveLength(11);
  await reader.disconnect();
});

test("a session ended in one process closes its streams in another", async () => {
  const [left, right] = [await processNotifier(), await processNotifier()];
  const person = await world.person("Signed out");
  const ctx = world.ctxOf(person);
  const reader = await startReader(
    { ...ctx, runtime: { ...ctx.runtime, notifier: right } },
    { workspaceId: person.workspaceId },
    { recheckMs: NEVER },
  );
  await reader.until(() => reader.events.length === 1);
  await world.runtime.db.session.update({
    where: { id: person.actor.sessionId },
    data: { revokedAt: world.runtime.clock() },
  });
  left.notifyUser(person.id);
  await reader.ended;
  expect(reader.events.at(-1)).toMatchObject({ kind: "closed", reason: "credential" });
});

test("loses nothing when the listening connection is killed, and reconnects", async () => {
  const [left, right] = [await processNotifier(), await processNotifier()];
  const reader = await readThrough(right);
  await deliver(left, reader);
  await world.database.owner.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'docket-channel'",
  );
  await deliver(left, reader);
  await expect.poll(channelCount).toBe(2);
  for (let round = 0; round < 3; round += 1) await deliver(left, reader);
  expect(reader.seqs()).toHaveLength(5);
  await reader.disconnect();
});

test("finds all changes by polling if the connection for notifications does not work", async () => {
  const url = "postgresql://nobody@127.0.0.1:1/none";
  const [left, right] = [
    await processNotifier({ url, pollEveryMs: 100 }),
    await processNotifier({ url, pollEveryMs: 100 }),
  ];
  const reader = await readThrough(right);
  await reader.until(() => reader.events.length === 1);
  await deliver(left, reader);
  expect(reader.seqs()).toHaveLength(1);
  await reader.disconnect();
});

test("ignores malformed messages on the channel", async () => {
  const notifier = await processNotifier();
  let calls = 0;
  notifier.listen(mira.workspaceId, () => (calls += 1));
  const { pool } = world.database.owner;
  for (const payload of ["", "w", `x${mira.workspaceId}`, "w'; DROP TABLE task", `u${mira.workspaceId},,,`]) {
    await pool.query("SELECT pg_notify('docket', $1)", [payload]);
  }
  await pool.query("SELECT pg_notify('docket', $1)", [`nonsense,w${mira.workspaceId}`]);
  await expect.poll(() => calls).toBe(1);
});
