import { requireExpectedUser } from "@docket/core/identity/session/authenticate";
import { followChanges } from "@docket/core/log/change/feed";
import { listChanges } from "@docket/core/log/change/queries";
import { DomainError } from "@docket/core/runtime/error";
import { ChangePage, FollowChanges, ListChanges } from "@docket/schema/change";
import type { FeedEvent } from "@docket/schema/change";
import { formatPosition, parsePosition } from "@docket/schema/log-position";
import { tracked } from "@trpc/server";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";
import { createStreamSlots } from "../stream-slots.ts";

const read: ProcedureMeta = { auth: "user", scope: "tasks:read", rate: "read" };

const slots = createStreamSlots();

/** Returns the number of open change streams in this process. */
export const countOpenStreams = (): number => slots.count();

export const changeRouter = router({
  list: protectedProcedure
    .meta(read)
    .input(ListChanges)
    .output(ChangePage)
    .query(({ ctx, input }) => listChanges(ctx.use, input)),
  /** The ID of each event is the position for resuming the stream. tRPC sends an error as the stream's only event. */
  follow: protectedProcedure
    .meta(read)
    .input(FollowChanges)
    .subscription(async ({ ctx, input, signal }) => {
      if (requireExpectedUser(ctx.identity, input.expectedUserId ?? null).kind === "refused")
        throw new DomainError("unauthorized", "Please sign in.");
      const end = signal === undefined ? ctx.signal() : AbortSignal.any([signal, ctx.signal()]);
      // The client is gone, so this error is not sent. It is an expected error and therefore not logged, so that
      // disconnecting clients can't flood the log.
      if (end.aborted) throw new DomainError("unavailable", "This connection has ended.");
      const release = slots.take(ctx.use.actor);
      // If the client disconnects before the first event, the generator never finishes and so does not release the
      // slot.
      end.addEventListener("abort", release, { once: true });
      try {
        return withIds(await followChanges(ctx.use, input, end), input.lastEventId, release);
      } catch (error) {
        release();
        throw error;
      }
    }),
});

async function* withIds(feed: AsyncIterable<FeedEvent>, lastEventId: string | undefined, release: () => void) {
  let epoch = lastEventId === undefined ? null : parsePosition(lastEventId).epoch;
  try {
    for await (const event of feed) {
      if ("epoch" in event) ({ epoch } = event);
      yield tracked(formatPosition({ seq: event.seq, epoch }), event);
    }
  } finally {
    release();
  }
}
