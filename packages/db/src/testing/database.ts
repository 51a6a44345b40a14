import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";
import { createDatabase, type Database } from "../client.ts";
import { withDatabase } from "../embedded/connection-url.ts";

/** Information for test files about the database server of the test run. */
export interface TestServer {
  /** Connection strings of the migrated template database, one per role. */
  ownerUrl: string;
  appUrl: string;
  janitorUrl: string;
  /** The application's connection string through a pooler, if the run uses one. */
  pooledUrl: string | null;
}

declare module "vitest" {
  export interface ProvidedContext {
    databaseServer: TestServer;
  }
}

/** A migrated, empty database for one test file. */
export interface TestDatabase {
  /** Connected as the application, with the same privileges as in production. */
  app: Database;
  /** Connected as the owner of the tables, to prepare and inspect data that the application can't access. */
  owner: Database;
  appUrl: string;
  ownerUrl: string;
  /** Connection string of the purge job. */
  janitorUrl: string;
  /** Closes the connections and drops the database. */
  drop: () => Promise<void>;
}

/**
 * Timeouts for connections and statements in tests, in milliseconds. On a busy machine, both can take seconds, which is
 * not a fault of the code under test. The lock timeout is the same as in production.
 */
const TEST_TIMEOUTS = { connectTimeoutMs: 30_000, statementTimeoutMs: 30_000, queryTimeoutMs: 40_000 };

let serial = 0;

/**
 * Creates a database for one test file, as a copy of the migrated template (about 50 ms).
 *
 * ```ts
 * let database: TestDatabase;
 * beforeAll(async () => (database = await createTestDatabase()));
 * afterAll(() => database.drop());
 * ```
 *
 * @param poolSize connections per role, default 5; the whole run shares 200
 */
export async function createTestDatabase({ poolSize = 5 } = {}): Promise<TestDatabase> {
  const server = inject("databaseServer");
  const name = newName(server.ownerUrl);

  await asOwner(async (client) => {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${templateName(server.ownerUrl)}`);
  });

  const [appUrl, ownerUrl, janitorUrl] = [server.appUrl, server.ownerUrl, server.janitorUrl].map((url) =>
    withDatabase(url, name),
  ) as [string, string, string];
  const app = createDatabase({
    applicationName: "test-app",
    poolSize,
    ...TEST_TIMEOUTS,
    ...(server.pooledUrl === null
      ? { url: appUrl }
      : { url: withDatabase(server.pooledUrl, name), pooler: "transaction" as const }),
  });
  const owner = createDatabase({ url: ownerUrl, applicationName: "test-owner", poolSize, ...TEST_TIMEOUTS });
  return {
    app,
    owner,
    appUrl,
    ownerUrl,
    janitorUrl,
    drop: async () => {
      await Promise.all([app.close(), owner.close()]);
      await dropDatabase(name);
    },
  };
}

/**
 * Creates an empty database without tables, which the owner role can change. Used by tests of migrations and backups.
 */
export async function createEmptyDatabase(): Promise<{ ownerUrl: string; drop: () => Promise<void> }> {
  const { ownerUrl } = inject("databaseServer");
  const name = newName(ownerUrl);
  await asOwner(async (client) => {
    await client.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LC_CTYPE 'C.UTF-8'`);
  });
  return { ownerUrl: withDatabase(ownerUrl, name), drop: () => dropDatabase(name) };
}

function newName(url: string): string {
  return `${templateName(url)}_${process.pid}_${++serial}_${randomBytes(2).toString("hex")}`;
}

function templateName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/**
 * Drops a database. PostgreSQL waits up to five seconds for connections to close. Fails if a test has left one open.
 */
async function dropDatabase(name: string): Promise<void> {
  await asOwner(async (client) => {
    await client.query(`DROP DATABASE ${name}`);
  });
}

/** Connects to `postgres`, because a template database can't be copied while it has connections. */
async function asOwner(work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: withDatabase(inject("databaseServer").ownerUrl, "postgres") });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
