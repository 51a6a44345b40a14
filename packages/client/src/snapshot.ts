import type { Id } from "@docket/schema/id";
import { parseSnapshot } from "@docket/schema/snapshot";
import type { SnapshotBlock, SnapshotHead } from "@docket/schema/snapshot";
import { TRPCClientError } from "@trpc/client";
import type { TRPCUntypedClient } from "@trpc/client";
import { toDocketError } from "./error.ts";
import type { AppRouter } from "./router.ts";
import { openStream } from "./stream-link.ts";

/** The project to read, and a signal to cancel. */
export type SnapshotOptions = { projectId: Id; signal?: AbortSignal };

/**
 * Yields the head and the blocks of the snapshot of a project as they arrive. `rowsOf` in `@docket/schema/snapshot`
 * converts a block to entities.
 *
 * @throws DocketError, with code `unreachable` if the snapshot was truncated
 */
export async function* snapshotLines(
  client: Pick<TRPCUntypedClient<AppRouter>, "query">,
  workspaceId: Id,
  { projectId, signal }: SnapshotOptions,
): AsyncGenerator<SnapshotHead | SnapshotBlock, void> {
  try {
    const parameters = { workspace: workspaceId, project: projectId };
    yield* parseSnapshot(await openStream(client, "sync.snapshot", parameters, signal));
  } catch (error) {
    throw toDocketError(TRPCClientError.from(error as Error));
  }
}
