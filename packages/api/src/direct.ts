import { DomainError } from "@docket/core/runtime/error";
import type { Runtime } from "@docket/core/runtime/runtime";
import { importReader } from "@docket/core/workflows/import/import-reader";
import { UPLOAD_PROCEDURES } from "@docket/schema/upload";
import { TRPCError, getTRPCErrorFromUnknown, getTRPCErrorShape } from "@trpc/server";
import type { AnyTRPCProcedure } from "@trpc/server";
import { getHTTPStatusCode } from "@trpc/server/http";
import type { TRPCResponse } from "@trpc/server/rpc";
import type { ApiContext } from "./context.ts";
import type { SendEvents } from "./event-stream.ts";
import { createEventStream, EVENT_STREAM_HEADERS } from "./event-stream.ts";
import { API_PATH, BATCH_LIMIT } from "./handler.ts";
import type { Arrival, RequestContext } from "./request-context.ts";
import { logFault, openContext, outcomeHeaders, refusalAnswer, requestedLocaleOf } from "./request-context.ts";
import { appRouter, proceduresOf } from "./root.ts";

/** A request as received by Node. */
export type DirectRequest = {
  method: string;
  /** Path and query. */
  target: string;
  /** Returns a header, given its name in lower case. */
  header: (name: string) => string | undefined;
  body: Buffer | null;
  /** Returns a signal that aborts when the client disconnects. */
  signal: () => AbortSignal;
};

export type DirectAnswer = { status: number; headers: Record<string, string | string[]>; body: string | SendEvents };
type JsonAnswer = DirectAnswer & { body: string };

type CallType = "query" | "mutation" | "subscription";
/** The calls in a request, which have not been executed yet. */
type Calls = {
  type: CallType;
  isBatch: boolean;
  paths: string[];
  procedures: AnyTRPCProcedure[];
  /** Returns the input of a call. The body is parsed lazily, after authorization and rate limiting. */
  inputOf: (index: number, ctx: ApiContext) => unknown;
};

const procedures = proceduresOf(appRouter);
const JSON_TYPE = "application/json";
const IS_JSON = /^application\/json\s*(?:;|$)/i;
/** Size in bytes above which an upload is decoded in a worker thread, so that it does not block other callers. */
const MAX_INLINE_DECODE_BYTES = 64 * 1024;
const PREFIX = `${API_PATH}/`;

/**
 * Handles ordinary calls (queries and mutations, single or batched, and subscriptions) without the Fetch API: creating a
 * `Request`, a `Response` and five abort signals would cost more than a small query. It uses only tRPC's procedures with
 * their middleware, and tRPC's response format. Any other request (an unknown procedure, another content type) is left to
 * `createApi` before anything is executed. A test checks that both APIs give the same responses.
 *
 * @returns null if the request is left to `createApi`
 */
export function createDirectApi(
  runtime: Runtime,
): (request: DirectRequest, arrival: Arrival) => Promise<DirectAnswer | null> {
  return async (request, arrival) => {
    const calls = callsOf(request);
    if (calls === null) return null;
    const isStream = calls.type === "subscription";
    const signalOf = isStream ? request.signal : () => arrival.stopping;
    const opened = await openContext(runtime, arrival, request.header, signalOf);
    if (opened instanceof DomainError)
      return asJson(refusalAnswer(opened, arrival.requestId, requestedLocaleOf(request.header)));
    if (isStream) return openStream(opened, calls);
    const { context, cookies } = opened;
    const outcomes = await Promise.all(calls.paths.map((_, index) => makeCall(context, calls, index)));
    const answers = outcomes.map(({ answer }) => answer);
    const errors = outcomes.flatMap(({ error }) => error ?? []);
    const done = calls.paths.filter((_, index) => outcomes[index]?.error === undefined);
    const [first, ...others] = answers;
    return asJson({
      status: getHTTPStatusCode(calls.isBatch || !first || others.length > 0 ? answers : first),
      headers: {
        vary: "trpc-accept, accept",
        ...outcomeHeaders(errors, done, opened),
        ...(cookies.length > 0 && { "set-cookie": cookies }),
      },
      body: JSON.stringify(calls.isBatch ? answers : first),
    });
  };
}

function callsOf(request: DirectRequest): Calls | null {
  const { method, target, header } = request;
  if (!target.startsWith(PREFIX) || target.includes("#")) return null;
  if (!IS_JSON.test(header("content-type") ?? (method === "GET" ? JSON_TYPE : ""))) return null;
  const mark = target.indexOf("?");
  const path = target.slice(PREFIX.length, mark === -1 ? undefined : mark);
  const parameters = new URLSearchParams(mark === -1 ? "" : target.slice(mark + 1));
  if (parameters.has("connectionParams")) return null;
  const isBatch = parameters.get("batch") === "1";
  const paths = isBatch ? path.split(",") : [path];
  const named = paths.flatMap((name) => procedures.get(name) ?? []);
  if (paths.length > BATCH_LIMIT || named.length < paths.length) return null;
  const type = typeOf(named, method);
  if (type === null || (type === "subscription" && isBatch)) return null;
  // `createApi` would parse an upload on this thread. Uploads are therefore never left to it, even if they have a
  // `trpc-accept` header.
  const upload = !isBatch && UPLOAD_PROCEDURES.has(path) ? request.body : null;
  if (upload === null && header("trpc-accept") !== undefined) return null;
  const isLarge = upload !== null && upload.length > MAX_INLINE_DECODE_BYTES;
  const readInput = isLarge ? uploadReader(upload) : inputReader(request, parameters, isBatch);
  const inputOf =
    type === "subscription" ? resumeReader(readInput, lastEventIdOf(header("last-event-id"), parameters)) : readInput;
  return { type, isBatch, paths, procedures: named, inputOf };
}

/**
 * Returns the call type shared by all procedures, or null if their types differ or the HTTP method does not allow it.
 */
function typeOf(named: AnyTRPCProcedure[], method: string): CallType | null {
  const [type, ...others] = new Set(named.map((procedure) => procedure._def.type));
  if (others.length > 0) return null;
  if (type === "subscription" && method === "GET" && named.length === 1) return type;
  if (type === "query" && (method === "GET" || method === "POST")) return type;
  return type === "mutation" && method === "POST" ? type : null;
}

function uploadReader(body: Buffer) {
  return (_index: number, { identity }: ApiContext): unknown => {
    // Every procedure that accepts a file authenticates the caller before its input is read.
    if (identity.kind !== "actor") throw new Error("An upload was read before its caller was known.");
    return importReader.decode(identity.actor.userId, body);
  };
}

function inputReader({ method, body }: DirectRequest, parameters: URLSearchParams, isBatch: boolean) {
  let read: { inputs: unknown } | undefined;
  return (index: number): unknown => {
    read ??= { inputs: parseInputs(method === "GET" ? parameters.get("input") : (body?.toString() ?? ""), method) };
    const { inputs } = read;
    if (!isBatch || inputs === undefined) return inputs;
    if (!isRecord(inputs)) throw new TRPCError({ code: "BAD_REQUEST", message: "A batch needs an object of inputs." });
    return inputs[index];
  };
}

/** Returns the position from which a browser or client resumes a stream, from the same places as tRPC. */
function lastEventIdOf(header: string | undefined, parameters: URLSearchParams): string | null {
  return header ?? parameters.get("lastEventId") ?? parameters.get("Last-Event-Id");
}

function resumeReader(readInput: Calls["inputOf"], lastEventId: string | null): Calls["inputOf"] {
  return (index, ctx) => {
    const input = readInput(index, ctx);
    if (lastEventId === null || lastEventId === "") return input;
    if (input === undefined || input === null) return { lastEventId };
    return isRecord(input) ? { ...input, lastEventId } : input;
  };
}

function parseInputs(text: string | null, method: string): unknown {
  if (method === "GET" && (text === null || text === "")) return undefined;
  try {
    return JSON.parse(text ?? "");
  } catch (cause) {
    throw new TRPCError({ code: "BAD_REQUEST", message: "The input is no JSON.", cause });
  }
}

function isRecord(value: unknown): value is Record<number, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Opens an event stream. Like tRPC, it sends an error as the only event, because an EventSource gives a page neither the
 * status nor the body of an error response.
 */
async function openStream(opened: RequestContext, calls: Calls): Promise<DirectAnswer> {
  const { context } = opened;
  const [path = ""] = calls.paths;
  const { sse = {}, ...config } = appRouter._def._config;
  const ending = new AbortController();
  const end = () => ending.abort();
  // Limits the lifetime of a stream, because it could otherwise outlast the reader's access.
  const maxDuration = setTimeout(end, sse.maxDurationMs);
  const stop = context.signal();
  stop.addEventListener("abort", end, { once: true });
  ending.signal.addEventListener("abort", () => {
    clearTimeout(maxDuration);
    stop.removeEventListener("abort", end);
  });
  // The client may have disconnected while it was authenticated.
  if (stop.aborted) end();
  const sendEvents = createEventStream({
    feed: await subscribe({ ...context, signal: () => ending.signal }, calls, path),
    signal: ending.signal,
    pingMs: sse.ping?.intervalMs ?? 0,
    client: sse.client ?? {},
    describeError(cause) {
      const error = getTRPCErrorFromUnknown(cause);
      logFault(context, error, path);
      return getTRPCErrorShape({ config, error, type: "subscription", path, input: undefined, ctx: context });
    },
  });
  return {
    status: 200,
    headers: { vary: "trpc-accept, accept", ...outcomeHeaders([], [path], opened), ...EVENT_STREAM_HEADERS },
    body: (send) => sendEvents(send).finally(end),
  };
}

async function subscribe(ctx: ApiContext, calls: Calls, path: string) {
  try {
    const feed: unknown = await calls.procedures[0]?.({
      path,
      getRawInput: async () => calls.inputOf(0, ctx),
      ctx,
      type: "subscription",
      signal: undefined,
      batchIndex: 0,
    });
    return feed as AsyncIterable<unknown>;
  } catch (cause) {
    return failing(getTRPCErrorFromUnknown(cause));
  }
}

function failing(error: TRPCError): AsyncIterable<never> {
  const next = async (): Promise<IteratorResult<never>> => {
    throw error;
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

async function makeCall(
  ctx: ApiContext,
  { type, paths, procedures: named, inputOf }: Calls,
  batchIndex: number,
): Promise<{ answer: TRPCResponse; error?: TRPCError }> {
  const path = paths[batchIndex] ?? "";
  try {
    const data: unknown = await named[batchIndex]?.({
      path,
      getRawInput: async () => inputOf(batchIndex, ctx),
      ctx,
      type,
      signal: undefined,
      batchIndex,
    });
    return { answer: { result: { data } } };
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    logFault(ctx, error, path);
    const config = appRouter._def._config;
    return { answer: { error: getTRPCErrorShape({ config, error, type, path, input: undefined, ctx }) }, error };
  }
}

function asJson({ status, headers, body }: JsonAnswer): JsonAnswer {
  const length = String(Buffer.byteLength(body));
  return { status, headers: { ...headers, "content-type": JSON_TYPE, "content-length": length }, body };
}
