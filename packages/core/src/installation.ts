import { createDatabase } from "@docket/db/client";
import type { Database } from "@docket/db/client";
import { applyGrants } from "@docket/db/migrate/grant";
import type { Logger } from "pino";
import { backUpWhenDue, migrateWithBackup } from "./backup.ts";
import { createPostgresNotifier } from "./change/postgres-notifier.ts";
import { systemClock } from "./clock.ts";
import { closeRuntime, createRuntime } from "./compose.ts";
import type { Config } from "./config.ts";
import { openDatabase, roleOf } from "./database-location.ts";
import type { DatabaseLocation } from "./database-location.ts";
import { examineDaily } from "./doctor/last-examination.ts";
import { readFigures } from "./figure.ts";
import type { Figure } from "./figure.ts";
import { startImportWorker } from "./import/worker.ts";
import { jobsOf } from "./jobs.ts";
import type { Runtime } from "./runtime.ts";
import { startSchedule } from "./schedule.ts";
import type { JobRecord } from "./schedule.ts";
import { checkSecrets, loadSecrets } from "./secrets.ts";
import { securityChainJob } from "./security/audit-hash-chain-job.ts";
import { createLongTimeoutDatabase } from "./trash/long-timeout-database.ts";

/** An opened Docket: its database is up and migrated, its parts are put together. */
export type Installation = {
  readonly runtime: Runtime;
  /** Where the data lives, in words for people. */
  readonly place: string;
  /** True when the database answers and, as far as is known, has room for writes. */
  isReady(): Promise<boolean>;
  /** What an operator watches, at this moment. */
  figures(): Promise<Figure[]>;
  /** Ends running work and stops what was started, the embedded database last. */
  close(): Promise<void>;
};

/**
 * Opens the installation that the settings name, making it on the first start: secrets, database, migrations, rights.
 * Settings are looked at before anything is made, and when a step fails the earlier ones are undone.
 *
 * @param onStep hears, in words for people, of steps that take a while and of a database that had to be started again
 * @throws ConfigError, KeyRingError, OperatorError: sentences for the person who runs the server
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
    // Not before: a database that can't be used leaves no keys behind.
    const secrets = await loadSecrets(config, systemClock());
    const database = openPool(config, place.appUrl, log);
    const notifier = createPostgresNotifier({ db: database.prisma, url: place.ownerUrl, log });
    const runtime = await createRuntime({ config, database, log, clock: systemClock, secrets, notifier });
    const jobs: JobRecord = new Map();
    const stopWork = config.part === "serve" ? null : startWork(runtime, place, jobs);
    return {
      runtime,
      place: place.words,
      isReady: async () => (await isAnswering(database)) && (await runtime.storage.hasRoom()),
      figures: () => readFigures(runtime, jobs),
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
 * Begins what Docket does by itself: jobs, imports, backups.
 *
 * @returns a function that lets what runs end and starts no more
 */
function startWork(runtime: Runtime, place: DatabaseLocation, record: JobRecord): () => Promise<void> {
  const { appUrl, ownerUrl, janitorUrl } = place;
  const { config, log } = runtime;
  const patient = createLongTimeoutDatabase(config, appUrl);
  const janitor = createLongTimeoutDatabase(config, janitorUrl);
  const backup = { name: "backup", everyMs: 600_000, run: () => backUpWhenDue(config, ownerUrl, systemClock()) };
  const doctor = { name: "doctor", everyMs: 3_600_000, run: () => examineDaily({ runtime, place }) };
  const stopJobs = startSchedule([...jobsOf(runtime, patient.prisma, janitor.pool), backup, doctor], log, record);
  const imports = startImportWorker(runtime);
  return async () => {
    await Promise.all([stopJobs(), imports.stop()]);
    // Nothing is left unlinked while no server watches.
    await securityChainJob(runtime)().catch((error: unknown) => log.warn({ err: error }, "security log not linked"));
    await Promise.all([patient.close(), janitor.close()]);
  };
}

async function migrate(
  { appUrl, ownerUrl, janitorUrl }: DatabaseLocation,
  config: Config,
  onStep: (words: string) => void,
): Promise<void> {
  await migrateWithBackup(config, ownerUrl, { at: systemClock(), onStep });
  // Always, for a start that was cut off here may have left tables without rights.
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
