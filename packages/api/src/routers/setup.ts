import { completeSetup, isSetupNeeded } from "@docket/core/workflows/instance/setup";
import { NoInput, SignedIn } from "@docket/schema/account";
import { CompleteSetup, SetupStatus } from "@docket/schema/setup";
import { publicProcedure, router } from "../procedure.ts";
import { storeCookies } from "../token-cookies.ts";

export const setupRouter = router({
  status: publicProcedure
    .meta({ auth: "anyone", scope: null, rate: "anonymous" })
    .input(NoInput)
    .output(SetupStatus)
    .query(async ({ ctx }) => ({ isNeeded: await isSetupNeeded(ctx.runtime) })),
  complete: publicProcedure
    .meta({ auth: "anyone", scope: null, rate: "setup" })
    .input(CompleteSetup)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) => {
      const { signedIn, cookies } = await completeSetup(ctx.use, input, ctx.deviceToken);
      storeCookies(ctx, cookies);
      return signedIn;
    }),
});
