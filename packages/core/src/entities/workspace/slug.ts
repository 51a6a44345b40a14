import { randomBytes } from "node:crypto";
import { foldText } from "@docket/schema/fold-text";
import type { Tx } from "../../runtime/ctx.ts";

const MAX_SLUG_LENGTH = 40;

/** Derives a workspace's slug from its name: `mira-s-tasks` for `Mira's tasks`. */
export function slugFromName(name: string): string {
  const words = foldText(name)
    .replace(/[^a-z0-9 ]/g, "")
    .trim()
    .split(/ +/)
    .join("-");
  const slug = words.slice(0, MAX_SLUG_LENGTH).replace(/-+$/, "");
  return slug === "" ? "workspace" : slug;
}

/** Namespace of the advisory lock: any number that no other lock in Docket uses. */
const LOCK = 7_021_502;

/** Returns a slug that no workspace has: the given slug or, if it is taken, the slug followed by random letters. */
export async function freeSlug(tx: Tx, preferred: string): Promise<string> {
  // Without this lock, concurrent commands would choose the same slug for the same name. The second command waits until
  // the first has committed.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::int, hashtext(${preferred}))`;
  const taken = await tx.workspace.count({ where: { slug: preferred } });
  return taken === 0 ? preferred : `${preferred}-${randomBytes(4).toString("hex")}`;
}
