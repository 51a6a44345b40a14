import { createHash, createHmac } from "node:crypto";
import type { Prisma } from "@docket/db/generated/client";
import type { ChainReport } from "@docket/schema/security-event";
import type { Tx } from "../ctx.ts";
import type { Runtime } from "../runtime.ts";

// Events are written without meeting each other. Afterwards one job puts them into a chain, each link's hash holding the
// one before it, and signs from time to time how long the chain is and how it ends. Whoever changes or removes a line
// later would have to make all links after it anew, and could not make the signatures.

const START = new Uint8Array(32);
const BATCH = 1_000;
const DAY_MS = 24 * 60 * 60_000;
/** Only one process may add links. Any number that no other lock of Docket uses. */
const LOCK = 7_021_501;

type EventRow = Prisma.SecurityEventGetPayload<object>;
type Link = { n: bigint; hash: Uint8Array };

/**
 * Links the events that are not in the chain yet, in the order in which it finds them. Run it every now and then; a run
 * that another process is faster at does nothing.
 *
 * @returns how many were linked
 */
export async function chainSecurityEvents({ db, clock }: Runtime): Promise<number> {
  return db.$transaction(async (tx) => {
    if (!(await takeLock(tx))) return 0;
    let last = await lastLink(tx);
    const waiting = await unlinked(tx);
    const linkedAt = clock();
    const links = waiting.map((event) => {
      const previousHash = last.hash;
      last = { n: last.n + 1n, hash: linkHash(previousHash, event) };
      return { n: last.n, eventId: event.id, previousHash: bytes(previousHash), hash: bytes(last.hash), linkedAt };
    });
    if (links.length > 0) await tx.securityEventLink.createMany({ data: links });
    return links.length;
  });
}

async function takeLock(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ taken: boolean }[]>`SELECT pg_try_advisory_xact_lock(${LOCK}) AS taken`;
  return row?.taken === true;
}

async function lastLink(tx: Tx): Promise<Link> {
  const last = await tx.securityEventLink.findFirst({ orderBy: { n: "desc" }, select: { n: true, hash: true } });
  return last ?? { n: 0n, hash: START };
}

async function unlinked(tx: Tx): Promise<EventRow[]> {
  const ids = await tx.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM security_event e
    WHERE NOT EXISTS (SELECT 1 FROM security_event_link l WHERE l.event_id = e.id)
    ORDER BY e.at, e.id LIMIT ${BATCH}`;
  return tx.securityEvent.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
}

/** SHA-256 over the hash before and the whole row, its fields by name and in order. */
function linkHash(previousHash: Uint8Array, event: EventRow): Uint8Array {
  return createHash("sha256")
    .update(previousHash)
    .update(canonical({ ...event, at: event.at.toISOString() }))
    .digest();
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

function bytes(view: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(view);
}

/**
 * Signs the present end of the chain, and says it in the log too, where it outlives the database. Does nothing when there
 * is nothing new to sign.
 */
export async function checkpointSecurityEvents({ db, keys, clock, log }: Runtime): Promise<void> {
  const end = await lastLink(db);
  if (end.n === 0n) return;
  const { id: keyId, secret } = keys.checkpoint.first;
  const signature = signatureOf(secret, end);
  const { count } = await db.securityCheckpoint.createMany({
    data: [{ n: end.n, hash: bytes(end.hash), keyId, signature, createdAt: clock() }],
    skipDuplicates: true,
  });
  if (count > 0) {
    const hash = Buffer.from(end.hash).toString("hex");
    log.info(
      { n: end.n.toString(), hash, signature: Buffer.from(signature).toString("hex") },
      "security log checkpoint",
    );
  }
}

/** Signs once a day, however often it is asked to: a server that is started anew every morning signs too. */
export async function checkpointDaily(runtime: Runtime): Promise<void> {
  const since = new Date(runtime.clock().getTime() - DAY_MS);
  const recent = await runtime.db.securityCheckpoint.count({ where: { createdAt: { gt: since } } });
  if (recent === 0) await checkpointSecurityEvents(runtime);
}

function signatureOf(secret: Uint8Array, { n, hash }: Link): Uint8Array<ArrayBuffer> {
  return bytes(createHmac("sha256", secret).update(`${n}.`).update(hash).digest());
}

type LinkedEvent = { n: bigint; eventId: string; previousHash: Uint8Array; hash: Uint8Array };

/**
 * Walks the whole chain and every checkpoint. Old days that retention removed are known by a checkpoint just before the
 * first link that is left.
 *
 * @returns whether all is as it was written, or the first line that is not
 */
export async function verifySecurityChain(runtime: Runtime): Promise<ChainReport> {
  const { db } = runtime;
  const waiting = await countUnlinked(db);
  const checkpoints = new Map((await db.securityCheckpoint.findMany()).map((row) => [row.n, row]));
  let length = 0;
  let last: Link | null = null;
  const broken = (n: bigint, eventId: string | null, reason: string): ChainReport => ({
    isWhole: false,
    length,
    waiting,
    fault: { n: n.toString(), eventId, reason },
  });

  for (;;) {
    const links = await linksAfter(db, last?.n ?? 0n);
    if (links.length === 0) break;
    const events = await eventsOf(db, links);
    for (const link of links) {
      const event = events.get(link.eventId);
      const before: Link = last ?? startBefore(link, checkpoints);
      if (link.n !== before.n + 1n) return broken(before.n + 1n, null, "a link is missing");
      if (!equal(link.previousHash, before.hash))
        return broken(link.n, link.eventId, "it does not follow the one before");
      if (!event) return broken(link.n, link.eventId, "the event is missing");
      if (!equal(link.hash, linkHash(before.hash, event))) return broken(link.n, link.eventId, "the event was changed");
      last = { n: link.n, hash: link.hash };
      length += 1;
      const checkpoint = checkpoints.get(link.n);
      if (checkpoint && isForged(runtime, checkpoint))
        return broken(link.n, link.eventId, "the checkpoint is not ours");
      if (checkpoint && !equal(checkpoint.hash, link.hash))
        return broken(link.n, link.eventId, "the checkpoint says otherwise");
    }
  }
  const newest = [...checkpoints.values()].toSorted((one, other) => Number(one.n - other.n)).at(-1);
  if (newest && !runtime.keys.checkpoint.byId.has(newest.keyId)) {
    return broken(newest.n, null, "the newest checkpoint was signed with a key that is not in the ring");
  }
  const beyond = [...checkpoints.keys()].find((n) => n > (last?.n ?? 0n));
  if (beyond !== undefined) return broken(beyond, null, "the end of the chain is missing");
  return { isWhole: true, length, waiting, fault: null };
}

async function countUnlinked(db: Tx): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM security_event e
    WHERE NOT EXISTS (SELECT 1 FROM security_event_link l WHERE l.event_id = e.id)`;
  return row?.count ?? 0;
}

function linksAfter(db: Tx, n: bigint): Promise<LinkedEvent[]> {
  return db.securityEventLink.findMany({ where: { n: { gt: n } }, orderBy: { n: "asc" }, take: BATCH });
}

async function eventsOf(db: Tx, links: LinkedEvent[]): Promise<Map<string, EventRow>> {
  const rows = await db.securityEvent.findMany({ where: { id: { in: links.map(({ eventId }) => eventId) } } });
  return new Map(rows.map((row) => [row.id, row]));
}

/** What the first link that is left must follow: nothing, or the checkpoint up to which the log was cut. */
function startBefore(first: LinkedEvent, checkpoints: ReadonlyMap<bigint, Link>): Link {
  return checkpoints.get(first.n - 1n) ?? { n: 0n, hash: START };
}

/** One that was signed with a retired key can't be checked; what a newer one says of the same chain stands for it. */
function isForged({ keys }: Runtime, checkpoint: Link & { keyId: string; signature: Uint8Array }): boolean {
  const key = keys.checkpoint.byId.get(checkpoint.keyId);
  return key !== undefined && !equal(signatureOf(key.secret, checkpoint), checkpoint.signature);
}

function equal(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
