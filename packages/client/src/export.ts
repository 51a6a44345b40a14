import type { AppRouter } from "@docket/api/root";
import { readExport } from "@docket/schema/export-line";
import type { ExportLine, ExportProgress, ExportRequest } from "@docket/schema/export-line";
import type { Id } from "@docket/schema/id";
import { TRPCClientError } from "@trpc/client";
import type { Operation, TRPCLink, TRPCUntypedClient } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { toDocketError } from "./error.ts";

/** What to export, how to stop it, and who hears how far it is. */
export type ExportOptions = {
  /** One project alone. */
  projectId?: Id;
  signal?: AbortSignal;
  onProgress?: (progress: ExportProgress) => void;
};

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** What the links of the client call an export, so that it waits and is tried again as any reading is. It is no procedure. */
const NAME = "workspace.export";

/** Returns whether a call is the export of a workspace. */
export function isExport({ path }: Pick<Operation, "path">): boolean {
  return path === NAME;
}

/** Asks for an export. What the call answers with is the stream of its bytes, of which none has been read. */
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
  throw TRPCClientError.from(new Error("The export was refused."), { meta: { response, responseJSON } });
}

/**
 * Reads the export of a workspace line by line, as fast as the lines are taken.
 *
 * @throws DocketError `unreachable` also when the export was cut off
 */
export async function* exportLines(
  client: Pick<TRPCUntypedClient<AppRouter>, "query">,
  workspaceId: Id,
  { projectId, signal, onProgress }: ExportOptions = {},
): AsyncGenerator<ExportLine, void> {
  try {
    const request: ExportRequest = { workspaceId, projectId };
    // Safe because that is what the link above answers with.
    const body = (await client.query(NAME, request, signal && { signal })) as ReadableStream<Uint8Array>;
    yield* readExport(body, onProgress);
  } catch (error) {
    throw toDocketError(TRPCClientError.from(error as Error));
  }
}
