import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Client } from "pg";
import { startPushService } from "../../../packages/core/src/testing/push-service.ts";

/**
 * Starts a push service on this machine, to which a server with the returned environment and preloaded module sends.
 *
 * @param devices number of devices of the first account that {@link subscribe} adds
 */
export async function createPushSink(devices: number) {
  const service = await startPushService();
  const directory = mkdtempSync(path.join(os.tmpdir(), "docket-push-"));
  const certificate = path.join(directory, "certificate.pem");
  writeFileSync(certificate, service.ca);
  const browsers = Array.from({ length: devices }, () => service.browser());
  return {
    /** Node trusts this certificate in addition to the well-known ones. */
    env: { NODE_EXTRA_CA_CERTS: certificate },
    preload: new URL("allow-own-machine.mjs", import.meta.url).href,
    /** Adds the devices, each with a session. Written directly, because the proof has no browser. */
    subscribe: async (owner: Client) => {
      for (const { subscription } of browsers) {
        const { endpoint, keys } = subscription;
        await owner.query(
          `WITH added AS (
             INSERT INTO session (id, user_id, family_hash, refresh_hash, idle_expires_at, absolute_expires_at)
             SELECT gen_random_uuid(), id, sha256($1::text::bytea), sha256(('r' || $1)::bytea), '2100-01-01', '2100-01-01'
             FROM user_account LIMIT 1 RETURNING id
           )
           INSERT INTO push_subscription (session_id, endpoint, p256dh, auth) SELECT id, $1, $2, $3 FROM added`,
          [endpoint, Buffer.from(keys.p256dh, "base64url"), Buffer.from(keys.auth, "base64url")],
        );
      }
    },
    /** Returns the ids of the notifications of which each device has received a message with the right topic. */
    notificationIds: () =>
      browsers.map(
        (browser) =>
          new Set(
            service.received.flatMap(({ path: device, headers, content }) => {
              const [id = ""] = content["tag"]?.split(" ", 1) ?? [];
              return device === browser.path && headers["topic"] === id.replaceAll("-", "") ? [id] : [];
            }),
          ),
      ),
    /** Returns the number of all messages received. */
    count: () => service.received.length,
    close: async () => {
      await service.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
