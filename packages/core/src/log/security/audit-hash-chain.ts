import { createHash } from "node:crypto";
import type { Prisma } from "@docket/db/generated/client";
import type { Tx } from "../../runtime/ctx.ts";
import type { Runtime } from "../../runtime/runtime.ts";

// Events are written without waiting for each other. Within seconds, a job links them into a chain: the hash of each
// link covers its event and the previous hash. To change or remove an event later, an attacker would have to recompute
// every subsequent link, and the result would contradict the signed heads (checkpoint.ts). One signed head is kept
// outside the database (head-note.ts).

/** The position of an event in the chain. */
export type Link = { n: bigint; hash: Uint8Array };

export type EventRow = Prisma.SecurityEventGetPayload<object>;

/** The predecessor of the first link. */
export const CHAIN_START: Link = { n: 0n, hash: new Uint8Array(32) };

const BATCH = 1_000;
/**
 * Maximum age of an event when it is linked, relative to the newest linked event, in milliseconds. Clocks differ and
 * transactions take time, but an even older event must have been inserted after the fact. It is not linked, and
 * verification reports it.
 */
const MAX_LINK_DELAY_MS = 60 * 60_000;
/** Key of the advisory lock that lets only one process add links. No other lock in Docket uses the same number. */
const LOCK = 7_021_501;

/**
 * Links the events that are not in the chain yet, ordered by time. Must run regularly. Does nothing while another
 * process is linking.
 *
 * @returns the number of events linked
 */
export async function chainSecurityEvents({ db, clock }: Runtime): Promise<number> {
  return db.$transaction(async (tx) => {
    if (!(await takeLock(tx))) return 0;
    const waiting = await unlinkedEvents(tx, clock());
    if (waiting.length === 0) return 0;
    let last = await chainHead(tx);
    const linkedAt = clock();
    const links = waiting.map((event) => {
      const previousHash = last.hash;
      last = { n: last.n + 1n, hash: linkHash(previousHash, event) };
      return { n: last.n, eventId: event.id, previousHash: toBytes(previousHash), hash: toBytes(last.hash), linkedAt };
    });
    await tx.securityEventLink.createMany({ data: links });
    return links.length;
  });
}

async function takeLock(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ taken: boolean }[]>`SELECT pg_try_advisory_xact_lock(${LOCK}) AS taken`;
  return row?.taken === true;
}

/** Returns the last link or, if retention has removed every link, the last one removed. */
export async function chainHead(db: Tx): Promise<Link> {
  const select = { n: true, hash: true } as const;
  const last = await db.securityEventLink.findFirst({ orderBy: { n: "desc" }, select });
  if (last !== null) return last;
  const removed = await db.securityCheckpoint.findFirst({
    where: { kind: "retention" },
    orderBy: { n: "desc" },
    select,
  });
  return removed ?? CHAIN_START;
}

async function unlinkedEvents(tx: Tx, now: Date): Promise<EventRow[]> {
  const ids = await tx.$queryRaw<{ id: string }[]>`
    WITH newest AS (
      SELECT least(e.at, ${now}::timestamptz) - ${MAX_LINK_DELAY_MS} * interval '1 millisecond' AS since
      FROM security_event_link l JOIN security_event e ON e.id = l.event_id ORDER BY l.n DESC LIMIT 1
    )
    SELECT e.id FROM security_event e
    WHERE e.at >= coalesce((SELECT since FROM newest), '-infinity')
      AND NOT EXISTS (SELECT 1 FROM security_event_link l WHERE l.event_id = e.id)
    ORDER BY e.at, e.id LIMIT ${BATCH}`;
  return tx.securityEvent.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
}

/** Returns the SHA-256 hash of the previous hash and the whole row, with its fields sorted by name. */
export function linkHash(previousHash: Uint8Array, event: EventRow): Uint8Array {
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

/** Returns a copy with its own `ArrayBuffer`, which Prisma requires. */
export function toBytes(view: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(view);
}
