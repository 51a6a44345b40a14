import type { ChainReport } from "@docket/schema/security-event";
import type { Tx } from "../../runtime/ctx.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { CHAIN_START, linkHash } from "./audit-hash-chain.ts";
import type { EventRow, Link } from "./audit-hash-chain.ts";
import { DAY_MS, verifySignature } from "./checkpoint.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { readHeadNote } from "./head-note.ts";

const BATCH = 1_000;
/**
 * Grace period after which a missing link or signature is reported, in milliseconds. Jobs normally link and sign within
 * seconds.
 */
const GRACE_MS = 5 * 60_000;

type LinkedEvent = { n: bigint; eventId: string; previousHash: Uint8Array; hash: Uint8Array; linkedAt: Date };
type Fault = { n: bigint; eventId: string | null; reason: string };
type Walk = { length: number; last: Link; lastLinkedAt: Date | null; fault: Fault | null };

/** The signed statements that the chain must match. */
type Evidence = { checkpoints: Checkpoint[]; note: Checkpoint | "damaged" | null };

/**
 * Verifies the whole security log. Every event must be unchanged and linked. The chain must begin at its start or after
 * the last link removed by retention, according to the signed retention marker. It must contain every signed head from
 * the database and from the data directory. Reads in batches, so that memory use does not grow with the log.
 *
 * @returns whether the log is intact, or the first fault
 */
export async function verifySecurityChain(runtime: Runtime): Promise<ChainReport> {
  const { db, config } = runtime;
  const evidence: Evidence = {
    note: await readHeadNote(config),
    checkpoints: await db.securityCheckpoint.findMany({ orderBy: { n: "asc" } }),
  };
  const waiting = await findUnlinked(db);
  const walk = await walkChain(runtime, evidence);
  const fault = walk.fault ?? faultOfEnd(runtime, walk, evidence) ?? faultOfWaiting(runtime, walk, waiting);
  return {
    isWhole: fault === null,
    length: walk.length,
    waiting: waiting.count,
    fault: fault && { ...fault, n: fault.n.toString() },
  };
}

async function walkChain(runtime: Runtime, { checkpoints, note }: Evidence): Promise<Walk> {
  const { db } = runtime;
  const signedAt = headsByNumber(checkpoints, note);
  const walk: Walk = { length: 0, last: startOfChain(runtime, checkpoints), lastLinkedAt: null, fault: null };
  for (;;) {
    const links = await linksAfter(db, walk.last.n);
    if (links.length === 0) return walk;
    const events = await eventsOf(db, links);
    for (const link of links) {
      const signed = signedAt.get(link.n) ?? [];
      walk.fault = faultOfLink(runtime, link, { before: walk.last, event: events.get(link.eventId), signed });
      if (walk.fault !== null) return walk;
      walk.last = { n: link.n, hash: link.hash };
      walk.lastLinkedAt = link.linkedAt;
      walk.length += 1;
    }
  }
}

function headsByNumber(checkpoints: Checkpoint[], note: Evidence["note"]): Map<bigint, Checkpoint[]> {
  const heads = new Map<bigint, Checkpoint[]>();
  for (const head of [...checkpoints, ...(note === null || note === "damaged" ? [] : [note])])
    if (head.kind === "head") heads.set(head.n, [...(heads.get(head.n) ?? []), head]);
  return heads;
}

/**
 * Returns the predecessor of the first link: the chain's start, or the last link removed by retention, according to the
 * newest valid marker.
 */
function startOfChain({ keys }: Runtime, checkpoints: Checkpoint[]): Link {
  const removed = checkpoints.filter((row) => row.kind === "retention" && verifySignature(keys, row) === "valid");
  return removed.at(-1) ?? CHAIN_START;
}

type LinkContext = { before: Link; event: EventRow | undefined; signed: Checkpoint[] };

function faultOfLink({ keys }: Runtime, link: LinkedEvent, { before, event, signed }: LinkContext): Fault | null {
  const { n, eventId } = link;
  if (n !== before.n + 1n) return { n: before.n + 1n, eventId: null, reason: "an entry is missing" };
  if (!isEqual(link.previousHash, before.hash)) return { n, eventId, reason: "it does not follow from the one before" };
  if (!event) return { n, eventId, reason: "the event is missing" };
  if (!isEqual(link.hash, linkHash(before.hash, event))) return { n, eventId, reason: "the event was changed" };
  for (const checkpoint of signed) {
    if (verifySignature(keys, checkpoint) === "forged")
      return { n, eventId, reason: "the signature of the checkpoint is invalid" };
    if (!isEqual(checkpoint.hash, link.hash)) return { n, eventId, reason: "the checkpoint says otherwise" };
  }
  return null;
}

/** Returns a fault that the remaining links can't reveal: the end of the chain, or its signature, is missing. */
function faultOfEnd(runtime: Runtime, walk: Walk, { checkpoints, note }: Evidence): Fault | null {
  const { last } = walk;
  const heads = checkpoints.filter(({ kind }) => kind === "head");
  const newest = heads.at(-1);
  if (newest && heads.every((row) => row.n !== newest.n || verifySignature(runtime.keys, row) === "unknown"))
    return faultAt(newest.n, "the newest checkpoint was signed with a key that is not in the ring");
  if (newest && newest.n > last.n) return faultAt(newest.n, "the end of the chain is missing");
  if (note === "damaged") return faultAt(last.n, "the head noted in the data directory can't be read");
  if (note && verifySignature(runtime.keys, note) !== "valid")
    return faultAt(note.n, "the head noted in the data directory is not ours");
  if (note && note.n > last.n) return faultAt(note.n, "the end of the chain is missing");
  return isUnsigned(runtime, walk, newest) ? faultAt(last.n, "its checkpoint is missing") : null;
}

function faultAt(n: bigint, reason: string): Fault {
  return { n, eventId: null, reason };
}

/**
 * Returns whether the last link is overdue for signing. The first link is signed immediately, later ones a day after
 * the previous signature.
 */
function isUnsigned({ clock }: Runtime, { last, lastLinkedAt }: Walk, newest: Checkpoint | undefined): boolean {
  if (lastLinkedAt === null || newest?.n === last.n) return false;
  const dueAt = newest === undefined ? -Infinity : newest.createdAt.getTime() + DAY_MS;
  return lastLinkedAt.getTime() > dueAt && clock().getTime() > lastLinkedAt.getTime() + GRACE_MS;
}

function faultOfWaiting({ clock }: Runtime, { last }: Walk, { oldest }: Unlinked): Fault | null {
  if (oldest === null || oldest.at.getTime() + GRACE_MS >= clock().getTime()) return null;
  return { n: last.n + 1n, eventId: oldest.id, reason: "the event was not linked" };
}

type Unlinked = { count: number; oldest: { id: string; at: Date } | null };

async function findUnlinked(db: Tx): Promise<Unlinked> {
  const [row] = await db.$queryRaw<{ id: string; at: Date; count: number }[]>`
    SELECT e.id, e.at, (count(*) OVER ())::int AS count FROM security_event e
    WHERE NOT EXISTS (SELECT 1 FROM security_event_link l WHERE l.event_id = e.id) ORDER BY e.at LIMIT 1`;
  return row ? { count: row.count, oldest: row } : { count: 0, oldest: null };
}

function linksAfter(db: Tx, n: bigint): Promise<LinkedEvent[]> {
  return db.securityEventLink.findMany({ where: { n: { gt: n } }, orderBy: { n: "asc" }, take: BATCH });
}

async function eventsOf(db: Tx, links: LinkedEvent[]): Promise<Map<string, EventRow>> {
  const rows = await db.securityEvent.findMany({ where: { id: { in: links.map(({ eventId }) => eventId) } } });
  return new Map(rows.map((row) => [row.id, row]));
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
