import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { Writable } from "node:stream";
import { createLogger, createRequestLog } from "../front/log.ts";
import { createMetrics } from "../front/metrics.ts";
import type { FrontOptions } from "../front/option.ts";
import type { RequestInfo } from "../front/request-info.ts";
import { createFront, type Front } from "../front/server.ts";

/** A request that reached one of the handlers. */
export type SeenRequest = {
  readonly part: "api" | "pages";
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body?: string;
  readonly info?: RequestInfo;
};

export type TestResponse = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

export type Call = {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly port: number;
};

/** A front on a real port, whose two handlers only record their requests. */
export type FrontWorld = {
  readonly front: Front;
  readonly port: number;
  readonly seen: SeenRequest[];
  readonly logLines: () => Record<string, unknown>[];
  call(call: Omit<Call, "port">): Promise<TestResponse>;
};

/**
 * Starts a front for a test on a free port of 127.0.0.1. Options that the test does not set have their production
 * values.
 */
export async function startFront(
  options: Omit<Partial<FrontOptions>, "settings"> & { settings?: Partial<FrontOptions["settings"]> } = {},
): Promise<FrontWorld> {
  const seen: SeenRequest[] = [];
  const logged: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  });
  const front = createFront({
    api: async (request, info) => {
      const headers = Object.fromEntries(request.headers);
      const body = request.method === "POST" ? await request.text() : undefined;
      seen.push({ part: "api", url: request.url, headers, info, ...(body === undefined ? {} : { body }) });
      return Response.json({ ok: true });
    },
    pages: async (request, response) => {
      seen.push({ part: "pages", url: request.url ?? "", headers: request.headers });
      response.end("a page");
    },
    ready: async () => true,
    logger: createLogger("debug", destination),
    logRequest: createRequestLog("debug", destination),
    metrics: createMetrics(),
    ...options,
    settings: { isHttps: false, isDevelopment: false, origins: [], trustedProxies: 0, ...options.settings },
  });
  const { port } = await front.listen(0, "127.0.0.1");
  return {
    front,
    port,
    seen,
    logLines: () => logged.map((line) => JSON.parse(line) as Record<string, unknown>),
    call: (call) => send({ ...call, port }),
  };
}

/** Sends one request on a new connection, with exactly these headers. */
export function send({ method = "GET", path = "/", headers = {}, body, port }: Call): Promise<TestResponse> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: "127.0.0.1", port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const { statusCode = 0, headers: received } = response;
        resolve({ status: statusCode, headers: received, body: Buffer.concat(chunks).toString() });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

/**
 * Sends raw text on a new connection, and returns everything that the server sends until it closes the connection.
 *
 * @param write called with a function that sends text
 */
export function exchangeRaw(port: number, write: (send: (text: string) => void) => void): Promise<string> {
  return new Promise((resolve) => {
    let received = "";
    const socket = connect(port, "127.0.0.1", () => write((text) => void (socket.writable && socket.write(text))));
    socket.on("data", (chunk) => (received += chunk.toString()));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(received));
  });
}
