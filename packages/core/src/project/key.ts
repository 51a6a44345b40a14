import { foldText } from "@docket/schema/fold-text";
import type { Id } from "@docket/schema/id";
import type { Tx } from "../ctx.ts";

const LONGEST = 10;

/** Letters for a project's task numbers, from its name: `Home admin` gives HA, `Website` gives WEBS. */
export function keyFromName(name: string): string {
  const words = foldText(name)
    .toUpperCase()
    .replace(/[^A-Z0-9 ]/g, "")
    .trim()
    .split(/ +/)
    .filter((word) => word !== "");
  const letters = words.length > 1 ? words.map((word) => word.charAt(0)).join("") : (words[0] ?? "").slice(0, 4);
  const key = letters.replace(/^[0-9]+/, "").slice(0, LONGEST - 4);
  return key === "" ? "P" : key;
}

/** A key that no project of the workspace has: the wish itself, or with the first free number behind it. */
export async function freeKey(tx: Tx, workspaceId: Id, wish: string): Promise<string> {
  // Two projects made at once would choose the same key: the second waits until the first is there.
  await tx.$queryRaw`SELECT id FROM workspace WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  const taken = await tx.project.findMany({ where: { workspaceId, key: { startsWith: wish } }, select: { key: true } });
  const keys = new Set(taken.map((row) => row.key));
  if (!keys.has(wish)) return wish;
  let number = 2;
  while (keys.has(`${wish}${number}`)) number += 1;
  return `${wish}${number}`;
}
