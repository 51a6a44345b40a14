import { getFollow, setFollow } from "@docket/core/workflows/notification/follow";
import { Follow, GetFollow, SetFollow } from "@docket/schema/follow";
import { protectedProcedure, router } from "../procedure.ts";

export const followRouter = router({
  get: protectedProcedure
    .meta({ auth: "verified", scope: null, rate: "read" })
    .input(GetFollow)
    .output(Follow)
    .query(({ ctx, input }) => getFollow(ctx.use, input)),
  set: protectedProcedure
    .meta({ auth: "verified", scope: null, rate: "write" })
    .input(SetFollow)
    .output(Follow)
    .mutation(({ ctx, input }) => setFollow(ctx.use, input)),
});
