import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listOwnSecurityEvents } from "../../log/security/queries.ts";
import { composeMail } from "../../runtime/compose-mail.ts";
import { waitingMails } from "../../testing/mailbox.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import { createSmtpSink } from "../../testing/smtp-sink.ts";
import { createWorld } from "../../testing/world.ts";
import type { World } from "../../testing/world.ts";
import { deleteExpired } from "../account/expiry.ts";
import { requestReset } from "../account/password.ts";
import { openMail } from "../pending-mail/mutations.ts";
import { listPendingMails } from "../pending-mail/queries.ts";
import { sendDueMails } from "./delivery.ts";
import type { MailDraft } from "./queue.ts";
import { queueMail } from "./queue.ts";

const draft = (world: World, more: Partial<Omit<MailDraft, "userId">> = {}): MailDraft => ({
  kind: "invite",
  userId: null,
  locale: "en",
  recipient: "nora@example.org",
  body: {
    subject: "Hello",
    paragraphs: ["Some words."],
    button: { label: "Open", link: "http://localhost:3000/invite#secret" },
  },
  expiresAt: new Date(world.runtime.clock().getTime() + 24 * 60 * 60_000),
  ...more,
});

describe("with a mail server", () => {
  const { sink, start, stop } = createSmtpSink();
  let world: World;
  beforeAll(async () => {
    await start();
    world = await createWorld({
      settings: { SMTP_URL: `smtp://127.0.0.1:${sink.port}`, MAIL_FROM: "docket@example.org" },
    });
  });
  afterAll(async () => {
    await world.close();
    await stop();
  });
  beforeEach(async () => {
    sink.isRefusing = false;
    sink.delivered.length = 0;
    await world.runtime.db.mail.deleteMany();
  });

  const queue = (more: Partial<Omit<MailDraft, "userId">> = {}) =>
    queueMail(world.runtime.db, world.runtime, draft(world, more));

  test("sends a due email once, even with concurrent processes, and deletes its text afterwards", async () => {
    await queue();
    const counts = await Promise.all([1, 2, 3].map(() => sendDueMails(world.runtime)));
    expect(counts.reduce((sum, count) => sum + count)).toBe(1);
    expect(sink.delivered).toMatchObject([{ recipients: ["nora@example.org"] }]);
    expect(sink.delivered[0]?.raw).toContain("From: docket@example.org");
    const [row] = await world.runtime.db.mail.findMany();
    expect(row?.sentAt).not.toBeNull();
    expect(row?.body).toHaveLength(0);
    expect(await sendDueMails(world.runtime)).toBe(0);
  });

  test("retries a rejected email with increasing delays, until it expires", async () => {
    sink.isRefusing = true;
    await queue();
    const waits: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const before = world.runtime.clock().getTime();
      expect(await sendDueMails(world.runtime)).toBe(0);
      const row = await world.runtime.db.mail.findFirstOrThrow();
      expect(row).toMatchObject({ attempts: turn + 1, sentAt: null, lastError: expect.stringContaining("EENVELOPE") });
      waits.push((row.notBefore.getTime() - before) / 60_000);
      expect(await sendDueMails(world.runtime)).toBe(0);
      world.setTime(row.notBefore);
    }
    expect(waits).toEqual([1, 2, 4, 8]);
    sink.isRefusing = false;
    expect(await sendDueMails(world.runtime)).toBe(1);

    await queue({ expiresAt: new Date(world.runtime.clock().getTime() - 1) });
    expect(await sendDueMails(world.runtime)).toBe(0);
    expect(await deleteExpired(world.runtime)).toBeGreaterThan(0);
    expect(await world.runtime.db.mail.count({ where: { sentAt: null } })).toBe(0);
  });

  test("text from users can't inject headers, recipients or markup", async () => {
    await queue({
      recipient: "nora@example.org",
      body: {
        subject: "Hi\r\nBcc: thief@example.org",
        paragraphs: ["<script>alert(1)</script> & \r\n.\r\nMAIL FROM:<x>"],
      },
    });
    await sendDueMails(world.runtime);
    const [mail] = sink.delivered;
    expect(mail?.recipients).toEqual(["nora@example.org"]);
    expect(mail?.raw).not.toMatch(/^Bcc:/im);
    expect(mail?.raw).toContain("Subject: Hi Bcc: thief@example.org");
    expect(mail?.raw).toContain("&lt;script&gt;");
  });

  test("sends a password reset with its link", async () => {
    const mira = await world.person("Mira");
    requestReset(world.anonymous(), { email: mira.email });
    await world.runtime.background.settled();
    expect(await sendDueMails(world.runtime)).toBe(1);
    expect(sink.delivered[0]?.raw.replaceAll("=\r\n", "")).toMatch(/http:\/\/localhost:3000\/reset#[\w-]{43}/);
  });
});

describe("without a mail server", () => {
  let world: World;
  beforeEach(async () => (world = await createWorld()));
  afterEach(() => world.close());

  test("stores pending emails encrypted, and replaces older ones of the same kind", async () => {
    await queueMail(world.runtime.db, world.runtime, draft(world));
    await queueMail(world.runtime.db, world.runtime, draft(world, { body: { subject: "Newer", paragraphs: [] } }));
    expect(await sendDueMails(world.runtime)).toBe(0);
    expect((await waitingMails(world)).map(({ subject }) => subject)).toEqual(["Newer"]);
    const { rows } = await world.database.owner.pool.query<{ body: Buffer }>("SELECT body FROM mail");
    expect(rows[0]?.body.toString("latin1")).not.toContain("Newer");
  });

  test("an administrator can open only emails to users with lower roles, whose security log records it", async () => {
    const [olga, adam, mira] = [
      await world.person("Olga", { role: "owner" }),
      await world.person("Adam", { role: "admin" }),
      await world.person("Mira"),
    ];
    for (const { email } of [olga, adam, mira]) requestReset(world.anonymous(), { email });
    await world.runtime.background.settled();
    const { items } = await listPendingMails(world.ctxOf(adam), { limit: 50 });
    expect(JSON.stringify(items)).not.toContain("reset#");
    expect(new Map(items.map(({ userId, canOpen }) => [userId, canOpen]))).toEqual(
      new Map([
        [olga.id, false],
        [adam.id, false],
        [mira.id, true],
      ]),
    );
    const idOf = (userId: string) => items.find((item) => item.userId === userId)?.id ?? "";
    const opened = await openMail(world.ctxOf(adam), { id: idOf(mira.id) });
    expect(opened).toMatchObject({ recipient: mira.email, text: expect.stringContaining("/reset#") });
    expect(await errorCodeOf(openMail(world.ctxOf(adam), { id: idOf(olga.id) }))).toBe("forbidden");
    expect(await errorCodeOf(openMail(world.ctxOf(adam), { id: uuidv7() }))).toBe("not_found");
    const own = await listOwnSecurityEvents(world.ctxOf(mira), { limit: 50 });
    expect(own.items[0]).toMatchObject({ kind: "sensitive_mail_opened", actorId: adam.id, subjectId: mira.id });

    world.advanceClock({ minutes: 31 });
    expect(await errorCodeOf(openMail(world.ctxOf(adam), { id: idOf(mira.id) }))).toBe("not_found");
  });

  test("a body copied to another row can't be decrypted", async () => {
    await queueMail(world.runtime.db, world.runtime, draft(world));
    await queueMail(world.runtime.db, world.runtime, draft(world, { recipient: "other@example.org" }));
    await world.database.owner.pool.query(
      "UPDATE mail SET body = (SELECT body FROM mail m WHERE m.id <> mail.id LIMIT 1) WHERE recipient = 'other@example.org'",
    );
    await expect(waitingMails(world, "other@example.org")).rejects.toThrow("changed, or belongs elsewhere");
  });
});

test("text from users is escaped in both formats", () => {
  const { text, html, subject } = composeMail({
    subject: "A\u2028B",
    paragraphs: [`"x" <b>'y'</b>`],
    button: { label: "Go & see", link: "http://localhost/?a=1&b=2#s" },
  });
  expect(subject).toBe("A B");
  expect(text).toBe(`"x" <b>'y'</b>\n\nGo & see:\nhttp://localhost/?a=1&b=2#s\n`);
  expect(html).toContain("&quot;x&quot; &lt;b&gt;&#39;y&#39;&lt;/b&gt;");
  expect(html).toContain(`<a href="http://localhost/?a=1&amp;b=2#s">Go &amp; see</a>`);
});
