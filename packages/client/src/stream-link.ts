import { EXPORT_PATH } from "@docket/schema/export-line";
import { SNAPSHOT_PATH } from "@docket/schema/snapshot";
import { TRPCClientError } from "@trpc/client";
import type { Operation, TRPCLink, TRPCUntypedClient } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { AppRouter } from "./router.ts";

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * The streamed answers that are not procedures, by the name under which the client's links see them, so that they delay
 * and retry them like any query.
 */
const STREAM_PATHS = { "workspace.export": EXPORT_PATH, "sync.snapshot": SNAPSHOT_PATH } as const;

export type StreamName = keyof typeof STREAM_PATHS;

/** Returns whether a call is answered by a stream that is not a procedure. */
export function isStream({ path }: Pick<Operation, "path">): boolean {
  return Object.hasOwn(STREAM_PATHS, path);
}

/**
 * Requests a stream. The input of the call consists of the query parameters, and its result is the unread byte stream.
 *
 * @param addressOf returns the URL of a path
 */
export function streamLink(addressOf: (path: string) => string, fetch: Fetch): TRPCLink<AppRouter> {
  return () =>
    ({ op: { path, input, signal } }) =>
      observable((observer) => {
        const parameters = new URLSearchParams(input as Record<string, string>);
        open(fetch, `${addressOf(STREAM_PATHS[path as StreamName])}?${parameters.toString()}`, signal).then(
          (data) => {
            observer.next({ result: { type: "data", data } });
            observer.complete();
          },
          (error: unknown) => observer.error(TRPCClientError.from(error as Error)),
        );
      });
}

async function open(fetch: Fetch, url: string, signal: Operation["signal"]): Promise<unknown> {
  const response = await fetch(url, { signal: signal ?? null });
  if (response.ok) return response.body;
  const responseJSON: unknown = await response.json();
  throw TRPCClientError.from(new Error("The stream was rejected."), { meta: { response, responseJSON } });
}

/** Opens a stream with these query parameters, without reading it. */
export async function openStream(
  client: Pick<TRPCUntypedClient<AppRouter>, "query">,
  name: StreamName,
  parameters: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<ReadableStream<Uint8Array>> {
  // Safe because streamLink returns this type.
  return (await client.query(name, parameters, signal && { signal })) as ReadableStream<Uint8Array>;
}
