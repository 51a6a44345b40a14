import { setPreference } from "@docket/core/identity/preference/mutations";
import { listPreferences } from "@docket/core/identity/preference/queries";
import { Done, NoInput } from "@docket/schema/account";
import { PreferenceList, SetPreference } from "@docket/schema/preference";
import { router, sessionProcedure } from "../procedure.ts";

export const preferenceRouter = router({
  list: sessionProcedure
    .meta({ auth: "session", scope: null, rate: "read" })
    .input(NoInput)
    .output(PreferenceList)
    .query(({ ctx }) => listPreferences(ctx.use)),
  set: sessionProcedure
    .meta({ auth: "session", scope: null, rate: "write" })
    .input(SetPreference)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await setPreference(ctx.use, input);
      return { done: true };
    }),
});
