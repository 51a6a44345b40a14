import { PassThrough, Readable, finished, pipeline } from "node:stream";
import { createGunzip, createGzip } from "node:zlib";
import { DomainError } from "@docket/core/runtime/error";
import { readSnapshot, readWorkspaceSnapshot } from "@docket/core/workflows/snapshot/read";
import { takeResponseTurn } from "@docket/core/workflows/snapshot/turn";
import { Id } from "@docket/schema/id";
import { z } from "zod";
import type { ApiContext } from "./context.ts";
import { errorResponse, logAndConvert } from "./endpoint-error.ts";
import { parseParameters } from "./endpoint-input.ts";
import type { ProcedureMeta } from "./meta.ts";
import { admit } from "./procedure.ts";
import type { RequestContext } from "./request-context.ts";
import { outcomeHeaders } from "./request-context.ts";

const NAME = "sync.snapshot";
const META: ProcedureMeta = { auth: "user", scope: "tasks:read", rate: "snapshot" };
const WORKSPACE_META: ProcedureMeta = { ...META, rate: "workspace_snapshot" };
const Parameters = z.strictObject({ workspace: Id, project: Id.optional() });

/**
 * Limits for a response: the compressed bytes that wait in memory for a slow client, and the time until the client must
 * have read all of it, in milliseconds.
 */
type ResponseLimits = { waitingBytes: number; responseMs: number };

/** The memory is enough for almost every project, so that reading takes only as long as the database needs. */
const LIMITS: ResponseLimits = { waitingBytes: 8 * 1024 * 1024, responseMs: 120_000 };

/**
 * Handles a request for the snapshot of a project or, without a project, of a workspace. It is not a procedure, because
 * tRPC sends a result only when it is complete, and would parse and serialize every row. An error before the first line
 * is reported like a procedure's error. If an error occurs later, the response ends without its last line.
 *
 * The lines are compressed in another thread while they are read. If a client doesn't accept gzip, they are
 * decompressed again as it reads, so that its response doesn't use more memory than others.
 */
export async function answerSnapshot(request: Request, opened: RequestContext, limits = LIMITS): Promise<Response> {
  const { context } = opened;
  const signal = context.signal();
  let release: (() => void) | undefined;
  try {
    if (request.method !== "GET") throw new DomainError("method_not_allowed", "A snapshot is read by GET.");
    const { searchParams } = new URL(request.url);
    const ctx = await admit(context, searchParams.has("project") ? META : WORKSPACE_META, NAME);
    const { workspace: workspaceId, project: projectId } = parseParameters(Parameters, searchParams);
    release = await takeResponseTurn(ctx.actor.userId);
    signal.throwIfAborted();
    const lines =
      projectId === undefined
        ? readWorkspaceSnapshot(ctx, { workspaceId }, { signal })
        : readSnapshot(ctx, { workspaceId, projectId }, { signal });
    const head = await lines.next();
    if (head.done === true) throw new Error("A snapshot begins with its head.");
    const isCompressed = acceptsGzip(request.headers.get("accept-encoding") ?? "");
    const body = streamOf(textOf(head.value, lines, context, signal), { ...limits, isCompressed, onEnd: release });
    return new Response(body, {
      headers: {
        ...outcomeHeaders([], [], opened),
        "content-type": "application/x-ndjson; charset=utf-8",
        vary: "accept-encoding",
        ...(isCompressed && { "content-encoding": "gzip" }),
      },
    });
  } catch (error) {
    release?.();
    const cause = signal.aborted ? new DomainError("unavailable", "This connection has ended.") : error;
    return errorResponse(cause, opened, NAME);
  }
}

/** Returns whether a client accepts gzip (RFC 9110 section 12.5.3). */
function acceptsGzip(accepted: string): boolean {
  const weights = new Map<string, number>();
  for (const coding of accepted.toLowerCase().split(",")) {
    const [name = "", weight = "q=1"] = coding.split(";").map((part) => part.trim());
    weights.set(name, Number(weight.slice("q=".length)));
  }
  return (weights.get("gzip") ?? weights.get("*") ?? 0) > 0;
}

/** Yields the text of the lines. Stops when the client disconnects or the process shuts down. */
async function* textOf(
  head: string,
  lines: AsyncGenerator<string, void>,
  context: ApiContext,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  try {
    yield `${head}\n`;
    for await (const line of lines) yield `${line}\n`;
  } catch (error) {
    if (!signal.aborted) logAndConvert(error, context, NAME);
  } finally {
    await lines.return();
  }
}

type StreamOptions = ResponseLimits & {
  isCompressed: boolean;
  /** Called when the client has read everything, has disconnected, or was too slow. */
  onEnd: () => void;
};

function streamOf(text: AsyncGenerator<string, void>, options: StreamOptions): ReadableStream<Uint8Array> {
  const { waitingBytes, responseMs, isCompressed, onEnd } = options;
  const waiting = new PassThrough({ readableHighWaterMark: waitingBytes, writableHighWaterMark: 64 * 1024 });
  const sent = isCompressed ? waiting : createGunzip();
  // The pipeline only fails if the response ends early, which ends the reading.
  const steps = [Readable.from(text), createGzip(), waiting, ...(isCompressed ? [] : [sent])];
  pipeline(steps, () => undefined);
  const chunks: AsyncIterator<Uint8Array> = sent[Symbol.asyncIterator]();
  let timer: NodeJS.Timeout | undefined;
  finished(sent, () => {
    clearTimeout(timer);
    onEnd();
  });
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        timer = setTimeout(() => {
          // Releases what waits in memory, even if the client never reads again.
          controller.error(new DomainError("timeout", "This took too long. Try again."));
          sent.destroy();
        }, responseMs);
      },
      async pull(controller) {
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: () => void sent.destroy(),
    },
    // Disables read-ahead.
    { highWaterMark: 0 },
  );
}
