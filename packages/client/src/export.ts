import { readExport } from "@docket/schema/export-line";
import type { ExportLine, ExportProgress, ExportRequest } from "@docket/schema/export-line";
import type { Id } from "@docket/schema/id";
import { TRPCClientError } from "@trpc/client";
import type { Operation, TRPCLink, TRPCUntypedClient } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { toDocketError } from "./error.ts";
import type { AppRouter } from "./router.ts";

/** The project to export, a signal to cancel, and a progress callback. */
export type ExportOptions = {
  /** Limits the export to this project. */
  projectId?: Id;
  signal?: AbortSignal;
  onProgress?: (progress: ExportProgress) => void;
};

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * The name under which the client's links see the export, so that they delay and retry it like any query. It is not a
 * procedure.
 */
const NAME = "workspace.export";

/** Returns whether a call is the export of a workspace. */
export function isExport({ path }: Pick<Operation, "path">): boolean {
  return path === NAME;
}

/** Requests an export. The result of the call is the unread byte stream. */
export function exportLink({ url, fetch }: { url: string; fetch: Fetch }): TRPCLink<AppRouter> {
  return () =>
    ({ op: { input, signal } }) =>
      observable((observer) => {
        const { workspaceId, projectId } = input as ExportRequest;
        const parameters = new URLSearchParams({ workspace: workspaceId, ...(projectId && { project: projectId }) });
        open(fetch, `${url}?${parameters.toString()}`, signal).then(
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
  throw TRPCClientError.from(new Error("The export was rejected."), { meta: { response, responseJSON } });
}

/**
 * Yields the lines of a workspace export as fast as they are consumed.
 *
 * @throws DocketError, with code `unreachable` if the export was truncated
 */
export async function* exportLines(
  client: Pick<TRPCUntypedClient<AppRouter>, "query">,
  workspaceId: Id,
  { projectId, signal, onProgress }: ExportOptions = {},
): AsyncGenerator<ExportLine, void> {
  try {
    const request: ExportRequest = { workspaceId, projectId };
    // Safe because exportLink returns this type.
    const body = (await client.query(NAME, request, signal && { signal })) as ReadableStream<Uint8Array>;
    yield* readExport(body, onProgress);
  } catch (error) {
    throw toDocketError(TRPCClientError.from(error as Error));
  }
}
