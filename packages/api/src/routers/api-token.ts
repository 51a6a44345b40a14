import { createApiToken, revokeApiToken } from "@docket/core/identity/api-token/mutations";
import { listApiTokens } from "@docket/core/identity/api-token/queries";
import { Done } from "@docket/schema/account";
import { CreatedApiToken, ApiTokenPage, ApiTokenRef, CreateApiToken, ListApiTokens } from "@docket/schema/api-token";
import { router, sessionProcedure } from "../procedure.ts";

export const apiTokenRouter = router({
  create: sessionProcedure
    .meta({ auth: "fresh", scope: null, rate: "write" })
    .input(CreateApiToken)
    .output(CreatedApiToken)
    .mutation(({ ctx, input }) => createApiToken(ctx.use, input)),
  list: sessionProcedure
    .meta({ auth: "session", scope: null, rate: "read" })
    .input(ListApiTokens)
    .output(ApiTokenPage)
    .query(({ ctx, input }) => listApiTokens(ctx.use, input)),
  revoke: sessionProcedure
    .meta({ auth: "session", scope: null, rate: "write" })
    .input(ApiTokenRef)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await revokeApiToken(ctx.use, input);
      return { done: true };
    }),
});
