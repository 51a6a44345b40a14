import { undoCommand } from "@docket/core/undo/mutations";
import { UndoCommand, UndoResult } from "@docket/schema/change";
import { protectedProcedure, router } from "../procedure.ts";

export const commandRouter = router({
  undo: protectedProcedure
    .meta({ auth: "user", scope: "tasks:write", rate: "write" })
    .input(UndoCommand)
    .output(UndoResult)
    .mutation(({ ctx, input }) => undoCommand(ctx.use, input)),
});
