import { execFileSync, fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, expect } from "@playwright/test";
import type { BrowserContext, Request, Route } from "@playwright/test";
import config, { ENVIRONMENT } from "../playwright.config.ts";
import { ADA } from "./person.ts";

const SERVER = fileURLToPath(new URL("../../server/dist/main.js", import.meta.url));
const CLOCK = new URL("moving-clock.mjs", import.meta.url).href;
const MINUTE_MS = 60_000;

/** A separate installation whose clock the test controls. */
export type TimedInstallation = {
  readonly address: string;
  /**
   * Opens a browser for this installation. Closing the context closes the browser; opening it again restores its
   * profile.
   */
  openBrowser(): Promise<BrowserContext>;
  /** Creates the first account, which also signs the browser in. */
  setUp(context: BrowserContext): Promise<void>;
  /** Advances the server's clock and expires the browser's cookies accordingly. */
  advance(context: BrowserContext, minutes: number): Promise<void>;
  stop(): Promise<void>;
};

/** Starts an installation over `http`, or over `https` with a proxy that terminates TLS. */
export async function startTimedInstallation(scheme: "http" | "https"): Promise<TimedInstallation> {
  const directory = mkdtempSync(join(tmpdir(), "docket-timed-"));
  const data = join(directory, "data");
  const port = await freePort();
  const proxy = scheme === "https" ? await startTlsProxy(port, directory) : null;
  const address = proxy ? proxy.address : `http://127.0.0.1:${port}`;
  const server = fork(SERVER, {
    cwd: join(SERVER, "../.."),
    execArgv: ["--import", CLOCK],
    env: {
      ...ENVIRONMENT,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: String(port),
      DOCKET_DATA: data,
      LOG_LEVEL: "silent",
      ...(proxy && { APP_URL: proxy.address, TRUSTED_PROXIES: "1" }),
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await expect.poll(() => isReady(port), { timeout: 110_000 }).toBe(true);

  return {
    address,
    openBrowser: async () => watchRenewals(await openBrowser(join(directory, "browser"), address)),
    setUp: async (context) => {
      const token = new URL(readFileSync(join(data, "setup-link"), "utf8").trim()).hash.slice(1);
      const headers = { origin: address };
      const account = { token, ...ADA, timeZone: "Europe/Berlin" };
      const made = await context.request.post("/api/trpc/setup.complete", { data: account, headers });
      expect(made.ok(), await made.text()).toBe(true);
    },
    advance: async (context, minutes) => {
      const release = await holdRequests(context);
      await moveClock(server, minutes * MINUTE_MS);
      await expireCookies(context, minutes * MINUTE_MS);
      await release();
    },
    stop: async () => {
      proxy?.close();
      if (server.exitCode === null && server.kill("SIGTERM")) await once(server, "exit");
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Opens a browser with a persistent profile, like that of a real user. */
function openBrowser(directory: string, address: string): Promise<BrowserContext> {
  const { launchOptions, viewport, locale, timezoneId } = config.use ?? {};
  return chromium.launchPersistentContext(directory, {
    ...launchOptions,
    // The certificate is created for this run. `ignoreHTTPSErrors` alone would not allow a service worker.
    args: [...(launchOptions?.args ?? []), "--ignore-certificate-errors"],
    baseURL: address,
    viewport: viewport ?? null,
    ...(locale !== undefined && { locale }),
    ...(timezoneId !== undefined && { timezoneId }),
    ignoreHTTPSErrors: true,
  });
}

async function moveClock(server: ChildProcess, passMs: number): Promise<void> {
  const moved = once(server, "message");
  server.send({ passMs });
  await moved;
}

/**
 * Holds new requests, and waits for renewals of the session that are in flight: new cookies that arrive while the cookies
 * are expired would be replaced by older ones. Returns a function that sends the held requests.
 */
async function holdRequests(context: BrowserContext): Promise<() => Promise<void>> {
  const inFlight = renewalsInFlight.get(context) ?? new Set();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const hold = async (route: Route) => {
    inFlight.delete(route.request());
    await released;
    await route.fallback();
  };
  await context.route("**/*", hold);
  await expect.poll(() => inFlight.size).toBe(0);
  return async () => {
    release();
    await context.unroute("**/*", hold);
  };
}

const renewalsInFlight = new WeakMap<BrowserContext, Set<Request>>();

function watchRenewals(context: BrowserContext): BrowserContext {
  const inFlight = new Set<Request>();
  renewalsInFlight.set(context, inFlight);
  context.on("request", (request) => {
    if (request.url().endsWith("/session.refresh")) inFlight.add(request);
  });
  // The page doesn't read the body, so the request may never finish.
  context.on("response", (response) => inFlight.delete(response.request()));
  context.on("requestfailed", (request) => inFlight.delete(request));
  return context;
}

async function expireCookies(context: BrowserContext, passedMs: number): Promise<void> {
  for (const cookie of await context.cookies()) {
    if (cookie.expires === -1) continue;
    const expires = cookie.expires - passedMs / 1000;
    if (expires * 1000 > Date.now()) await context.addCookies([{ ...cookie, expires }]);
    else await context.clearCookies({ name: cookie.name });
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  // Safe because a server that listens on a port has an address of this type.
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Starts a proxy that terminates TLS in front of Docket. */
async function startTlsProxy(port: number, directory: string): Promise<{ address: string; close: () => void }> {
  const [keyFile, certificateFile] = [join(directory, "key.pem"), join(directory, "certificate.pem")];
  const options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost";
  const subject = ["-addext", "subjectAltName=DNS:localhost"];
  execFileSync("openssl", [...options.split(" "), ...subject, "-keyout", keyFile, "-out", certificateFile], {
    stdio: "ignore",
  });
  const proxy = createTlsServer({ key: readFileSync(keyFile), cert: readFileSync(certificateFile) }, (from, to) => {
    const { method, url, headers } = from;
    const forwarded = { ...headers, "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.1" };
    const onward = httpRequest({ host: "127.0.0.1", port, method, path: url, headers: forwarded }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    onward.on("error", () => to.destroy());
    to.on("close", () => onward.destroy());
    from.pipe(onward);
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const close = () => {
    proxy.close();
    proxy.closeAllConnections();
  };
  // Safe because a server that listens on a port has an address of this type.
  return { address: `https://localhost:${(proxy.address() as AddressInfo).port}`, close };
}
