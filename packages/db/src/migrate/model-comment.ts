import type { ClientBase } from "pg";
import type { ModelFile } from "./engine.ts";

/** What the models say in comments because Prisma's language cannot: `/// CHECK name: condition`, `/// COLLATE "C": column`. */
export interface ModelComments {
  checks: { table: string; name: string; condition: string }[];
  collations: { table: string; column: string; collation: string }[];
}

/** Read the CHECK and COLLATE comments that stand above the models. */
export function readModelComments(models: ModelFile[]): ModelComments {
  const found: ModelComments = { checks: [], collations: [] };
  for (const [, text] of models) {
    for (const [, comments = "", body = ""] of text.matchAll(/((?:^\/\/\/.*\n)*)^model \w+ \{\n([^]*?)^\}/gm)) {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
      if (!table) continue;
      for (const [, name = "", condition = ""] of comments.matchAll(/^\/\/\/ CHECK (\w+): (.+)$/gm)) {
        found.checks.push({ table, name, condition });
      }
      for (const [, collation = "", columns = ""] of comments.matchAll(/^\/\/\/ COLLATE "(.+)": (.+)$/gm)) {
        for (const column of columns.split(",")) found.collations.push({ table, column: column.trim(), collation });
      }
    }
  }
  return found;
}

/** The statements that bring the checks and collations of a live database to what the comments say. */
export async function diffModelComments(client: ClientBase, comments: ModelComments): Promise<string[]> {
  const { rows: live } = await client.query<{ table: string; name: string }>(
    `SELECT t.relname AS table, c.conname AS name FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
      WHERE c.contype = 'c' AND c.connamespace = 'public'::regnamespace ORDER BY 1, 2`,
  );
  const { rows: collated } = await client.query<{ table: string; column: string; collation: string }>(
    `SELECT table_name AS table, column_name AS column, collation_name AS collation FROM information_schema.columns
      WHERE table_schema = 'public' AND collation_name IS NOT NULL`,
  );
  const same = (a: { table: string; name: string }) => (b: { table: string; name: string }) =>
    a.table === b.table && a.name === b.name;

  return [
    ...comments.collations
      .filter((wanted) => !collated.some((is) => sameCollation(wanted, is)))
      .map(
        ({ table, column, collation }) =>
          `ALTER TABLE "${table}" ALTER COLUMN "${column}" SET DATA TYPE TEXT COLLATE "${collation}";`,
      ),
    ...live
      .filter((is) => !comments.checks.some(same(is)))
      .map(({ table, name }) => `ALTER TABLE "${table}" DROP CONSTRAINT "${name}";`),
    ...comments.checks
      .filter((wanted) => !live.some(same(wanted)))
      .map(({ table, name, condition }) => `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" CHECK (${condition});`),
  ];
}

type Collation = ModelComments["collations"][number];

function sameCollation(a: Collation, b: Collation): boolean {
  return a.table === b.table && a.column === b.column && a.collation === b.collation;
}
