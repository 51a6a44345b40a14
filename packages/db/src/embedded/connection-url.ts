/**
 * Returns a connection string for a Unix socket, in a format that node-postgres, libpq and the Prisma CLI all accept.
 *
 * @param socketDirectory absolute path of the directory that contains `.s.PGSQL.5432`
 */
export function socketUrl(socketDirectory: string, role: string, password: string, database: string): string {
  const query = new URLSearchParams({ host: socketDirectory });
  return `postgresql://${role}:${encodeURIComponent(password)}@localhost/${database}?${query.toString()}`;
}

/** Returns the connection string for another database on the same server. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
}

/** Returns the connection string for another role. */
export function withRole(url: string, role: string, password: string): string {
  const changed = new URL(url);
  changed.username = encodeURIComponent(role);
  changed.password = encodeURIComponent(password);
  return changed.href;
}

/** Connection strings, one per role. They remain valid when PostgreSQL is restarted. */
export interface EmbeddedUrls {
  /** Connection string of the role that owns the tables, for migrations, backups and LISTEN. */
  ownerUrl: string;
  /** Connection string of the application's role. */
  appUrl: string;
  /** Connection string of the purge job's role. */
  janitorUrl: string;
}
