import type { World } from "@docket/core/testing/world";

/** How long a connection may take to end, in milliseconds. */
const ENDING_MS = 30_000;

/** Takes the database of a world away from the application: no new connections, and the present ones have ended. Or gives it back. */
export async function setOutage({ database }: World, isAway: boolean): Promise<void> {
  const { owner, app } = database;
  const { rows } = await owner.pool.query<{ name: string }>("SELECT current_database() AS name");
  await owner.pool.query(`ALTER DATABASE ${rows[0]?.name} CONNECTION LIMIT ${isAway ? 0 : -1}`);
  if (!isAway) return;
  const client = await app.pool.connect();
  // A connection that was told to end still answers until it has.
  await client.query(
    `SELECT pg_terminate_backend(pid, ${ENDING_MS}) FROM pg_stat_activity
     WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()`,
  );
  client.release(true);
}
