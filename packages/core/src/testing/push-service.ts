import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createPushBrowser } from "@docket/auth/testing/push-browser";
import { uuidv7 } from "@docket/schema/uuid";
import type { Outbound } from "../runtime/outbound.ts";
import { createOutbound } from "../runtime/outbound.ts";
import { createCertificate } from "./certificate.ts";

/** A message that the push service has received, decrypted. */
type Received = { path: string; headers: IncomingHttpHeaders; content: Record<string, string> };
type Answer = { status: number; headers?: Record<string, string> };

/** A browser whose messages the push service decrypts. */
export type TestBrowser = { path: string; subscription: { endpoint: string; keys: { p256dh: string; auth: string } } };

/**
 * Starts a push service with TLS on this machine. It decrypts the messages for its browsers, and answers 201 unless told
 * otherwise.
 */
export async function startPushService() {
  const received: Received[] = [];
  const browsers = new Map<string, ReturnType<typeof createPushBrowser>>();
  const service = { answerTo: (_path: string): Answer => ({ status: 201 }) };
  const certificate = createCertificate();
  const server = createServer(certificate, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      const text = (chunks.length > 0 && browsers.get(path)?.decrypt(Buffer.concat(chunks))) || "{}";
      received.push({ path, headers: request.headers, content: JSON.parse(text) as Record<string, string> });
      const { status, headers } = service.answerTo(path);
      response.writeHead(status, headers).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // Safe because a server that listens on a port has an address of this type.
  const { port } = server.address() as AddressInfo;
  const outbound: Outbound = createOutbound({
    ca: certificate.cert,
    isAllowed: (address) => address === "127.0.0.1",
  });

  /** Creates a browser that subscribes to this push service. */
  function browser(): TestBrowser {
    const path = `/push/${uuidv7()}`;
    const created = createPushBrowser();
    browsers.set(path, created);
    const [p256dh, auth] = [created.p256dh, created.auth].map((bytes) => Buffer.from(bytes).toString("base64url"));
    return {
      path,
      subscription: { endpoint: `https://127.0.0.1:${port}${path}`, keys: { p256dh: p256dh ?? "", auth: auth ?? "" } },
    };
  }

  return {
    service,
    received,
    browser,
    /** The certificate of the service, in PEM format. */
    ca: certificate.cert,
    /** Sends to this push service, and refuses all other addresses. */
    outbound,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
