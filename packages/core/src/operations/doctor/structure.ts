import { readFile } from "node:fs/promises";
import path from "node:path";
import { describeCatalogue, readCatalogue } from "@docket/db/catalogue";
import type { Database } from "@docket/db/client";
import { repositoryRoot } from "@docket/db/locate";

/**
 * Compares the live catalog (columns, constraints, indexes, triggers) with the one created by the migrations.
 *
 * @returns objects that are missing or different, which are problems, and additional objects, which the operator should
 *   know about
 */
export async function compareStructure(pool: Database["pool"]): Promise<{ missing: string[]; added: string[] }> {
  const file = path.join(repositoryRoot(), "packages/db/src/catalogue.expected.txt");
  const expected = linesOf(await readFile(file, "utf8"));
  const client = await pool.connect();
  try {
    const live = linesOf(describeCatalogue(await readCatalogue(client)));
    return {
      missing: [...expected].filter((line) => !live.has(line)),
      added: [...live].filter((line) => !expected.has(line)),
    };
  } finally {
    client.release();
  }
}

function linesOf(text: string): Set<string> {
  return new Set(text.split("\n").filter((line) => line !== ""));
}
