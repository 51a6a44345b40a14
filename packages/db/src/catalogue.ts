import type { ClientBase } from "pg";

/** PostgreSQL's system catalogue entries for the tables in schema `public`. */
export interface Catalogue {
  columns: Column[];
  constraints: Constraint[];
  indexes: Index[];
  triggers: { table: string; name: string }[];
}

export interface Column {
  table: string;
  name: string;
  type: string;
  isNullable: boolean;
  /** SQL of the default or the generation expression. */
  expression: string | null;
  isGenerated: boolean;
  /** Whether the values come from a sequence owned by the column. */
  isSerial: boolean;
  /** Null for the type's default collation. */
  collation: string | null;
}

export interface Constraint {
  table: string;
  name: string;
  kind: "primary key" | "unique" | "foreign key" | "check" | "exclusion";
  definition: string;
  columns: string[];
  /** For foreign keys: the referenced table and columns, and the referential actions. */
  target: string | null;
  targetColumns: string[];
  /** Referential actions, abbreviated as in PostgreSQL's catalogue: a, r, c, n (SET NULL), d (SET DEFAULT). */
  onDelete: string | null;
  onUpdate: string | null;
}

export interface Index {
  table: string;
  name: string;
  definition: string;
  /** In index order. Null for an expression. */
  columns: (string | null)[];
}

const columnsSql = `
  SELECT t.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
         NOT a.attnotnull AS "isNullable", pg_get_expr(d.adbin, d.adrelid) AS expression, a.attgenerated <> '' AS "isGenerated",
         a.attidentity <> '' OR pg_get_serial_sequence(quote_ident(t.relname), a.attname) IS NOT NULL AS "isSerial",
         CASE WHEN a.attcollation <> y.typcollation THEN c.collname END AS collation
    FROM pg_class t
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type y ON y.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
    LEFT JOIN pg_collation c ON c.oid = a.attcollation
   WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p')
   ORDER BY t.relname, a.attname`;

const constraintsSql = `
  SELECT t.relname AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS definition, f.relname AS target,
         CASE c.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'f' THEN 'foreign key'
                        WHEN 'c' THEN 'check' ELSE 'exclusion' END AS kind,
         ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, place)
                 JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.n ORDER BY k.place) AS columns,
         ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k(n, place)
                 JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.n ORDER BY k.place) AS "targetColumns",
         CASE c.contype WHEN 'f' THEN c.confdeltype END AS "onDelete", CASE c.contype WHEN 'f' THEN c.confupdtype END AS "onUpdate"
    FROM pg_constraint c
    JOIN pg_class t ON t.oid = c.conrelid
    LEFT JOIN pg_class f ON f.oid = c.confrelid
   WHERE t.relnamespace = 'public'::regnamespace AND c.contype IN ('p', 'u', 'f', 'c', 'x')
   ORDER BY t.relname, c.conname`;

const indexesSql = `
  SELECT t.relname AS table, i.relname AS name, pg_get_indexdef(x.indexrelid) AS definition,
         ARRAY(SELECT a.attname::text FROM unnest(x.indkey::int[]) WITH ORDINALITY k(n, place)
                 LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.n AND k.n <> 0 ORDER BY k.place) AS columns
    FROM pg_index x
    JOIN pg_class t ON t.oid = x.indrelid
    JOIN pg_class i ON i.oid = x.indexrelid
   WHERE t.relnamespace = 'public'::regnamespace AND x.indisvalid
   ORDER BY t.relname, i.relname`;

const triggersSql = `
  SELECT t.relname AS table, g.tgname AS name FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
   WHERE t.relnamespace = 'public'::regnamespace AND NOT g.tgisinternal ORDER BY 1, 2`;

/** Reads the catalogue of the database, excluding Prisma's migration history table. */
export async function readCatalogue(client: ClientBase): Promise<Catalogue> {
  const read = async <Row extends { table: string }>(sql: string): Promise<Row[]> => {
    const { rows } = await client.query<Row>(sql);
    return rows.filter(({ table }) => table !== "_prisma_migrations");
  };
  return {
    columns: await read<Column>(columnsSql),
    constraints: await read<Constraint>(constraintsSql),
    indexes: await read<Index>(indexesSql),
    triggers: await read(triggersSql),
  };
}

/**
 * Formats the catalogue as text for comparison with the expected one, with one line per column, constraint, index and
 * trigger. The lines are sorted, because the order of a table's columns has no meaning.
 */
export function describeCatalogue({ columns, constraints, indexes, triggers }: Catalogue): string {
  const lines = [
    ...columns.map((column) => `${column.table} column ${column.name} ${describeColumn(column)}`),
    ...constraints.map(({ table, name, definition }) => `${table} constraint ${name} ${definition}`),
    ...indexes.map(({ table, name, definition }) => `${table} index ${name} ${definition}`),
    ...triggers.map(({ table, name }) => `${table} trigger ${name}`),
  ];
  return `${lines.toSorted().join("\n")}\n`;
}

function describeColumn({ type, isNullable, expression, isGenerated, collation }: Column): string {
  const parts = [type];
  if (collation) parts.push(`collate "${collation}"`);
  if (!isNullable) parts.push("not null");
  if (expression) parts.push(isGenerated ? `generated (${expression})` : `default ${expression}`);
  return parts.join(" ");
}
