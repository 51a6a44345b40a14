import { followChanges } from "@docket/core/change/feed";
import { listChanges } from "@docket/core/change/queries";
import { DomainError } from "@docket/core/error";
import { ChangePage, FollowChanges, ListChanges } from "@docket/schema/change";
import type { FeedEvent } from "@docket/schema/change";
import { tracked } from "@trpc/server";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";
import { createStreamSlots } from "../stream-slots.ts";

const read: ProcedureMeta = { auth: "user", scope: "tasks:read", rate: "read" };

const slots = createStreamSlots();

/** How many streams of changes are open in this process. */
export const countOpenStreams = (): number => slots.count();

export const changeRouter = router({
  list: protectedProcedure
    .meta(read)
    .input(ListChanges)
    .output(ChangePage)
    .query(({ ctx, input }) => listChanges(ctx.use, input)),
  /** Every event carries the number to resume from. tRPC sends a refusal as the stream's only event. */
  follow: protectedProcedure
    .meta(read)
    .input(FollowChanges)
    .subscription(async ({ ctx, input, signal }) => {
      const end = signal === undefined ? ctx.signal() : AbortSignal.any([signal, ctx.signal()]);
      // Nobody hears this; said as a refusal it is no fault, which whoever hangs up could fill the log with.
      if (end.aborted) throw new DomainError("unavailable", "This connection has ended.");
      const release = slots.take(ctx.use.actor);
      // A client that is gone before the first event never lets the generator come to its end.
      end.addEventListener("abort", release, { once: true });
      try {
        return withIds(await followChanges(ctx.use, input, end), release);
      } catch (error) {
        release();
        throw error;
      }
    }),
});

async function* withIds(feed: AsyncIterable<FeedEvent>, release: () => void) {
  try {
    for await (const event of feed) yield tracked(event.seq, event);
  } finally {
    release();
  }
}
