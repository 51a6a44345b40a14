import { search } from "@docket/core/workflows/search/queries";
import { Search, SearchPage } from "@docket/schema/search";
import { protectedProcedure, router } from "../procedure.ts";

export const searchRouter = router({
  tasks: protectedProcedure
    .meta({ auth: "user", scope: "tasks:read", rate: "search" })
    .input(Search)
    .output(SearchPage)
    .query(({ ctx, input }) => search(ctx.use, input)),
});
