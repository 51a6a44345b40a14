import type { Client } from "pg";
import { withClient } from "../with-client.ts";

export interface GrantPlan {
  /** Connection string of the role that owns the tables. */
  ownerUrl: string;
  /** Role that the application connects as. */
  appRole: string;
  /** Role of the purge job. */
  janitorRole: string;
}

/** Tables to which the application can only add rows. */
const appendOnly = ["change", "security_event", "security_event_link", "security_checkpoint"];

/**
 * Grants the application and the purge job exactly the privileges that they need on all tables of schema `public`. It
 * is idempotent.
 *
 * The application can read and write rows in all tables, with two exceptions: it can't change or delete rows in the
 * change log and the security log, and it can only read the migration history. The purge job can also redact `before`
 * and `after` of a change and delete changes, security events and commands. A role that is itself the owner (in an
 * installation with a single connection string) already has all privileges and is skipped. Returns the roles that were
 * granted privileges.
 */
export async function applyGrants({ ownerUrl, appRole, janitorRole }: GrantPlan): Promise<string[]> {
  return withClient({ connectionString: ownerUrl, application_name: "docket-grant" }, async (client) => {
    const { rows } = await client.query<{ owner: string }>("SELECT current_user AS owner");
    const roles = [...new Set([appRole, janitorRole])].filter((role) => role !== rows[0]?.owner);
    if (roles.length === 0) return [];
    const tables = await publicTables(client);
    const statements = roles.flatMap((role) => roleGrants(client.escapeIdentifier(role), tables, role === janitorRole));
    // The script runs in one transaction, so that a running application never lacks a privilege. The lock serialises
    // concurrent processes, because PostgreSQL rejects concurrent grants on the same table.
    await client.query(["SELECT pg_advisory_xact_lock(680714, 2)", ...statements].join(";\n"));
    return roles;
  });
}

function roleGrants(role: string, tables: string[], isJanitor: boolean): string[] {
  const has = (table: string): boolean => tables.includes(table);
  const guarded = [...appendOnly, "_prisma_migrations"].filter(has);
  const statements = [
    `GRANT USAGE ON SCHEMA public TO ${role}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
    ...guarded.map((table) => `REVOKE UPDATE, DELETE ON "${table}" FROM ${role}`),
  ];
  if (has("_prisma_migrations")) statements.push(`REVOKE INSERT ON _prisma_migrations FROM ${role}`);
  if (!isJanitor) return statements;

  for (const table of [...appendOnly, "command"].filter(has)) statements.push(`GRANT DELETE ON "${table}" TO ${role}`);
  if (has("change")) statements.push(`GRANT UPDATE (before, after) ON change TO ${role}`);
  return statements;
}

async function publicTables(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}
