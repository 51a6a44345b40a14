import { PrismaPg } from "@prisma/adapter-pg";
import { Pool, type PoolConfig } from "pg";
import { PrismaClient } from "./generated/client.ts";
import { type RunStatement, createStatementRunner } from "./run-statement.ts";
import { createStatementNamer } from "./statement-name.ts";
import { createStatementStreamer, type StreamStatement } from "./stream-statement.ts";

/** An open database: the Prisma client and its underlying connection pool. */
export interface Database {
  prisma: PrismaClient;
  /** The pool that Prisma uses, for plain SQL, COPY and tests. Never LISTEN on its connections. */
  pool: Pool;
  /**
   * Runs one SQL statement on the pool as a prepared statement. Used for the few statements that make up most requests.
   */
  query: RunStatement;
  /** Streams the rows of one SQL statement. Used for answers that are too large for memory. */
  stream: StreamStatement;
  /** Waits for running queries, then closes all connections. */
  close: () => Promise<void>;
}

/** How this process connects to PostgreSQL: directly, or through a pooler in transaction mode (PgBouncer). */
export type Pooler = "none" | "transaction";

export interface DatabaseOptions {
  /** `postgresql://user:password@host:port/name`. To use a Unix socket, add its directory as `?host=/directory`. */
  url: string;
  /** Application name in `pg_stat_activity`. */
  applicationName?: string;
  /** Maximum number of connections. Defaults to 10. */
  poolSize?: number;
  pooler?: Pooler;
  /** Statement timeout in milliseconds (SQLSTATE 57014). Defaults to 5,000. */
  statementTimeoutMs?: number;
  /** Lock timeout in milliseconds (SQLSTATE 55P03). Defaults to 2,000. */
  lockTimeoutMs?: number;
  /** Timeout for idle transactions in milliseconds (SQLSTATE 25P03). Defaults to 10,000. */
  idleInTransactionTimeoutMs?: number;
  /**
   * Timeout for getting a connection from the pool, a new connection, or a transaction, in milliseconds. Defaults to
   * 2,000.
   */
  connectTimeoutMs?: number;
  /** How long the client waits for a response, in milliseconds, in case the server is gone. Defaults to 6,000. */
  queryTimeoutMs?: number;
  /** Called when an idle connection breaks. The pool replaces it. */
  onConnectionError?: (error: Error) => void;
}

const CONNECT_MS = 2_000;

/**
 * Returns the pool settings for `createDatabase`. With `pooler: "transaction"`, no startup parameters are sent, because
 * a pooler would reject them or leak them to other clients. With such a pooler, set the timeouts with `ALTER ROLE …
 * SET`.
 */
export function poolConfig(options: DatabaseOptions): PoolConfig {
  const direct = (options.pooler ?? "none") === "none";
  return {
    connectionString: options.url,
    application_name: options.applicationName ?? "docket",
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? CONNECT_MS,
    query_timeout: options.queryTimeoutMs ?? 6_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    ...(direct && {
      statement_timeout: options.statementTimeoutMs ?? 5_000,
      lock_timeout: options.lockTimeoutMs ?? 2_000,
      idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs ?? 10_000,
    }),
  };
}

/**
 * Opens a database for the application. It connects lazily, on the first query. Repeated statements are prepared on
 * direct connections, but never through a transaction pooler.
 */
export function createDatabase(options: DatabaseOptions): Database {
  const pool = new Pool(poolConfig(options));
  const onConnectionError = options.onConnectionError ?? (() => {});
  // Without a listener, a dropped idle connection would crash the process.
  pool.on("error", onConnectionError);

  const names = options.pooler === "transaction" ? undefined : createStatementNamer();
  const adapter = new PrismaPg(pool, { onConnectionError, ...(names && { statementNameGenerator: names }) });
  const prisma = new PrismaClient({
    adapter,
    transactionOptions: { maxWait: options.connectTimeoutMs ?? CONNECT_MS, timeout: 5_000 },
  });

  return {
    prisma,
    pool,
    query: createStatementRunner(pool, names),
    stream: createStatementStreamer(pool),
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
