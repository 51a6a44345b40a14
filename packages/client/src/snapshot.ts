import type { Id } from "@docket/schema/id";
import { parseSnapshot } from "@docket/schema/snapshot";
import type { SnapshotBlock, SnapshotHead, WorkspaceSnapshotHead } from "@docket/schema/snapshot";
import { TRPCClientError } from "@trpc/client";
import type { TRPCUntypedClient } from "@trpc/client";
import { toDocketError } from "./error.ts";
import type { AppRouter } from "./router.ts";
import { openStream } from "./stream-link.ts";

/** The project to read, if not the whole workspace, and a signal to cancel. */
export type SnapshotOptions = { projectId?: Id; signal?: AbortSignal };

/** Reads the snapshot of a workspace or of one of its projects. */
export type Snapshot = {
  (options: SnapshotOptions & { projectId: Id }): AsyncGenerator<SnapshotHead | SnapshotBlock, void>;
  (
    options?: Omit<SnapshotOptions, "projectId">,
  ): AsyncGenerator<WorkspaceSnapshotHead | SnapshotHead | SnapshotBlock, void>;
};

/**
 * Yields the heads and the blocks of a snapshot as they arrive. `rowsOf` in `@docket/schema/snapshot`
 * converts a block to entities.
 *
 * @throws DocketError, with code `unreachable` if the snapshot was truncated
 */
export async function* snapshotLines(
  client: Pick<TRPCUntypedClient<AppRouter>, "query">,
  workspaceId: Id,
  { projectId, signal }: SnapshotOptions = {},
): AsyncGenerator<WorkspaceSnapshotHead | SnapshotHead | SnapshotBlock, void> {
  try {
    const parameters = { workspace: workspaceId, ...(projectId !== undefined && { project: projectId }) };
    yield* parseSnapshot<WorkspaceSnapshotHead | SnapshotHead>(
      await openStream(client, "sync.snapshot", parameters, signal),
    );
  } catch (error) {
    throw toDocketError(TRPCClientError.from(error as Error));
  }
}
