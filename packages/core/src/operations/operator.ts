import { createDatabase } from "@docket/db/client";
import { pendingMigrations } from "@docket/db/migrate/apply";
import { pino } from "pino";
import { systemClock } from "../runtime/clock.ts";
import { ConfigError } from "../runtime/config.ts";
import type { Config } from "../runtime/config.ts";
import { createPostgresNotifier } from "../runtime/notifier/postgres-notifier.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { loadSecrets } from "../runtime/secrets.ts";
import { closeRuntime, createRuntime } from "./create-runtime.ts";
import { attachDatabase } from "./database-location.ts";
import type { DatabaseLocation } from "./database-location.ts";

/** An installation opened for a command on the server's machine: its runtime, without the server's background work. */
export type OperatorAccess = { runtime: Runtime; place: DatabaseLocation };

/**
 * Runs a command on the configured installation, whether or not its server is running, and closes everything
 * afterwards. A running server sees the changes immediately.
 *
 * @param onStep called with human-readable messages about steps that take a while
 * @throws ConfigError if there is no installation or its database is older than this program
 */
export async function withInstallation<Answer>(
  config: Config,
  onStep: (words: string) => void,
  work: (access: OperatorAccess) => Promise<Answer>,
): Promise<Answer> {
  const place = await attachDatabase(config, onStep);
  try {
    const pending = await pendingMigrations({ ownerUrl: place.ownerUrl });
    if (pending.length > 0)
      throw new ConfigError("The database is older than this version of Docket. Start the server once to update it.");
    return await withRuntime(config, place, (runtime) => work({ runtime, place }));
  } finally {
    await place.stop();
  }
}

async function withRuntime<Answer>(
  config: Config,
  place: DatabaseLocation,
  work: (runtime: Runtime) => Promise<Answer>,
): Promise<Answer> {
  const secrets = await loadSecrets(config, systemClock());
  const log = pino({ level: "silent" });
  const database = createDatabase({
    url: place.appUrl,
    poolSize: 2,
    pooler: config.databasePooler,
    applicationName: "docket-cli",
  });
  const notifier = createPostgresNotifier({ db: database.prisma, url: place.ownerUrl, log });
  const runtime = await createRuntime({ config, database, log, clock: systemClock, secrets, notifier });
  try {
    return await work(runtime);
  } finally {
    await closeRuntime(runtime);
    await database.close();
  }
}
