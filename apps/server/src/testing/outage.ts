import type { World } from "@docket/core/testing/world";

/** Takes the database of a world away from the application: no new connections, and those there were end. Or gives it back. */
export async function setOutage({ database }: World, isAway: boolean): Promise<void> {
  const { owner, app } = database;
  const { rows } = await owner.pool.query<{ name: string }>("SELECT current_database() AS name");
  await owner.pool.query(`ALTER DATABASE ${rows[0]?.name} CONNECTION LIMIT ${isAway ? 0 : -1}`);
  if (!isAway) return;
  const own = "datname = current_database() AND usename = current_user";
  // Its own connection ends with the others.
  await app.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${own}`).catch(() => undefined);
}
