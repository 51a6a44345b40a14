import { readExport } from "@docket/schema/export-line";
import type { ExportLine, ExportProgress } from "@docket/schema/export-line";
import type { Id } from "@docket/schema/id";
import { TRPCClientError } from "@trpc/client";
import type { TRPCUntypedClient } from "@trpc/client";
import { toDocketError } from "./error.ts";
import type { AppRouter } from "./router.ts";
import { openStream } from "./stream-link.ts";

/** The project to export, a signal to cancel, and a progress callback. */
export type ExportOptions = {
  /** Limits the export to this project. */
  projectId?: Id;
  signal?: AbortSignal;
  onProgress?: (progress: ExportProgress) => void;
};

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
    const parameters = { workspace: workspaceId, ...(projectId && { project: projectId }) };
    yield* readExport(await openStream(client, "workspace.export", parameters, signal), onProgress);
  } catch (error) {
    throw toDocketError(TRPCClientError.from(error as Error));
  }
}
