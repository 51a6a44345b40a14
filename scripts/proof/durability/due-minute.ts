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
const DELIVERED_WITHIN_MS = 60_000;
/** Push messages are sent one by one, so all of them take longer. */
const PUSHED_WITHIN_MS = 120_000;
/** Devices of the account that get push notifications. */
const DEVICES = 1;

/** What has been delivered, as numbers of reminders, emails or push messages. */
type Delivery = { missing: number; doubled: number; unsent: number; unknownEmails: number; unpushed: number };

/** What has been received: the `Message-ID`s of emails, and the tags of push messages, which begin with their notification. */
type Received = { emails: ReadonlySet<string>; pushes: readonly ReadonlySet<string>[] };
const NOTHING: Received = { emails: new Set(), pushes: [] };

/**
 * Kills the server while reminders are being delivered, starts it again, and checks that each reminder has been
 * delivered exactly once in the app and by email, and to its device.
 *
 * @param rounds number of times that the server is killed
 * @param random returns a number from 0 to 1
 */
export async function killWhileDelivering(rounds: number, random: () => number): Promise<Part> {
  const { sink, start, stop } = createSmtpSink();
  await start();
  const pushSink = await createPushSink(DEVICES);
  const env = { SMTP_URL: `smtp://127.0.0.1:${sink.port}`, ...pushSink.env };
  const installation = await createInstallation(random, { env, preload: pushSink.preload });
  try {
    const taskIds = await createTasks(installation);
    await installation.asOwner(wantEmails);
    await installation.asOwner(pushSink.subscribe);
    let interrupted = 0;
    for (let round = 1; round <= rounds; round += 1) {
      await installation.asOwner((owner) => addReminders(owner, taskIds));
      await sleep(DUE_AFTER_MS + random() * KILLED_WITHIN_MS);
      const { missing, unsent } = await installation.asOwner((owner) => countDeliveries(owner, NOTHING));
      process.kill(installation.serverPid(), "SIGKILL");
      if (unsent > 0) interrupted += 1;
      await installation.recover();
      await untilDelivered(installation);
      console.log(
        `${round}/${rounds} kill -9 in the due minute: ${missing} of ${REMINDERS} not in the app, ${unsent} not sent`,
      );
    }
    const sent = messageIds(sink.delivered);
    const received = { emails: sent, pushes: pushSink.tags() };
    const look = () => installation.asOwner((owner) => countDeliveries(owner, received));
    const delivery = await look();
    const repeated = sink.delivered.length - sent.size;
    const pushes = received.pushes.reduce((sum, tags) => sum + tags.size, 0);
    return {
      title: `Reminders, ${rounds} rounds`,
      notes: [
        `The server was killed before everything was delivered in ${interrupted} rounds. Of ${sent.size} emails, ` +
          `${repeated} were sent again with the same \`Message-ID\`; of ${pushes} push messages, ` +
          `${pushSink.count() - pushes} with the same topic.`,
      ],
      checks: [...checksOf(delivery, rounds), await plantDouble(installation, look)],
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
  const startedAt = performance.now();
  for (;;) {
    const { missing, unsent } = await asOwner((owner) => countDeliveries(owner, NOTHING));
    const isDelivered = missing === 0 && unsent === 0;
    const queued = await asOwner((owner) => owner.query("SELECT 1 FROM push_delivery LIMIT 1"));
    if (isDelivered && queued.rows.length === 0) return;
    // The checks report what is missing.
    if (performance.now() - startedAt > (isDelivered ? PUSHED_WITHIN_MS : DELIVERED_WITHIN_MS)) return;
    await sleep(200);
  }
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
  const unpushed = received.pushes.reduce(
    (sum, tags) => sum + row.notifications.filter((id) => !tags.has(id)).length,
    0,
  );
  return { missing: row.missing, doubled: row.doubled, unsent: row.unsent, unknownEmails, unpushed };
}

/** Returns the ids of emails. Each attempt to send an email has the same. */
function messageIds(emails: readonly { raw: string }[]): Set<string> {
  return new Set(emails.flatMap(({ raw }) => /^Message-ID: <notification\.([\w-]+)@/im.exec(raw)?.[1] ?? []));
}

function checksOf({ missing, doubled, unsent, unknownEmails, unpushed }: Delivery, rounds: number): Check[] {
  const of = `Of ${rounds * REMINDERS} reminders,`;
  const none = (name: string, count: number) => ({ name, expected: "0", found: String(count), isPassed: count === 0 });
  return [
    none(`${of} not delivered in the app`, missing),
    none(`${of} delivered more than once`, doubled),
    none(`${of} not sent by email`, unsent),
    none(`${of} not pushed to the device`, unpushed),
    none("Emails whose notifications were sent in another one, too", unknownEmails),
  ];
}

/** Delivers a reminder a second time, which the checks must find. */
async function plantDouble({ asOwner }: Installation, look: () => Promise<Delivery>): Promise<Check> {
  await asOwner((owner) =>
    owner.query(`
      INSERT INTO notification (workspace_id, id, user_id, kind, dedupe_key, reminder_id, task_id)
      SELECT workspace_id, gen_random_uuid(), user_id, kind, dedupe_key || ':again', reminder_id, task_id
      FROM notification WHERE reminder_id IS NOT NULL LIMIT 1`),
  );
  const { doubled, unpushed } = await look();
  return {
    name: "Planted: a second notification, which is not pushed",
    expected: `1 doubled, ${DEVICES} not pushed`,
    found: `${doubled} doubled, ${unpushed} not pushed`,
    isPassed: doubled === 1 && unpushed === DEVICES,
  };
}
