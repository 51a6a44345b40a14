import { PrismaPg } from "@prisma/adapter-pg";
import { Pool, type PoolConfig } from "pg";
import { PrismaClient } from "./generated/client.ts";
import { type RunStatement, statementRunner } from "./run-statement.ts";
import { statementNamer } from "./statement-name.ts";

/** A connected database: the Prisma client, the pool beneath it for hand-written SQL, and the way to end both. */
export interface Database {
  prisma: PrismaClient;
  /** The same connections Prisma uses; for named SQL queries, COPY and tests. Never LISTEN on one of these. */
  pool: Pool;
  /** One hand-written statement on one of these connections, prepared; for what most requests consist of. */
  query: RunStatement;
  /** Waits for running queries, then closes every connection. */
  close: () => Promise<void>;
}

/** What stands between us and PostgreSQL: nothing, or a pooler in transaction mode (PgBouncer). */
export type Pooler = "none" | "transaction";

export interface DatabaseOptions {
  /** `postgresql://user:password@host:port/name`; a Unix socket directory goes in `?host=/directory`. */
  url: string;
  /** Shown in `pg_stat_activity`. */
  applicationName?: string;
  /** Most connections of this process; default 10. */
  poolSize?: number;
  pooler?: Pooler;
  /** A running statement is cancelled after this (SQLSTATE 57014); milliseconds, default 5,000. */
  statementTimeoutMs?: number;
  /** Waiting for a lock ends after this (SQLSTATE 55P03); milliseconds, default 2,000. */
  lockTimeoutMs?: number;
  /** A transaction in which nothing happens is ended after this (SQLSTATE 25P03); milliseconds, default 10,000. */
  idleInTransactionTimeoutMs?: number;
  /** Getting a connection from the pool, or opening one, also for a transaction, fails after this; milliseconds, default 2,000. */
  connectTimeoutMs?: number;
  /** The client stops waiting for an answer after this, should the server be gone; milliseconds, default 6,000. */
  queryTimeoutMs?: number;
  /** Told about connections that broke while idle; the pool has already replaced them. */
  onConnectionError?: (error: Error) => void;
}

const CONNECT_MS = 2_000;

/**
 * The pool settings behind `createDatabase`. With `pooler: "transaction"` nothing is sent as a start-up option, since
 * a pooler refuses or leaks them; set the timeouts with `ALTER ROLE … SET` there.
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
 * Open a database for the application. Nothing connects before the first query. Repeated statements are prepared
 * under a name on direct connections, and never behind a transaction pooler.
 */
export function createDatabase(options: DatabaseOptions): Database {
  const pool = new Pool(poolConfig(options));
  const onConnectionError = options.onConnectionError ?? (() => {});
  // A pool without a listener turns a dropped idle connection into a crash of the process.
  pool.on("error", onConnectionError);

  const names = options.pooler === "transaction" ? undefined : statementNamer();
  const adapter = new PrismaPg(pool, { onConnectionError, ...(names && { statementNameGenerator: names }) });
  const prisma = new PrismaClient({
    adapter,
    transactionOptions: { maxWait: options.connectTimeoutMs ?? CONNECT_MS, timeout: 5_000 },
  });

  return {
    prisma,
    pool,
    query: statementRunner(pool, names),
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
