import { withDatabase } from "@docket/db/embedded/connection-url";
import { createEmptyDatabase } from "@docket/db/testing/database";
import { startPgBouncer, withoutPgBouncer } from "@docket/db/testing/pgbouncer";
import { inject } from "vitest";

/** An empty database on a server that Docket does not run itself. */
export type ExternalDatabase = {
  /** The settings that lead to it, by their names in the environment. */
  settings: Record<string, string>;
  drop: () => Promise<void>;
};

/** Why there is no pooler here, in words; null where there is one. */
export const withoutPooler = withoutPgBouncer;

/** Makes such a database, with the application's connections going through a pooler in transaction mode or straight to it. */
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
