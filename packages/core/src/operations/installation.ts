import { createDatabase } from "@docket/db/client";
import type { Database } from "@docket/db/client";
import { applyGrants } from "@docket/db/migrate/grant";
import type { Logger } from "pino";
import { securityChainJob } from "../log/security/audit-hash-chain-job.ts";
import { systemClock } from "../runtime/clock.ts";
import type { Config } from "../runtime/config.ts";
import { createPostgresNotifier } from "../runtime/notifier/postgres-notifier.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { checkSecrets, loadSecrets } from "../runtime/secrets.ts";
import { startImportWorker } from "../workflows/import/worker.ts";
import { createLongTimeoutDatabase } from "../workflows/trash/long-timeout-database.ts";
import { backUpWhenDue, migrateWithBackup } from "./backup.ts";
import { closeRuntime, createRuntime } from "./create-runtime.ts";
import { openDatabase, roleOf } from "./database-location.ts";
import type { DatabaseLocation } from "./database-location.ts";
import { examineDaily } from "./doctor/last-examination.ts";
import { jobsOf } from "./jobs.ts";
import { readInstallationMetrics } from "./metrics.ts";
import type { Metric } from "./metrics.ts";
import { startSchedule } from "./schedule.ts";
import type { JobRecord } from "./schedule.ts";

/** An open installation: its database is running and migrated, and its runtime has been created. */
export type Installation = {
  readonly runtime: Runtime;
  /** Human-readable location of the data. */
  readonly place: string;
  /** Returns whether the database responds and is not known to be out of disk space for writes. */
  isReady(): Promise<boolean>;
  /** Returns the current metrics. */
  figures(): Promise<Metric[]>;
  /** Waits for running work to end, then stops everything that was started. The embedded database is stopped last. */
  close(): Promise<void>;
};

/**
 * Opens the configured installation. The first start creates its secrets, database, tables and grants, after checking
 * the settings. The database is stopped again if a later step fails.
 *
 * @param onStep called with human-readable messages about steps that take a while or a database that had to be
 *   restarted
 * @throws ConfigError, KeyRingError, OperatorError with a message for the operator
 */
export async function openInstallation(
  config: Config,
  log: Logger,
  onStep: (words: string) => void,
): Promise<Installation> {
  await checkSecrets(config);
  const place = await openDatabase(config, onStep);
  try {
    await migrate(place, config, onStep);
    // Not created earlier, so that no keys are left behind if the database can't be used.
    const secrets = await loadSecrets(config, systemClock());
    const database = openPool(config, place.appUrl, log);
    const notifier = createPostgresNotifier({ db: database.prisma, url: place.ownerUrl, log });
    const runtime = await createRuntime({ config, database, log, clock: systemClock, secrets, notifier });
    const jobs: JobRecord = new Map();
    const stopWork = config.part === "serve" ? null : startBackgroundWork(runtime, place, jobs);
    return {
      runtime,
      place: place.description,
      isReady: async () => (await isAnswering(database)) && (await runtime.storage.hasSpace()),
      figures: () => readInstallationMetrics(runtime, jobs),
      close: async () => {
        await stopWork?.();
        await closeRuntime(runtime);
        await database.close();
        await place.stop();
      },
    };
  } catch (error) {
    await place.stop();
    throw error;
  }
}

/**
 * Starts the background work: jobs, imports and backups.
 *
 * @returns a function that stops starting new work and waits for running work to end
 */
function startBackgroundWork(runtime: Runtime, place: DatabaseLocation, record: JobRecord): () => Promise<void> {
  const { appUrl, ownerUrl, janitorUrl } = place;
  const { config, log } = runtime;
  const longTimeoutDatabase = createLongTimeoutDatabase(config, appUrl);
  const janitor = createLongTimeoutDatabase(config, janitorUrl);
  const backup = { name: "backup", everyMs: 600_000, run: () => backUpWhenDue(config, ownerUrl, systemClock()) };
  const doctor = { name: "doctor", everyMs: 3_600_000, run: () => examineDaily({ runtime, place }) };
  const stopJobs = startSchedule(
    [...jobsOf(runtime, longTimeoutDatabase.prisma, janitor.pool), backup, doctor],
    log,
    record,
  );
  const imports = startImportWorker(runtime);
  return async () => {
    await Promise.all([stopJobs(), imports.stop()]);
    // Runs once more, so that no events remain unlinked while no server is running.
    await securityChainJob(runtime)().catch((error: unknown) => log.warn({ err: error }, "security log not linked"));
    await Promise.all([longTimeoutDatabase.close(), janitor.close()]);
  };
}

async function migrate(
  { appUrl, ownerUrl, janitorUrl }: DatabaseLocation,
  config: Config,
  onStep: (words: string) => void,
): Promise<void> {
  await migrateWithBackup(config, ownerUrl, { at: systemClock(), onStep });
  // Applied on every start, because an earlier start that was interrupted here may have left tables without grants.
  await applyGrants({ ownerUrl, appRole: roleOf(appUrl), janitorRole: roleOf(janitorUrl) });
}

function openPool(config: Config, url: string, log: Logger): Database {
  return createDatabase({
    url,
    poolSize: config.databasePool,
    pooler: config.databasePooler,
    onConnectionError: (error) => log.warn({ err: error }, "a database connection broke"),
  });
}

async function isAnswering({ pool }: Database): Promise<boolean> {
  return pool.query("SELECT 1").then(
    () => true,
    () => false,
  );
}
