import { fileURLToPath } from "node:url";
import { createDirectApi } from "@docket/api/direct";
import { createApi } from "@docket/api/handler";
import { publishPageCaller, trackPageReads } from "@docket/api/page-caller";
import { createBrowserSession } from "@docket/core/identity/session/browser-session";
import type { BrowserSession } from "@docket/core/identity/session/browser-session";
import { cookieSchemeOf } from "@docket/core/identity/session/cookie";
import { countPage } from "@docket/core/identity/session/page-budget";
import { openInstallation } from "@docket/core/operations/installation";
import type { Installation } from "@docket/core/operations/installation";
import type { Config } from "@docket/core/runtime/config";
import { retryWhileUnavailable } from "@docket/core/runtime/fault";
import type { Runtime } from "@docket/core/runtime/runtime";
import { createSetupLinkFile } from "@docket/core/workflows/instance/setup-file";
import type { ApiHandler, DirectApi } from "./front/api.ts";
import { createLogger, createRequestLog } from "./front/log.ts";
import type { Logger } from "./front/log.ts";
import { createMetrics } from "./front/metrics.ts";
import type { Metrics } from "./front/metrics.ts";
import { createFront } from "./front/server.ts";
import type { Front } from "./front/server.ts";
import { addInstallationMetrics } from "./installation-metrics.ts";
import { mountWeb } from "./next.ts";
import type { MountedWeb } from "./next.ts";
import { sessionCookies } from "./session-cookies.ts";
import type { StartInfo } from "./start-message.ts";

/**
 * The path of `apps/web`. It is correct for both the sources and the bundle, which are one directory below
 * `apps/server`.
 */
const WEB_DIRECTORY = fileURLToPath(new URL("../../web", import.meta.url));

/** A started server. */
export type RunningServer = {
  readonly facts: StartInfo;
  /** Drains the front, then stops the pages and the installation. Further calls wait for the first. */
  stop(): Promise<void>;
};

/** The components that handle requests. */
type ServingParts = {
  readonly runtime: Runtime;
  readonly web: MountedWeb;
  readonly api: ApiHandler;
  readonly directApi: DirectApi;
  readonly session: BrowserSession;
  readonly setupLink: string | null;
};

/** The components behind the front. `serving` is null in a process that only runs background jobs. */
type OpenParts = { readonly installation: Installation; readonly serving: ServingParts | null };

/**
 * Starts Docket in this process. The port is bound first, so that nothing is changed if it is already in use. From then
 * on, health checks are served, and other requests receive 503 until the database and the pages are ready.
 *
 * @param onStep called with a message for the operator before each step that takes a while
 * @param mount prepares the pages; tests replace it
 * @throws the errors of `listen` and `openInstallation`, after stopping everything that was started
 */
export async function startServer(
  settings: Config,
  onStep: (words: string) => void,
  mount: typeof mountWeb = mountWeb,
): Promise<RunningServer> {
  const log = createLogger(settings.logLevel);
  const metrics = createMetrics();
  let inside: OpenParts | null = null;
  const front = createFrontFor(settings, { log, metrics, inside: () => inside });
  const { port } = await front.listen(settings.port, settings.host);
  const config = withPort(settings, port);
  try {
    inside = await openParts(config, log, onStep, mount);
  } catch (error) {
    await front.drain();
    throw error;
  }
  const opened = inside;
  addInstallationMetrics(metrics, () => opened.installation.figures());
  let stopping: Promise<void> | undefined;
  return {
    facts: {
      address: config.appUrls[0].origin,
      data: opened.installation.place,
      setupLink: opened.serving?.setupLink ?? null,
      part: config.part,
    },
    stop: () => (stopping ??= stop(front, opened)),
  };
}

function createFrontFor(
  config: Config,
  { log, metrics, inside }: { log: Logger; metrics: Metrics; inside: () => OpenParts | null },
): Front {
  const isDevelopment = config.mode === "development";
  const opened = () => {
    const parts = inside()?.serving ?? null;
    if (parts === null) throw new Error("A request got in before the start was over.");
    return parts;
  };
  return createFront({
    isStarted: () => inside() !== null,
    isServing: config.part !== "jobs",
    ready: async () => (await inside()?.installation.isReady()) === true,
    api: (request, info) => opened().api(request, info),
    directApi: (request, info) => opened().directApi(request, info),
    pages: (request, response) => opened().web.pages(request, response),
    pageGate: {
      find: (path) => {
        const { find } = opened().web;
        return find === undefined ? "page" : find(path);
      },
      count: (cookie, clientIp) => countPage(opened().runtime, cookie, clientIp),
      track: trackPageReads,
    },
    fontPath: () => inside()?.serving?.web.fontPath ?? null,
    ...(isDevelopment && { upgrade: (request, socket, head) => opened().web.upgrade?.(request, socket, head) }),
    session: sessionCookies(cookieSchemeOf(config.appUrls).names, () => opened().session),
    settings: {
      isDevelopment,
      isHttps: config.appUrls[0].protocol === "https:",
      origins: config.appUrls.map(({ origin }) => origin),
      trustedProxies: config.trustedProxies,
      metricsToken: config.metricsToken ?? undefined,
    },
    logger: log,
    logRequest: createRequestLog(config.logLevel),
    metrics,
  });
}

async function openParts(
  config: Config,
  log: Logger,
  onStep: (words: string) => void,
  mount: typeof mountWeb,
): Promise<OpenParts> {
  const installation = await openInstallation(config, log, onStep);
  try {
    return { installation, serving: config.part === "jobs" ? null : await openServing(installation, mount) };
  } catch (error) {
    await installation.close();
    throw error;
  }
}

/** Opens the API and the pages. They share a process, because pages call the API directly, without the network. */
async function openServing({ runtime }: Installation, mount: typeof mountWeb): Promise<ServingParts> {
  const [api, directApi] = [createApi(runtime), createDirectApi(runtime)];
  publishPageCaller(runtime);
  const web = await mount(WEB_DIRECTORY, runtime.config.mode === "development");
  const setupLink = await retryWhileUnavailable(() => createSetupLinkFile(runtime));
  return { runtime, web, api, directApi, session: createBrowserSession(runtime), setupLink };
}

async function stop(front: Front, { serving, installation }: OpenParts): Promise<void> {
  await front.drain();
  await serving?.web.close();
  await installation.close();
}

/**
 * Adds the actual port to the default `APP_URL` if no `APP_URL` is set. With `PORT=0`, the port is known only after
 * binding.
 */
function withPort(config: Config, port: number): Config {
  if (config.isAppUrlSet) return config;
  const assumed = new URL(config.appUrls[0]);
  assumed.port = String(port);
  return { ...config, port, appUrls: [assumed] };
}
