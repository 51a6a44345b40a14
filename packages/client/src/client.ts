import type { AppRouter } from "@docket/api/root";
import { requireOwnAnswer } from "@docket/schema/error-status";
import { EXPORT_PATH } from "@docket/schema/export-line";
import type { Id } from "@docket/schema/id";
import { uuidv7 } from "@docket/schema/uuid";
import { createTRPCUntypedClient, httpBatchLink, httpSubscriptionLink, retryLink, splitLink } from "@trpc/client";
import type { TRPCClient, TRPCUntypedClient } from "@trpc/client";
import { EventSource } from "eventsource";
import { errorLink, toDocketError } from "./error.ts";
import { exportLines, exportLink, isExport } from "./export.ts";
import type { ExportOptions } from "./export.ts";
import { isWorthRetrying, retryPause } from "./retry.ts";
import { isUpload, uploadLink } from "./upload.ts";
import { DEFAULT_MAX_WAIT_MS, waitLink } from "./wait-link.ts";
import type { WaitReason } from "./wait-link.ts";
import type { ProcedureWithoutCommand, WorkspaceClient } from "./workspace.ts";

/** As many calls as the server takes in one request. */
const BATCH_LIMIT = 20;

export type ClientOptions = {
  /** Where Docket is, e.g. `https://docket.example.org`. */
  url: string;
  /** A personal access token, `dkt_pat_…`. Without one, the browser's cookies say who asks. */
  token?: string;
  fetch?: typeof globalThis.fetch;
  /** How long to wait for an answer, in milliseconds; streams wait as long as they live. */
  timeoutMs?: number;
  /** The same for a request that carries a file. */
  uploadTimeoutMs?: number;
  /**
   * Longest that one call waits for its turn where there are too many requests, in milliseconds; default ten minutes. While
   * the server is unavailable, a call waits a minute at most.
   */
  maxWaitMs?: number;
  /** Called with the seconds of each such wait and its reason, for example to show why nothing happens. */
  onWait?: (seconds: number, reason: WaitReason) => void;
};

/**
 * Docket's procedures, noun by noun: `docket.task.list.query(…)`, `docket.task.create.mutate(…)`, and under
 * `docket.workspace(workspaceId)` the same without naming the workspace and making command ids each time.
 */
export type Docket = Omit<TRPCClient<AppRouter>, "workspace"> & {
  workspace: (workspaceId: Id) => WorkspaceClient;
} & Pick<TRPCClient<AppRouter>, Extract<"workspace", keyof TRPCClient<AppRouter>>>;

/**
 * Makes a client. Calls made in the same moment travel in one request. What got no answer is sent again where that is
 * harmless: reading, and commands, under the same command id. Where the server refuses because there are too many requests or it is
 * unavailable, a call waits as long as the server asks. Every failure is a `DocketError`.
 */
export function createClient(options: ClientOptions): Docket {
  const url = addressOf(options, "/api/trpc");
  const authorized = withToken(options);
  const client = createTRPCUntypedClient<AppRouter>({
    links: [
      retryLink({
        retry: ({ op, error, attempts }) => isWorthRetrying(op, toDocketError(error), attempts),
        retryDelayMs: retryPause,
      }),
      waitLink({ maxWaitMs: options.maxWaitMs ?? DEFAULT_MAX_WAIT_MS, onWait: options.onWait }),
      errorLink,
      splitLink({
        condition: ({ type }) => type === "subscription",
        true: httpSubscriptionLink({
          url,
          EventSource,
          eventSourceOptions: { fetch: authorized, withCredentials: true },
        }),
        false: splitLink({
          condition: isExport,
          true: exportLink({ url: addressOf(options, EXPORT_PATH), fetch: ownAnswers(authorized) }),
          false: splitLink({
            condition: isUpload,
            true: uploadLink({ url, fetch: ownAnswers(withTimeout(authorized, options.uploadTimeoutMs ?? 360_000)) }),
            false: httpBatchLink({
              url,
              maxItems: BATCH_LIMIT,
              maxURLLength: 4_000,
              methodOverride: "POST",
              fetch: ownAnswers(withTimeout(authorized, options.timeoutMs ?? 30_000)),
            }),
          }),
        }),
      }),
    ],
  });
  // Safe because the proxy answers every path that the router's type has.
  return proxy([], (path, args) => callAt(client, path, args)) as Docket;
}

/** A new identifier, for things you make and for the commands that make them. */
export function newId(): Id {
  return uuidv7();
}

function addressOf({ url }: ClientOptions, path: string): string {
  return new URL(path.slice(1), url.endsWith("/") ? url : `${url}/`).href;
}

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

function withToken({ token, fetch = globalThis.fetch }: ClientOptions): Fetch {
  if (token === undefined) return (input, init) => fetch(input, { ...init, credentials: "include" });
  return (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("authorization", `Bearer ${token}`);
    return fetch(input, { ...init, headers });
  };
}

function withTimeout(fetch: Fetch, timeoutMs: number): Fetch {
  return (input, init) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout });
  };
}

/** Lets only answers of Docket through: pages of a proxy or of another server fail with their status. */
function ownAnswers(fetch: Fetch): Fetch {
  return async (input, init) => requireOwnAnswer(await fetch(input, init));
}

type Caller = (path: string[], args: unknown[]) => unknown;

/** An object that has every property, and calls `caller` with the path when it is called. */
function proxy(path: string[], caller: Caller): unknown {
  return new Proxy(() => {}, {
    // A promise would ask for `then`; this is none.
    get: (_target, key) => (typeof key === "symbol" || key === "then" ? undefined : proxy([...path, key], caller)),
    apply: (_target, _self, args: unknown[]) => caller(path, args),
  });
}

type Untyped = Pick<TRPCUntypedClient<AppRouter>, "query" | "mutation" | "subscription">;

function callAt(client: Untyped, path: string[], [input, options]: unknown[]): unknown {
  if (path.join(".") === "workspace") {
    const workspaceId = String(input);
    return proxy([], (inner, [given, more]) => {
      // Safe because the type of a workspace's client says so.
      if (inner.join(".") === "export") return exportLines(client, workspaceId, given as ExportOptions | undefined);
      return callAt(client, inner, [inWorkspace(workspaceId, inner, given), more]);
    });
  }
  const procedure = path.slice(0, -1).join(".");
  switch (path.at(-1)) {
    case "query":
      return client.query(procedure, input, options ?? {});
    case "mutate":
      return client.mutation(procedure, input, options ?? {});
    case "subscribe":
      return client.subscription(procedure, input, options ?? {});
    default:
      throw new TypeError(`${path.join(".")} is called with query, mutate or subscribe.`);
  }
}

/**
 * What changes something in a workspace and is no command: an import is known by its own id. The type comes from the router
 * and wants exactly these, so that a new procedure can't be forgotten here.
 */
const NO_COMMANDS: Record<ProcedureWithoutCommand, true> = {
  "import.preview": true,
  "import.start": true,
  "import.cancel": true,
  "import.undo": true,
};

function inWorkspace(workspaceId: Id, path: string[], input: unknown): object {
  const isCommand = path.at(-1) === "mutate" && !Object.hasOwn(NO_COMMANDS, path.slice(0, -1).join("."));
  return { ...(isCommand && { commandId: newId() }), ...(input as object | undefined), workspaceId };
}
