import type { World } from "@docket/core/testing/world";

/** Maximum time for terminating a connection, in milliseconds. */
const TERMINATION_TIMEOUT_MS = 30_000;

/**
 * Starts or ends a simulated outage of the test database. During the outage, the application can't open connections,
 * and its open connections are terminated.
 */
export async function setOutage({ database }: World, isAway: boolean): Promise<void> {
  const { owner, app } = database;
  const { rows } = await owner.pool.query<{ name: string }>("SELECT current_database() AS name");
  await owner.pool.query(`ALTER DATABASE ${rows[0]?.name} CONNECTION LIMIT ${isAway ? 0 : -1}`);
  if (!isAway) return;
  const client = await app.pool.connect();
  // With a timeout, pg_terminate_backend waits until the connection has ended. Without one, the connection could still
  // respond.
  await client.query(
    `SELECT pg_terminate_backend(pid, ${TERMINATION_TIMEOUT_MS}) FROM pg_stat_activity
     WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()`,
  );
  client.release(true);
}
