import { withDatabase } from "@docket/db/embedded/connection-url";
import { createEmptyDatabase } from "@docket/db/testing/database";
import { startPgBouncer, withoutPgBouncer } from "@docket/db/testing/pgbouncer";
import { inject } from "vitest";

/** An empty database on a server that Docket does not run itself. */
export type ExternalDatabase = {
  /** The environment variables that make Docket connect to the database. */
  settings: Record<string, string>;
  drop: () => Promise<void>;
};

/** Why no pooler is available; null if one is available. */
export const withoutPooler = withoutPgBouncer;

/**
 * Creates an external database. The application connects to it either directly or through a pooler in transaction mode.
 */
export async function createExternalDatabase({ isPooled }: { isPooled: boolean }): Promise<ExternalDatabase> {
  const { ownerUrl, drop } = await createEmptyDatabase();
  const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
  const appUrl = withDatabase(inject("databaseServer").appUrl, database);
  const bouncer = isPooled ? await startPgBouncer([appUrl]) : null;
  return {
    settings: {
      DATABASE_URL: bouncer?.throughPooler(appUrl) ?? appUrl,
      DATABASE_OWNER_URL: ownerUrl,
      DATABASE_POOLER: isPooled ? "transaction" : "none",
    },
    drop: async () => {
      await bouncer?.stop();
      await drop();
    },
  };
}
