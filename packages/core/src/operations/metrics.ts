import { readdir, stat, statfs } from "node:fs/promises";
import path from "node:path";
import type { Config } from "../runtime/config.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { backupDirectory } from "./backup.ts";
import { lastExamination } from "./doctor/last-examination.ts";
import type { JobRecord } from "./schedule.ts";

/** Metrics for operators, keyed by Prometheus name, with help text and labels. */
export const METRICS = {
  docket_database_up: { help: "1 while the database answers, else 0.", labels: [] },
  docket_database_connections: { help: "Connections of the pool, by state.", labels: ["state"] },
  docket_database_waiting_requests: { help: "Requests that wait for a connection of the pool.", labels: [] },
  docket_jobs_waiting: { help: "Jobs that have not been started, by kind.", labels: ["kind"] },
  docket_jobs_running: { help: "Jobs that are running, by kind.", labels: ["kind"] },
  docket_jobs_failed: { help: "Jobs that failed within the last 24 hours, by kind.", labels: ["kind"] },
  docket_job_oldest_waiting_seconds: { help: "Age of the job that has waited longest, by kind.", labels: ["kind"] },
  docket_import_rows_remaining: { help: "Rows of imports that are still to be written.", labels: [] },
  docket_mail_waiting: { help: "Emails that are still to be sent.", labels: [] },
  docket_mail_failing: { help: "Emails to be sent that failed at least once.", labels: [] },
  docket_mail_oldest_waiting_seconds: { help: "Age of the email that has waited longest.", labels: [] },
  docket_scheduled_job_failures: {
    help: "Runs of a scheduled job that failed, since its last success.",
    labels: ["name"],
  },
  docket_scheduled_job_last_success_timestamp_seconds: {
    help: "When a scheduled job last succeeded.",
    labels: ["name"],
  },
  docket_doctor_faults: { help: "Faults that the last daily examination found, by check.", labels: ["check"] },
  docket_doctor_last_timestamp_seconds: { help: "When the installation was last examined by itself.", labels: [] },
  docket_backup_interval_seconds: { help: "How often a backup is written by itself; 0 means never.", labels: [] },
  docket_backup_last_timestamp_seconds: {
    help: "When the newest backup in the data directory was written.",
    labels: [],
  },
  docket_backup_last_size_bytes: { help: "Size of the newest backup in the data directory.", labels: [] },
  docket_disk_free_bytes: { help: "Free space where the data directory is.", labels: [] },
  docket_disk_size_bytes: { help: "Size of the disk where the data directory is.", labels: [] },
} as const satisfies Record<string, { readonly help: string; readonly labels: readonly string[] }>;

export type MetricName = keyof typeof METRICS;

/** A metric with its current value. */
export type Metric = {
  readonly name: MetricName;
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
};

const metric = (name: MetricName, value: number, labels?: Record<string, string>): Metric =>
  labels === undefined ? { name, value } : { name, value, labels };

/**
 * Reads the metrics of an installation: its pool, jobs, emails, backups and disk. Omits metrics that can't be read,
 * such as those from tables while the database is down.
 *
 * @param jobs results of the scheduled jobs in this process
 */
export async function readInstallationMetrics(runtime: Runtime, jobs: JobRecord): Promise<Metric[]> {
  const { config } = runtime;
  const [stored, examined, backups, disk] = await Promise.all([
    readTableMetrics(runtime).catch(() => null),
    readExamination(runtime).catch(() => []),
    readBackups(config).catch(() => []),
    readDisk(config).catch(() => []),
  ]);
  return [
    metric("docket_database_up", stored === null ? 0 : 1),
    ...poolMetrics(runtime),
    ...(stored ?? []),
    ...examined,
    ...scheduleMetrics(jobs),
    metric("docket_backup_interval_seconds", config.backupEveryHours * 3_600),
    ...backups,
    ...disk,
  ];
}

function poolMetrics({ pool }: Runtime): Metric[] {
  const { totalCount, idleCount, waitingCount } = pool;
  return [
    metric("docket_database_connections", totalCount - idleCount, { state: "used" }),
    metric("docket_database_connections", idleCount, { state: "idle" }),
    metric("docket_database_waiting_requests", waitingCount),
  ];
}

const IMPORTS = `
SELECT count(*) FILTER (WHERE status = 'waiting')::int AS waiting,
       count(*) FILTER (WHERE status IN ('running', 'undoing'))::int AS running,
       count(*) FILTER (WHERE status = 'failed' AND finished_at > $1::timestamptz - interval '24 hours')::int AS failed,
       extract(epoch FROM $1::timestamptz - min(updated_at) FILTER (WHERE status = 'waiting'))::float8 AS oldest,
       sum(total_rows - done_rows) FILTER (WHERE status IN ('waiting', 'running'))::int AS rows
  FROM import_job`;

const MAIL = `
SELECT count(*)::int AS waiting, count(*) FILTER (WHERE attempts > 0)::int AS failing,
       extract(epoch FROM $1::timestamptz - min(created_at))::float8 AS oldest
  FROM mail WHERE sent_at IS NULL AND expires_at > $1`;

type Counts<Name extends string> = Record<Name, number | null>;

async function readTableMetrics({ pool, clock }: Runtime): Promise<Metric[]> {
  const now = [clock()];
  const [imports, mail] = await Promise.all([
    pool.query<Counts<"waiting" | "running" | "failed" | "oldest" | "rows">>(IMPORTS, now),
    pool.query<Counts<"waiting" | "failing" | "oldest">>(MAIL, now),
  ]);
  const [job, emails] = [imports.rows[0], mail.rows[0]];
  const kind = { kind: "import" };
  return [
    metric("docket_jobs_waiting", job?.waiting ?? 0, kind),
    metric("docket_jobs_running", job?.running ?? 0, kind),
    metric("docket_jobs_failed", job?.failed ?? 0, kind),
    metric("docket_job_oldest_waiting_seconds", Math.max(0, job?.oldest ?? 0), kind),
    metric("docket_import_rows_remaining", job?.rows ?? 0),
    metric("docket_mail_waiting", emails?.waiting ?? 0),
    metric("docket_mail_failing", emails?.failing ?? 0),
    metric("docket_mail_oldest_waiting_seconds", Math.max(0, emails?.oldest ?? 0)),
  ];
}

async function readExamination({ db }: Runtime): Promise<Metric[]> {
  const last = await lastExamination(db);
  if (last === null) return [];
  const faults = last.findings.map(({ name, verdict, count }) =>
    metric("docket_doctor_faults", verdict === "fault" ? count : 0, { check: name }),
  );
  return [...faults, metric("docket_doctor_last_timestamp_seconds", new Date(last.at).getTime() / 1_000)];
}

function scheduleMetrics(jobs: JobRecord): Metric[] {
  return [...jobs].flatMap(([name, { failures, succeededAtMs }]) => [
    metric("docket_scheduled_job_failures", failures, { name }),
    ...(succeededAtMs === null
      ? []
      : [metric("docket_scheduled_job_last_success_timestamp_seconds", succeededAtMs / 1_000, { name })]),
  ]);
}

async function readBackups(config: Config): Promise<Metric[]> {
  const directory = backupDirectory(config);
  const files = (await readdir(directory)).filter((name) => name.endsWith(".sql.gz"));
  const all = await Promise.all(files.map((name) => stat(path.join(directory, name))));
  const [newest] = all.toSorted((left, right) => right.mtimeMs - left.mtimeMs);
  if (newest === undefined) return [];
  return [
    metric("docket_backup_last_timestamp_seconds", newest.mtimeMs / 1_000),
    metric("docket_backup_last_size_bytes", newest.size),
  ];
}

async function readDisk({ dataDirectory }: Config): Promise<Metric[]> {
  const { bsize, blocks, bavail } = await statfs(dataDirectory);
  return [metric("docket_disk_free_bytes", bavail * bsize), metric("docket_disk_size_bytes", blocks * bsize)];
}
