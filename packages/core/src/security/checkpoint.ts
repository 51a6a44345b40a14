import { createHmac, timingSafeEqual } from "node:crypto";
import type { Keys } from "../keys.ts";
import type { Runtime } from "../runtime.ts";
import { chainHead, toBytes } from "./audit-hash-chain.ts";
import type { Link } from "./audit-hash-chain.ts";

export const DAY_MS = 24 * 60 * 60_000;

/** What is signed: how the chain ended (`head`), or up to which link retention removed it (`retention`). */
export type Statement = Link & { kind: "head" | "retention"; createdAt: Date };

/** A statement with its signature, as a row of the table or as the note outside of it. */
export type Checkpoint = Omit<Statement, "kind"> & { kind: string; keyId: string; signature: Uint8Array };

/** Signs a statement with the first data key, which the database does not hold. */
export function sign({ checkpoint: { first } }: Keys, statement: Statement) {
  const signature = signatureOf(first.secret, statement);
  return { ...statement, hash: toBytes(statement.hash), keyId: first.id, signature };
}

/** Tells a signature of ours from a forged one, and from one whose key has left the ring. */
export function verifySignature(
  { checkpoint: { byId } }: Keys,
  checkpoint: Checkpoint,
): "valid" | "forged" | "unknown" {
  const key = byId.get(checkpoint.keyId);
  if (key === undefined) return "unknown";
  const expected = signatureOf(key.secret, checkpoint);
  const isValid = expected.length === checkpoint.signature.length && timingSafeEqual(expected, checkpoint.signature);
  return isValid ? "valid" : "forged";
}

/** The kind and the time are covered too: a head is no removal, and can't be made to look old enough for one. */
function signatureOf(secret: Uint8Array, { kind, n, createdAt, hash }: Omit<Checkpoint, "keyId" | "signature">) {
  return toBytes(createHmac("sha256", secret).update(`${kind}.${n}.${createdAt.toISOString()}.`).update(hash).digest());
}

/**
 * Signs the present end of the chain, and writes it to the server's log too, which outlives the database. Does nothing when
 * this end is signed already.
 */
export async function checkpointSecurityEvents({ db, keys, clock, log }: Runtime): Promise<void> {
  const head = await chainHead(db);
  if (head.n === 0n) return;
  const checkpoint = sign(keys, { ...head, kind: "head", createdAt: clock() });
  const { count } = await db.securityCheckpoint.createMany({ data: [checkpoint], skipDuplicates: true });
  if (count === 0) return;
  const { n, hash, signature } = checkpoint;
  log.info({ n: n.toString(), hash: toHex(hash), signature: toHex(signature) }, "security log checkpoint");
}

/** Signs the head once a day, however often it is called; the first time immediately. */
export async function checkpointDaily(runtime: Runtime): Promise<void> {
  const since = new Date(runtime.clock().getTime() - DAY_MS);
  const recent = await runtime.db.securityCheckpoint.count({ where: { kind: "head", createdAt: { gt: since } } });
  if (recent === 0) await checkpointSecurityEvents(runtime);
}

/**
 * Signs what retention removed once more with the first key, so that an older key may leave the ring. Rows that were signed
 * with a key that has left it already stay and count for nothing.
 */
export async function resignRetention({ db, keys }: Runtime): Promise<void> {
  const rows = await db.securityCheckpoint.findMany({ where: { kind: "retention" }, orderBy: { n: "desc" } });
  const newest = rows.find((row) => verifySignature(keys, row) === "valid");
  if (newest === undefined) return;
  const { n, hash, createdAt } = newest;
  const data = [sign(keys, { kind: "retention", n, hash, createdAt })];
  await db.securityCheckpoint.createMany({ data, skipDuplicates: true });
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
