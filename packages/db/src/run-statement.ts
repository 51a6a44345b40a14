import type { Pool } from "pg";
import type { Prisma } from "./generated/client.ts";

/**
 * Runs one statement and gives its rows, with the pool's own types: json parsed, `timestamptz` a Date, `bigint` a text; ask for a
 * `date` as text.
 *
 * @throws what PostgreSQL says, with its SQLSTATE as `code`
 */
export type RunStatement = <Row extends object>(statement: Prisma.Sql) => Promise<Row[]>;

/**
 * A way past Prisma's engine for the few statements that most requests consist of: the same connections, the same prepared
 * statements, a quarter of the processor time of `$queryRaw`. It knows no transaction; what belongs into one uses `tx`.
 *
 * @param nameOf the name under which a statement is prepared; absent behind a pooler that forbids it
 */
export function statementRunner(pool: Pool, nameOf?: (query: { sql: string }) => string): RunStatement {
  return async <Row extends object>({ text, values }: Prisma.Sql) => {
    const name = nameOf?.({ sql: text });
    const { rows } = await pool.query<Row>(name ? { name, text, values } : { text, values });
    return rows;
  };
}
