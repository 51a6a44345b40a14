import { createHmac, timingSafeEqual } from "node:crypto";
import type { Keys } from "../../runtime/keys.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { chainHead, toBytes } from "./audit-hash-chain.ts";
import type { Link } from "./audit-hash-chain.ts";

export const DAY_MS = 24 * 60 * 60_000;

/**
 * The content that is signed: the last link of the chain (`head`), or the last link that retention removed
 * (`retention`).
 */
export type Statement = Link & { kind: "head" | "retention"; createdAt: Date };

/** A statement with its signature, as stored in a table row or in the file outside the database. */
export type Checkpoint = Omit<Statement, "kind"> & { kind: string; keyId: string; signature: Uint8Array };

/** Signs a statement with the first data key, which is not stored in the database. */
export function sign({ checkpoint: { first } }: Keys, statement: Statement) {
  const signature = signatureOf(first.secret, statement);
  return { ...statement, hash: toBytes(statement.hash), keyId: first.id, signature };
}

/** Returns whether a signature is valid, forged or made with a key that is not in the key ring. */
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

/**
 * Computes a signature. It also covers the kind and time of the statement, so that a head can't be backdated or passed
 * off as a retention marker.
 */
function signatureOf(secret: Uint8Array, { kind, n, createdAt, hash }: Omit<Checkpoint, "keyId" | "signature">) {
  return toBytes(createHmac("sha256", secret).update(`${kind}.${n}.${createdAt.toISOString()}.`).update(hash).digest());
}

/**
 * Signs the current end of the chain and also writes it to the server's log, which outlives the database. Does nothing
 * if this end is already signed.
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

/** Signs the head at most once a day, however often this is called. The first call signs immediately. */
export async function checkpointDaily(runtime: Runtime): Promise<void> {
  const since = new Date(runtime.clock().getTime() - DAY_MS);
  const recent = await runtime.db.securityCheckpoint.count({ where: { kind: "head", createdAt: { gt: since } } });
  if (recent === 0) await checkpointSecurityEvents(runtime);
}

/**
 * Re-signs the newest retention marker with the first key, so that older keys can be removed from the key ring. Rows
 * signed with a key that has already been removed are kept and ignored.
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
