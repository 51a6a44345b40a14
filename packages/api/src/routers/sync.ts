import { readEntities } from "@docket/core/workflows/snapshot/read-entities";
import { EntitiesAtPosition, ReadEntities } from "@docket/schema/sync";
import { protectedProcedure, router } from "../procedure.ts";

/** What clients that keep a copy need besides the snapshot (snapshot.ts) and the feed (change.ts). */
export const syncRouter = router({
  read: protectedProcedure
    .meta({ auth: "user", scope: "tasks:read", rate: "read" })
    .input(ReadEntities)
    .output(EntitiesAtPosition)
    .query(({ ctx, input }) => readEntities(ctx.use, input)),
});
