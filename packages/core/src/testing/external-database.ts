import { withDatabase } from "@docket/db/embedded/connection-url";
import { createEmptyDatabase } from "@docket/db/testing/database";
import { startPgBouncer, withoutPgBouncer } from "@docket/db/testing/pgbouncer";
import { inject } from "vitest";

/** An empty database on a server that Docket does not run itself. */
export type ExternalDatabase = {
  /** The environment variables that make Docket connect to it. */
  settings: Record<string, string>;
  drop: () => Promise<void>;
};

/** The reason why no pooler is available; null if there is one. */
export const withoutPooler = withoutPgBouncer;

/** Creates an external database, to which the application connects through a pooler in transaction mode or directly. */
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
