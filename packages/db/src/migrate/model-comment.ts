import type { ClientBase } from "pg";
import type { ModelFile } from "./engine.ts";

/**
 * Constraints that Prisma's language can't express, from model comments: `/// CHECK name: condition`, `/// COLLATE "C":
 * column`.
 */
export interface ModelComments {
  checks: { table: string; name: string; condition: string }[];
  collations: { table: string; column: string; collation: string }[];
}

/** Reads the CHECK and COLLATE comments above the models. */
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

/**
 * Returns the statements that change the checks and collations of a database to match the comments. To compare
 * conditions in PostgreSQL's canonical form, it temporarily adds each one under another name. Use it only with test
 * databases.
 */
export async function diffModelComments(client: ClientBase, comments: ModelComments): Promise<string[]> {
  const { rows: live } = await client.query<LiveCheck>(
    `SELECT t.relname AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS definition
       FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
      WHERE c.contype = 'c' AND c.connamespace = 'public'::regnamespace ORDER BY 1, 2`,
  );
  const wanted: (LiveCheck & { condition: string })[] = [];
  for (const check of comments.checks) wanted.push({ ...check, definition: await canonical(client, check) });
  const lacks = (checks: LiveCheck[], one: LiveCheck): boolean =>
    !checks.some(
      ({ table, name, definition }) => table === one.table && name === one.name && definition === one.definition,
    );

  return [
    ...(await collationStatements(client, comments)),
    ...live
      .filter((check) => lacks(wanted, check))
      .map(({ table, name }) => `ALTER TABLE "${table}" DROP CONSTRAINT "${name}";`),
    ...wanted
      .filter((check) => lacks(live, check))
      .map(({ table, name, condition }) => `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" CHECK (${condition});`),
  ];
}

interface LiveCheck {
  table: string;
  name: string;
  /** The constraint in PostgreSQL's canonical form. */
  definition: string;
}

async function canonical(client: ClientBase, { table, condition }: ModelComments["checks"][number]): Promise<string> {
  await client.query(`ALTER TABLE "${table}" ADD CONSTRAINT model_comment CHECK (${condition}) NOT VALID`);
  const { rows } = await client.query<{ definition: string }>(
    "SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'model_comment'",
  );
  await client.query(`ALTER TABLE "${table}" DROP CONSTRAINT model_comment`);
  return rows[0]?.definition.replace(/ NOT VALID$/, "") ?? "";
}

async function collationStatements(client: ClientBase, { collations }: ModelComments): Promise<string[]> {
  const { rows } = await client.query<ModelComments["collations"][number]>(
    `SELECT table_name AS table, column_name AS column, collation_name AS collation FROM information_schema.columns
      WHERE table_schema = 'public' AND collation_name IS NOT NULL`,
  );
  return collations
    .filter(
      (wanted) =>
        !rows.some((is) => Object.entries(wanted).every(([key, value]) => is[key as keyof typeof is] === value)),
    )
    .map(
      ({ table, column, collation }) =>
        `ALTER TABLE "${table}" ALTER COLUMN "${column}" SET DATA TYPE TEXT COLLATE "${collation}";`,
    );
}
