import { Client } from "pg";

export interface GrantPlan {
  /** Connection of the role that owns the tables. */
  ownerUrl: string;
  /** Role the application connects as. */
  appRole: string;
  /** Role of the purge job. */
  janitorRole: string;
}

/** Tables that only ever grow, as far as the application is concerned. */
const appendOnly = ["change", "security_event", "security_event_link", "security_checkpoint"];

/**
 * Give the application and the purge job exactly their rights on every table of schema `public`; running it again
 * changes nothing.
 *
 * The application reads and writes rows everywhere, but what it once wrote to the change log and the security log
 * stays, and of the migration history it only reads. The purge job may moreover blank `before` and `after` of a change and
 * delete changes, security events and commands. A role that is the owner itself (an installation with a single
 * connection string) has every right already and is left alone. Returns the roles that were given rights.
 */
export async function applyGrants({ ownerUrl, appRole, janitorRole }: GrantPlan): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl, application_name: "docket-grant" });
  await client.connect();
  try {
    const { rows } = await client.query<{ owner: string }>("SELECT current_user AS owner");
    const roles = [...new Set([appRole, janitorRole])].filter((role) => role !== rows[0]?.owner);
    if (roles.length === 0) return [];
    const tables = await publicTables(client);
    const statements = roles.flatMap((role) => roleGrants(client.escapeIdentifier(role), tables, role === janitorRole));
    // One script is one transaction: no moment in which a running application lacks a right. Processes that start at
    // once take turns, since PostgreSQL refuses two that write the rights of one table together.
    await client.query(["SELECT pg_advisory_xact_lock(680714, 2)", ...statements].join(";\n"));
    return roles;
  } finally {
    await client.end();
  }
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
