import { listOwnSecurityEvents, listSecurityEvents } from "@docket/core/log/security/queries";
import { verifySecurityChain } from "@docket/core/log/security/verify";
import { NoInput } from "@docket/schema/account";
import {
  ChainReport,
  ListOwnSecurityEvents,
  ListSecurityEvents,
  SecurityEventPage,
} from "@docket/schema/security-event";
import { router, sessionProcedure } from "../procedure.ts";

export const securityEventRouter = router({
  /** The caller's own actions, and actions on their account. */
  own: sessionProcedure
    .meta({ auth: "session", scope: null, rate: "read" })
    .input(ListOwnSecurityEvents)
    .output(SecurityEventPage)
    .query(({ ctx, input }) => listOwnSecurityEvents(ctx.use, input)),
  list: sessionProcedure
    .meta({ auth: "admin", scope: null, rate: "read" })
    .input(ListSecurityEvents)
    .output(SecurityEventPage)
    .query(({ ctx, input }) => listSecurityEvents(ctx.use, input)),
  verify: sessionProcedure
    .meta({ auth: "admin", scope: null, rate: "export" })
    .input(NoInput)
    .output(ChainReport)
    .query(({ ctx }) => verifySecurityChain(ctx.runtime)),
});
