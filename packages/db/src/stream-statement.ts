import type { Pool, PoolClient } from "pg";
import type { Prisma } from "./generated/client.ts";

/**
 * Yields the rows of one SQL statement as they are needed, from a single snapshot of the database. Meant for statements
 * that return large rows, of which the process should hold only a few.
 *
 * A connection is used until the last row has been read or the consumer stops. The statement timeout applies to each
 * fetch. If the consumer pauses for longer than the timeout for idle transactions, the next row fails.
 *
 * @param fetchSize the number of rows that are fetched at a time, 1 by default
 * @throws PostgreSQL's error, with its SQLSTATE as `code`
 */
export type StreamStatement = <Row extends object>(
  statement: Prisma.Sql,
  fetchSize?: number,
) => AsyncGenerator<Row, void>;

/** Returns a function that streams the rows of a statement from the pool. */
export function createStatementStreamer(pool: Pool): StreamStatement {
  return async function* streamRows<Row extends object>(statement: Prisma.Sql, fetchSize = 1) {
    const client = await pool.connect();
    // If the server ends the connection between two rows, the error would otherwise crash the process.
    let failure: Error | undefined;
    const onError = (error: Error) => (failure = error);
    client.on("error", onError);
    try {
      yield* readCursor<Row>(client, statement, fetchSize);
    } catch (error) {
      failure ??= error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      // The transaction has only read, so the way in which it ends makes no difference.
      await client.query("ROLLBACK").catch((error: Error) => (failure ??= error));
      client.off("error", onError);
      // A connection with an error is closed instead of being reused.
      client.release(failure ?? false);
    }
  };
}

async function* readCursor<Row extends object>(
  client: PoolClient,
  { text, values }: Prisma.Sql,
  fetchSize: number,
): AsyncGenerator<Row, void> {
  await client.query("BEGIN READ ONLY");
  await client.query({ text: `DECLARE streamed NO SCROLL CURSOR FOR ${text}`, values });
  let isOver = false;
  while (!isOver) {
    const { rows } = await client.query<Row>(`FETCH ${fetchSize} FROM streamed`);
    if (rows.length < fetchSize) isOver = true;
    yield* rows;
  }
}
