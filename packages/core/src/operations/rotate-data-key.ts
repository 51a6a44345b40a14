import { reseal } from "@docket/auth/seal";
import { uuidv7 } from "@docket/schema/uuid";
import { mailContext } from "../identity/mail/queue.ts";
import { resealVapidKey } from "../identity/push/vapid-key.ts";
import { chainSecurityEvents } from "../log/security/audit-hash-chain.ts";
import { checkpointSecurityEvents, resignRetention } from "../log/security/checkpoint.ts";
import { recordSecurityEvent } from "../log/security/event.ts";
import { noteChainHead } from "../log/security/head-note.ts";
import type { Runtime } from "../runtime/runtime.ts";

/**
 * Re-encrypts and re-signs everything that uses an older data key with the first data key: unsent emails, the key for
 * push notifications and the signatures in the security log. Afterwards, the older keys can be removed from
 * `DATA_SECRETS`. Can be interrupted and run again.
 *
 * @returns the number of emails re-encrypted
 */
export async function rotateDataKey(runtime: Runtime): Promise<{ mails: number }> {
  const { db, keys, clock } = runtime;
  let mails = 0;
  for (const { id } of await db.mail.findMany({ where: { sentAt: null }, select: { id: true } })) {
    const mail = await db.mail.findFirst({ where: { id, sentAt: null }, select: { body: true } });
    if (!mail) continue;
    const body = reseal(keys.seal, mail.body, mailContext(id));
    if (body === mail.body) continue;
    const { count } = await db.mail.updateMany({ where: { id, sentAt: null }, data: { body: new Uint8Array(body) } });
    mails += count;
  }
  await resealVapidKey(runtime);
  const request = { id: uuidv7(), ip: null, userAgent: "", locale: "en" as const };
  await recordSecurityEvent(db, request, clock(), { kind: "sys_key_rotated", outcome: "success", meta: { mails } });
  while ((await chainSecurityEvents(runtime)) > 0);
  await checkpointSecurityEvents(runtime);
  await resignRetention(runtime);
  await noteChainHead(runtime);
  return { mails };
}
