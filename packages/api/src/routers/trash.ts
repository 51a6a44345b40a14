import { listTrash } from "@docket/core/workflows/trash/queries";
import { ListTrash, TrashPage } from "@docket/schema/trash";
import { protectedProcedure, router } from "../procedure.ts";

export const trashRouter = router({
  list: protectedProcedure
    .meta({ auth: "user", scope: "tasks:read", rate: "read" })
    .input(ListTrash)
    .output(TrashPage)
    .query(({ ctx, input }) => listTrash(ctx.use, input)),
});
