import { COMMAND_SEQ_HEADER, parseCommandSeqs } from "@docket/schema/command-seq";
import type { CommandSeq } from "@docket/schema/command-seq";
import { requireDocketResponse } from "@docket/schema/error-status";
import type { Id } from "@docket/schema/id";
import { uuidv7 } from "@docket/schema/uuid";
import { createTRPCUntypedClient, httpBatchLink, httpSubscriptionLink, retryLink, splitLink } from "@trpc/client";
import type { TRPCClient, TRPCUntypedClient } from "@trpc/client";
import { EventSource } from "eventsource";
import { errorLink, toDocketError } from "./error.ts";
import { exportLines } from "./export.ts";
import type { ExportOptions } from "./export.ts";
import { isWorthRetrying, retryPause } from "./retry.ts";
import type { AppRouter } from "./router.ts";
import { snapshotLines } from "./snapshot.ts";
import type { SnapshotOptions } from "./snapshot.ts";
import { isStream, streamLink } from "./stream-link.ts";
import { isUpload, uploadLink } from "./upload.ts";
import { DEFAULT_MAX_WAIT_MS, waitLink } from "./wait-link.ts";
import type { WaitReason } from "./wait-link.ts";
import type { ProcedureWithoutCommand, WorkspaceClient } from "./workspace.ts";

/** Maximum number of calls that the server accepts in one request. */
const BATCH_LIMIT = 20;

export type ClientOptions = {
  /** The URL of Docket, e.g. `https://docket.example.org`. */
  url: string;
  /** A personal access token, `dkt_pat_…`. Without a token, calls are authenticated by the browser's cookies. */
  token?: string;
  fetch?: typeof globalThis.fetch;
  /** Response timeout in milliseconds. Does not apply to streams. */
  timeoutMs?: number;
  /** Response timeout for file uploads, in milliseconds. */
  uploadTimeoutMs?: number;
  /**
   * Maximum total time that one call waits after "too many requests", in milliseconds. Defaults to ten minutes. If the
   * server is unavailable, a call waits at most one minute.
   */
  maxWaitMs?: number;
  /**
   * Called at the start of each of these waits with its duration in seconds and the reason, for example to inform the
   * user of the delay.
   */
  onWait?: (seconds: number, reason: WaitReason) => void;
  /**
   * Called for each command that the server has executed, before the call returns, with the position of its last change
   * in the change log (null if it changed nothing). A client that follows the changes has received all of the command's
   * changes when its position reaches this one.
   */
  onCommand?: (command: CommandSeq) => void;
};

/**
 * Docket's procedures by entity: `docket.task.list.query(…)`, `docket.task.create.mutate(…)`.
 * `docket.workspace(workspaceId)` has the same procedures, but fills in the workspace ID and generates command IDs.
 */
export type Docket = Omit<TRPCClient<AppRouter>, "workspace"> & {
  workspace: (workspaceId: Id) => WorkspaceClient;
} & Pick<TRPCClient<AppRouter>, Extract<"workspace", keyof TRPCClient<AppRouter>>>;

/**
 * Creates a client. Concurrent calls are batched into one request. A call that gets no response is retried if that is
 * safe, which is the case for queries, and for commands, because the retry has the same command ID. If the server
 * rejects a call because of too many requests or because it is unavailable, the call is retried after the delay that
 * the server asks for. Every failure is a `DocketError`.
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
          condition: isStream,
          true: streamLink((path) => addressOf(options, path), onlyDocketResponses(authorized)),
          false: splitLink({
            condition: isUpload,
            true: uploadLink({
              url,
              fetch: onlyDocketResponses(withTimeout(authorized, options.uploadTimeoutMs ?? 360_000)),
            }),
            false: httpBatchLink({
              url,
              maxItems: BATCH_LIMIT,
              maxURLLength: 4_000,
              methodOverride: "POST",
              fetch: withCommands(
                onlyDocketResponses(withTimeout(authorized, options.timeoutMs ?? 30_000)),
                options.onCommand,
              ),
            }),
          }),
        }),
      }),
    ],
  });
  // Safe because the proxy handles every path of the router's type.
  return proxy([], (path, args) => callAt(client, path, args)) as Docket;
}

/** Returns a new identifier for an entity or a command. */
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

/** Accepts only responses from Docket. A response from a proxy or another server fails with its status. */
function onlyDocketResponses(fetch: Fetch): Fetch {
  return async (input, init) => requireDocketResponse(await fetch(input, init));
}

/** Reports the positions of the commands in each response. */
function withCommands(fetch: Fetch, onCommand: ClientOptions["onCommand"]): Fetch {
  if (onCommand === undefined) return fetch;
  return async (input, init) => {
    const response = await fetch(input, init);
    for (const command of parseCommandSeqs(response.headers.get(COMMAND_SEQ_HEADER) ?? "")) onCommand(command);
    return response;
  };
}

type Caller = (path: string[], args: unknown[]) => unknown;

/** Returns an object that has every property. Calling a property calls `caller` with its path. */
function proxy(path: string[], caller: Caller): unknown {
  return new Proxy(() => {}, {
    // `await` would look up `then`, but the proxy is not a promise.
    get: (_target, key) => (typeof key === "symbol" || key === "then" ? undefined : proxy([...path, key], caller)),
    apply: (_target, _self, args: unknown[]) => caller(path, args),
  });
}

type Untyped = Pick<TRPCUntypedClient<AppRouter>, "query" | "mutation" | "subscription">;

function callAt(client: Untyped, path: string[], [input, options]: unknown[]): unknown {
  if (path.join(".") === "workspace") {
    const workspaceId = String(input);
    return proxy([], (inner, [given, more]) => {
      // Safe because WorkspaceClient declares the options of `export` and `snapshot`.
      if (inner.join(".") === "export") return exportLines(client, workspaceId, given as ExportOptions | undefined);
      if (inner.join(".") === "snapshot")
        return snapshotLines(client, workspaceId, given as SnapshotOptions | undefined);
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
 * Mutations of a workspace that are not commands. An import, for example, is identified by its own ID. The type is
 * derived from the router and requires exactly these keys, so that the compiler reports a missing procedure.
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
