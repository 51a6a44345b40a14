import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";
import { createDatabase, type Database } from "../client.ts";
import { withDatabase } from "../embedded/connection-url.ts";

/** What test files need to know about the server of this run. */
export interface TestServer {
  /** Connections to the migrated template, as each of the three roles. */
  ownerUrl: string;
  appUrl: string;
  janitorUrl: string;
  /** The application's connection through a pooler, when the run is to go through one. */
  pooledUrl: string | null;
}

declare module "vitest" {
  export interface ProvidedContext {
    databaseServer: TestServer;
  }
}

/** A migrated, empty database that belongs to one test file. */
export interface TestDatabase {
  /** As the application: the rights it has in production, and no more. */
  app: Database;
  /** As the owner of the tables: to prepare and look at what the application may not touch. */
  owner: Database;
  appUrl: string;
  ownerUrl: string;
  /** As the purge job. */
  janitorUrl: string;
  /** Closes the connections and drops the database. */
  drop: () => Promise<void>;
}

/**
 * How long a test waits for a connection and for a statement, in milliseconds: on a busy machine both can take seconds,
 * which is no fault of what is tested. Waiting for locks is bounded as in production.
 */
const PATIENT = { connectTimeoutMs: 30_000, statementTimeoutMs: 30_000, queryTimeoutMs: 40_000 };

let serial = 0;

/**
 * Make a database for one test file, as a copy of the migrated template (about 50 ms).
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
    ...PATIENT,
    ...(server.pooledUrl === null
      ? { url: appUrl }
      : { url: withDatabase(server.pooledUrl, name), pooler: "transaction" as const }),
  });
  const owner = createDatabase({ url: ownerUrl, applicationName: "test-owner", poolSize, ...PATIENT });
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
 * Make an empty database, without tables, that the owner's role may fill; for tests of migrations and backups.
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

/** PostgreSQL waits up to five seconds for closing connections; one that a test forgot to close fails here. */
async function dropDatabase(name: string): Promise<void> {
  await asOwner(async (client) => {
    await client.query(`DROP DATABASE ${name}`);
  });
}

/** Connect to `postgres`, not to the template: a template with connections cannot be copied. */
async function asOwner(work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: withDatabase(inject("databaseServer").ownerUrl, "postgres") });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
