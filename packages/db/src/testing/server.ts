import { randomBytes } from "node:crypto";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { roles } from "../embedded/cluster.ts";
import { withDatabase, withRole } from "../embedded/connection-url.ts";
import { startTemporaryCluster, type TemporaryServer } from "../embedded/temporary-cluster.ts";
import { applyMigrations } from "../migrate/apply.ts";
import { applyGrants } from "../migrate/grant.ts";
import { type PgBouncer, startPgBouncer } from "./pgbouncer.ts";

/**
 * The global setup of the test run: one PostgreSQL server for all files, with a migrated template database. It is the
 * embedded PostgreSQL in a temporary directory. With TEST_DATABASE_URL, a superuser's connection string, it is that
 * server instead, and everything created there is removed afterwards. With TEST_DATABASE_POOLER=transaction, the
 * application's connections go through a PgBouncer in transaction mode.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const externalUrl = process.env["TEST_DATABASE_URL"];
  const server = externalUrl ? await prepareExternalServer(externalUrl) : await startTemporaryCluster();
  try {
    await applyMigrations({ ownerUrl: server.ownerUrl });
    await applyGrants({
      ownerUrl: server.ownerUrl,
      appRole: roleOf(server.appUrl),
      janitorRole: roleOf(server.janitorUrl),
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
  const { ownerUrl, appUrl, janitorUrl } = server;
  const bouncer = process.env["TEST_DATABASE_POOLER"] === "transaction" ? await startPooler(server) : undefined;
  project.provide("databaseServer", {
    ownerUrl,
    appUrl,
    janitorUrl,
    pooledUrl: bouncer?.throughPooler(appUrl) ?? null,
  });
  return async () => {
    await bouncer?.stop();
    await server.stop();
  };
}

/**
 * Starts a pooler and sets the timeouts on the role, because connections through the pooler can't set them
 * (docs/operations.md).
 */
async function startPooler({ appUrl, stop }: TemporaryServer): Promise<PgBouncer> {
  try {
    const limits = { statement_timeout: "30s", lock_timeout: "2s", idle_in_transaction_session_timeout: "10s" };
    await runAll(
      appUrl,
      Object.entries(limits).map(([name, limit]) => `ALTER ROLE CURRENT_USER SET ${name} = '${limit}'`),
    );
    return await startPgBouncer([appUrl]);
  } catch (error) {
    await stop();
    throw error;
  }
}

function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

/** Creates three roles and a database on an external server. */
async function prepareExternalServer(adminUrl: string): Promise<TemporaryServer> {
  const suffix = randomBytes(4).toString("hex");
  const database = `docket_test_${suffix}`;
  const names = [roles.owner, roles.app, roles.janitor].map((role) => `${role}_${suffix}`);
  const [owner = "", app = "", janitor = ""] = names;
  const password = randomBytes(24).toString("base64url");
  const template = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'";

  await runAll(adminUrl, [
    `CREATE ROLE ${owner} LOGIN CREATEDB PASSWORD '${password}'`,
    `CREATE ROLE ${app} LOGIN PASSWORD '${password}'`,
    `CREATE ROLE ${janitor} LOGIN PASSWORD '${password}'`,
    `CREATE DATABASE ${database} OWNER ${owner} ${template}`,
  ]);
  const url = (role: string): string => withRole(withDatabase(adminUrl, database), role, password);
  return {
    ownerUrl: url(owner),
    appUrl: url(app),
    janitorUrl: url(janitor),
    stop: async () => {
      // Also drops databases that failed tests left behind.
      const left = await databasesOf(adminUrl, owner);
      await runAll(adminUrl, [
        ...left.map((name) => `DROP DATABASE ${name} WITH (FORCE)`),
        `DROP ROLE ${names.join(", ")}`,
      ]);
    },
  };
}

async function databasesOf(adminUrl: string, owner: string): Promise<string[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT datname AS name FROM pg_database WHERE datdba = $1::regrole",
      [owner],
    );
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function runAll(url: string, statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
