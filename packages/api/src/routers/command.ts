import { undoCommand } from "@docket/core/workflows/undo/mutations";
import { listCommands } from "@docket/core/workflows/undo/queries";
import { CommandPage, ListCommands, UndoCommand, UndoResult } from "@docket/schema/change";
import { protectedProcedure, router } from "../procedure.ts";

export const commandRouter = router({
  list: protectedProcedure
    .meta({ auth: "user", scope: "tasks:read", rate: "read" })
    .input(ListCommands)
    .output(CommandPage)
    .query(({ ctx, input }) => listCommands(ctx.use, input)),
  undo: protectedProcedure
    .meta({ auth: "user", scope: "tasks:write", rate: "write" })
    .input(UndoCommand)
    .output(UndoResult)
    .mutation(({ ctx, input }) => undoCommand(ctx.use, input)),
});
