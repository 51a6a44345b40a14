import type { Database } from "@docket/db/client";
import { deleteExpired } from "../identity/account/expiry.ts";
import { sendDueMails } from "../identity/mail/delivery.ts";
import { securityChainJob } from "../log/security/audit-hash-chain-job.ts";
import { deleteOldSecurityEvents } from "../log/security/retention.ts";
import { cleanBuckets } from "../runtime/limit/clean.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { sendNotificationMails } from "../workflows/notification/deliver.ts";
import { deliverDue } from "../workflows/notification/due-reminders.ts";
import { sendPushes } from "../workflows/notification/push.ts";
import { relayChanges } from "../workflows/notification/relay.ts";
import { deleteOldNotifications } from "../workflows/notification/retention.ts";
import { purgeWorkspaces } from "../workflows/trash/purge-workspace.ts";
import { purgeExpired } from "../workflows/trash/purge.ts";
import { redactPurged, deleteOldCommands } from "../workflows/trash/retention.ts";
import type { ScheduledJob } from "./schedule.ts";
import { timeZoneJob } from "./time-zone-database.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Returns all scheduled jobs. Each job finds its work in the tables. There is therefore no separate queue that could
 * get out of sync, and an interrupted job can simply run again.
 *
 * @param longTimeoutDatabase a client connected as the application role, with longer timeouts than for requests
 * @param janitor a pool connected as the role that may delete and redact history, also with longer timeouts
 */
export function jobsOf(
  runtime: Runtime,
  longTimeoutDatabase: Database["prisma"],
  janitor: Database["pool"],
): ScheduledJob[] {
  return [
    { name: "mail", everyMs: 5 * SECOND, run: () => sendDueMails(runtime) },
    { name: "reminders", everyMs: SECOND, run: (stopping) => deliverDue(runtime, { stopping }) },
    { name: "notifications", everyMs: SECOND, run: (stopping) => relayChanges(runtime, stopping) },
    {
      name: "notification emails",
      everyMs: 5 * SECOND,
      run: (stopping) => sendNotificationMails(runtime, { stopping }),
    },
    {
      name: "push notifications",
      everyMs: SECOND,
      // If the key can't be opened, that won't change soon.
      afterFailureMs: MINUTE,
      run: (stopping) => sendPushes(runtime, { stopping }),
    },
    {
      name: "old notifications",
      everyMs: HOUR,
      run: (stopping) => deleteOldNotifications({ ...runtime, db: longTimeoutDatabase }, stopping),
    },
    { name: "security chain", everyMs: 2 * SECOND, run: securityChainJob(runtime) },
    { name: "old security events", everyMs: HOUR, run: () => deleteOldSecurityEvents(runtime, janitor) },
    { name: "expired secrets", everyMs: HOUR, run: () => deleteExpired(runtime) },
    { name: "rate limits", everyMs: 10 * MINUTE, run: () => cleanBuckets(runtime.pool, runtime.clock()) },
    {
      name: "trash",
      everyMs: 10 * MINUTE,
      run: (stopping) => purgeExpired({ ...runtime, db: longTimeoutDatabase }, stopping),
    },
    {
      name: "trashed workspaces",
      everyMs: HOUR,
      run: () => purgeWorkspaces(janitor, runtime.config.trashDays, runtime.clock()),
    },
    { name: "purged words", everyMs: HOUR, run: (stopping) => redactPurged(runtime, janitor, stopping) },
    { name: "time zones", everyMs: MINUTE, run: timeZoneJob({ ...runtime, db: longTimeoutDatabase }) },
    { name: "old commands", everyMs: HOUR, run: (stopping) => deleteOldCommands(janitor, stopping) },
  ];
}
