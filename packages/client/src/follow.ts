import type { FeedEvent } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import type { Docket } from "./client.ts";
import { toDocketError } from "./error.ts";

export type FollowOptions = {
  /** The `seq` of the last handled event. The feed starts with the change after it. */
  lastEventId?: string;
  signal?: AbortSignal;
};

/**
 * Follows the changes of a workspace: `for await (const event of followChanges(docket, workspaceId))`. If the
 * connection breaks, it reconnects without losing or repeating an event. It ends after a `closed` event or when the
 * signal is aborted.
 *
 * @throws DocketError if the server rejects the call
 */
export async function* followChanges(
  docket: Docket,
  workspaceId: Id,
  { lastEventId, signal }: FollowOptions = {},
): AsyncGenerator<FeedEvent, void> {
  const waiting: FeedEvent[] = [];
  let failure: Error | undefined;
  let isOver = false;
  let wake = () => {};
  const end = () => {
    isOver = true;
    wake();
  };
  const subscription = docket.change.follow.subscribe(
    { workspaceId, ...(lastEventId === undefined ? {} : { lastEventId }) },
    {
      onData({ data }) {
        waiting.push(data);
        wake();
      },
      onError(error) {
        failure = toDocketError(error);
        end();
      },
      onComplete: end,
    },
  );
  signal?.addEventListener("abort", end, { once: true });
  try {
    for (;;) {
      const event = waiting.shift();
      if (event !== undefined) yield event;
      else if (failure !== undefined) throw failure;
      else if (isOver || signal?.aborted === true) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal?.removeEventListener("abort", end);
    subscription.unsubscribe();
  }
}
