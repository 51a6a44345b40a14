import { readFile } from "node:fs/promises";
import path from "node:path";
import { replaceSecretFile } from "@docket/db/secret-file";
import { Timestamp } from "@docket/schema/timestamp";
import { z } from "zod";
import type { Config } from "../../runtime/config.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { chainHead, toBytes } from "./audit-hash-chain.ts";
import type { Link } from "./audit-hash-chain.ts";
import { sign, verifySignature } from "./checkpoint.ts";
import type { Checkpoint } from "./checkpoint.ts";

const Hex = z
  .string()
  .regex(/^(?:[0-9a-f]{2})+$/)
  .transform((text) => toBytes(Buffer.from(text, "hex")));

const Note = z.strictObject({
  n: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
  hash: Hex,
  keyId: z.string(),
  signature: Hex,
  at: Timestamp,
});

/**
 * Returns the path of the file with the signed head. The file is outside the database, so it survives the deletion of
 * every row.
 */
export function headNoteFile({ dataDirectory }: Config): string {
  return path.resolve(dataDirectory, "security-log-head.json");
}

/**
 * Reads the signed head from the data directory.
 *
 * @returns null if there is no file yet, "damaged" if it can't be parsed
 */
export async function readHeadNote(config: Config): Promise<Checkpoint | "damaged" | null> {
  const text = await readFile(headNoteFile(config), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  const parsed = Note.safeParse(parseJson(text));
  if (!parsed.success) return "damaged";
  const { at, ...note } = parsed.data;
  return { ...note, kind: "head", createdAt: new Date(at) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Stores the current signed head of the chain in the data directory. A stored head that contradicts the chain is not
 * overwritten, because it is evidence. An error is logged instead.
 */
export async function noteChainHead(runtime: Runtime): Promise<void> {
  const { config, db, keys, clock, log } = runtime;
  const note = await readHeadNote(config);
  const head = await chainHead(db);
  if (note === null && head.n === 0n) return;
  if (note === "damaged" || (note !== null && !(await isContinued(runtime, note, head)))) {
    log.error({ n: head.n.toString() }, "the security log does not fit the head noted in the data directory");
    return;
  }
  if (note?.n === head.n && note.keyId === keys.checkpoint.first.id) return;
  const { n, hash, keyId, signature, createdAt } = sign(keys, { ...head, kind: "head", createdAt: clock() });
  const text = {
    n: n.toString(),
    hash: Buffer.from(hash).toString("hex"),
    keyId,
    signature: Buffer.from(signature).toString("hex"),
    at: createdAt.toISOString(),
  };
  await replaceSecretFile(headNoteFile(config), `${JSON.stringify(text)}\n`);
}

/** Returns whether the stored head is still in the chain or was removed by retention. */
async function isContinued({ db, keys }: Runtime, note: Checkpoint, head: Link): Promise<boolean> {
  if (verifySignature(keys, note) !== "valid" || note.n > head.n) return false;
  const link = await db.securityEventLink.findUnique({ where: { n: note.n }, select: { hash: true } });
  if (link !== null) return Buffer.compare(link.hash, note.hash) === 0;
  return (await db.securityCheckpoint.count({ where: { kind: "retention", n: { gte: note.n } } })) > 0;
}
