import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { newId } from "../../../packages/client/src/client.ts";
import { createSmtpSink } from "../../../packages/core/src/testing/smtp-sink.ts";
import type { Check, Part } from "../check.ts";
import { createInstallation } from "./installation.ts";
import type { Installation } from "./installation.ts";
import { createPushSink } from "./push-sink.ts";

/** More reminders than one transaction delivers, and than one email contains. */
const REMINDERS = 600;
/** Maximum number of tasks in one call. */
const TASKS_PER_CALL = 100;
/** Time until the reminders of a round are due, in milliseconds. */
const DUE_AFTER_MS = 1_000;
/** The server is killed at a random time within this many milliseconds after the reminders are due. */
const KILLED_WITHIN_MS = 8_000;
/**
 * The next round begins if nothing has been delivered for this time, which is longer than the second wait after a
 * failure.
 */
const STUCK_AFTER_MS = 150_000;

type Size = { rounds: number; devices: number };

/** What has been delivered, as numbers of reminders, emails or push messages. */
type Delivery = { missing: number; doubled: number; unsent: number; unknownEmails: number; unpushed: number };

/** What has been received: the `Message-ID`s of emails, and the notifications of which each device got a push message. */
type Received = { emails: ReadonlySet<string>; pushes: readonly ReadonlySet<string>[] };
const NOTHING: Received = { emails: new Set(), pushes: [] };

/**
 * Kills the server while reminders are being delivered, starts it again, and checks that each reminder has been
 * delivered exactly once in the app and by email, and at least once to each device.
 *
 * @param size `rounds`: number of times that the server is killed. `devices`: number of devices of the account that get
 *   push notifications
 * @param random returns a number from 0 to 1
 */
export async function killWhileDelivering({ rounds, devices }: Size, random: () => number): Promise<Part> {
  const { sink, start, stop } = createSmtpSink();
  await start();
  const pushSink = await createPushSink(devices);
  const env = { SMTP_URL: `smtp://127.0.0.1:${sink.port}`, ...pushSink.env };
  const installation = await createInstallation(random, { env, preload: pushSink.preload });
  try {
    const taskIds = await createTasks(installation);
    await installation.asOwner(wantEmails);
    await installation.asOwner(pushSink.subscribe);
    const interrupted = { emails: 0, pushes: 0 };
    for (let round = 1; round <= rounds; round += 1) {
      await installation.asOwner((owner) => addReminders(owner, taskIds));
      await sleep(DUE_AFTER_MS + random() * KILLED_WITHIN_MS);
      const { missing, unsent } = await installation.asOwner((owner) => countDeliveries(owner, NOTHING));
      const queued = await installation.asOwner(countQueuedPushes);
      process.kill(installation.serverPid(), "SIGKILL");
      if (unsent > 0) interrupted.emails += 1;
      if (missing > 0 || queued > 0) interrupted.pushes += 1;
      await installation.recover();
      await untilDelivered(installation);
      console.log(
        `${round}/${rounds} kill -9 in the due minute: ${missing} of ${REMINDERS} not in the app, ${unsent} not sent, ` +
          `${queued} push messages queued`,
      );
    }
    const sent = messageIds(sink.delivered);
    const received = { emails: sent, pushes: pushSink.notificationIds() };
    const look = () => installation.asOwner((owner) => countDeliveries(owner, received));
    const delivery = await look();
    const repeated = sink.delivered.length - sent.size;
    const pushes = received.pushes.reduce((sum, ids) => sum + ids.size, 0);
    return {
      title: `Reminders, ${rounds} rounds`,
      notes: [
        `The server was killed before all emails were sent in ${interrupted.emails} rounds, and before all push messages ` +
          `were sent in ${interrupted.pushes}. Of ${sent.size} emails, ${repeated} were sent again with the same ` +
          `\`Message-ID\`. Of ${pushes} push messages, ${pushSink.count() - pushes} were received in addition.`,
      ],
      checks: [...checksOf(delivery, { rounds, devices }), await plantDouble(installation, devices, look)],
    };
  } finally {
    await installation.close();
    await pushSink.close();
    await stop();
  }
}

async function createTasks({ desk: { docket, workspaceId, projectId } }: Installation): Promise<string[]> {
  const items = Array.from({ length: REMINDERS }, (_, index) => ({ id: newId(), title: `Reminded ${index}` }));
  for (let first = 0; first < items.length; first += TASKS_PER_CALL)
    await docket
      .workspace(workspaceId)
      .task.createMany.mutate({ projectId, items: items.slice(first, first + TASKS_PER_CALL) });
  return items.map(({ id }) => id);
}

/** Makes the first account receive each reminder by email. */
async function wantEmails(owner: Client): Promise<void> {
  await owner.query("UPDATE user_account SET email_verified_at = now()");
  await owner.query(`
    INSERT INTO preference (user_id, key, value, updated_at)
    SELECT id, 'notification', '{"kinds": {"reminder": {"email": "now"}}}', now() FROM user_account`);
}

/** Adds a reminder to each task. Written directly, because the API accepts whole minutes only. */
async function addReminders(owner: Client, taskIds: string[]): Promise<void> {
  await owner.query(
    `INSERT INTO reminder (workspace_id, id, task_id, user_id, basis, on_date, on_time, on_zone, at, updated_at)
     SELECT t.workspace_id, gen_random_uuid(), t.id, u.id, 'absolute', '2026-01-01', '09:00', 'UTC',
       now() + make_interval(secs => $2), now()
     FROM task t CROSS JOIN user_account u WHERE t.id = ANY($1)`,
    [taskIds, DUE_AFTER_MS / 1000],
  );
}

async function untilDelivered({ asOwner }: Installation): Promise<void> {
  // The leases of the killed server would end after minutes.
  await asOwner(async (owner) => {
    await owner.query("UPDATE notification_delivery SET not_before = now() WHERE sent_at IS NULL");
    await owner.query("UPDATE push_subscription SET not_before = now() WHERE not_before > now()");
    await owner.query("UPDATE push_delivery SET not_before = now() WHERE not_before > now()");
  });
  let last = { state: "", at: 0 };
  for (;;) {
    const { missing, unsent } = await asOwner((owner) => countDeliveries(owner, NOTHING));
    const queued = await asOwner(countQueuedPushes);
    if (missing + unsent + queued === 0) return;
    const state = [missing, unsent, queued].join();
    if (state !== last.state) last = { state, at: performance.now() };
    // The checks report what is missing.
    if (performance.now() - last.at > STUCK_AFTER_MS) return;
    await sleep(200);
  }
}

async function countQueuedPushes(owner: Client): Promise<number> {
  const { rows } = await owner.query<{ count: number }>("SELECT count(*)::int FROM push_delivery");
  return rows[0]?.count ?? 0;
}

/** Compares reminders and notifications with what has been received. */
async function countDeliveries(owner: Client, received: Received): Promise<Delivery> {
  type Row = { missing: number; doubled: number; unsent: number; emails: string[]; notifications: string[] };
  const { rows } = await owner.query<Row>(`
    SELECT count(*) FILTER (WHERE notifications = 0)::int AS missing,
      count(*) FILTER (WHERE notifications > 1 OR deliveries > 1)::int AS doubled,
      count(*) FILTER (WHERE sent = 0)::int AS unsent,
      (SELECT coalesce(array_agg(DISTINCT email_id::text), '{}') FROM notification_delivery
        WHERE email_id IS NOT NULL) AS emails,
      (SELECT coalesce(array_agg(id::text), '{}') FROM notification WHERE reminder_id IS NOT NULL) AS notifications
    FROM (
      SELECT count(DISTINCT n.id) AS notifications, count(d.id) AS deliveries, count(d.sent_at) AS sent
      FROM reminder r
      LEFT JOIN notification n ON n.workspace_id = r.workspace_id AND n.reminder_id = r.id
      LEFT JOIN notification_delivery d ON d.workspace_id = n.workspace_id AND d.notification_id = n.id
      GROUP BY r.id
    ) each_reminder`);
  const [row] = rows;
  if (!row) throw new Error("An aggregate without GROUP BY returns a row.");
  const known = new Set(row.emails);
  const unknownEmails = [...received.emails].filter((id) => !known.has(id)).length;
  const unpushed = received.pushes.reduce((sum, ids) => sum + row.notifications.filter((id) => !ids.has(id)).length, 0);
  return { missing: row.missing, doubled: row.doubled, unsent: row.unsent, unknownEmails, unpushed };
}

/** Returns the ids of emails. Each attempt to send an email has the same. */
function messageIds(emails: readonly { raw: string }[]): Set<string> {
  return new Set(emails.flatMap(({ raw }) => /^Message-ID: <notification\.([\w-]+)@/im.exec(raw)?.[1] ?? []));
}

function checksOf({ missing, doubled, unsent, unknownEmails, unpushed }: Delivery, { rounds, devices }: Size): Check[] {
  const of = `Of ${rounds * REMINDERS} reminders,`;
  const none = (name: string, count: number) => ({ name, expected: "0", found: String(count), isPassed: count === 0 });
  return [
    none(`${of} not delivered in the app`, missing),
    none(`${of} delivered more than once`, doubled),
    none(`${of} not sent by email`, unsent),
    none(`Of ${rounds * REMINDERS * devices} push messages, not received`, unpushed),
    none("Emails whose notifications were sent in another one, too", unknownEmails),
  ];
}

/** Delivers a reminder a second time, which the checks must find. */
async function plantDouble({ asOwner }: Installation, devices: number, look: () => Promise<Delivery>): Promise<Check> {
  await asOwner((owner) =>
    owner.query(`
      INSERT INTO notification (workspace_id, id, user_id, kind, dedupe_key, reminder_id, task_id)
      SELECT workspace_id, gen_random_uuid(), user_id, kind, dedupe_key || ':again', reminder_id, task_id
      FROM notification WHERE reminder_id IS NOT NULL LIMIT 1`),
  );
  const { doubled, unpushed } = await look();
  return {
    name: "Planted: a second notification, which is not pushed",
    expected: `1 doubled, ${devices} not pushed`,
    found: `${doubled} doubled, ${unpushed} not pushed`,
    isPassed: doubled === 1 && unpushed === devices,
  };
}
