import { openMail } from "@docket/core/identity/pending-mail/mutations";
import { listPendingMails } from "@docket/core/identity/pending-mail/queries";
import { updateInstance } from "@docket/core/workflows/instance/mutations";
import { getInstanceStatus } from "@docket/core/workflows/instance/queries";
import { NoInput } from "@docket/schema/account";
import {
  InstanceStatus,
  ListPendingMails,
  MailRef,
  OpenedMail,
  PendingMailPage,
  UpdateInstance,
} from "@docket/schema/instance";
import { publicProcedure, router, sessionProcedure } from "../procedure.ts";

export const instanceRouter = router({
  status: publicProcedure
    .meta({ auth: "anyone", scope: null, rate: "anonymous" })
    .input(NoInput)
    .output(InstanceStatus)
    .query(({ ctx }) => getInstanceStatus(ctx.runtime)),
  update: sessionProcedure
    .meta({ auth: "fresh-admin", scope: null, rate: "write" })
    .input(UpdateInstance)
    .output(InstanceStatus)
    .mutation(({ ctx, input }) => updateInstance(ctx.use, input)),
  pendingMails: sessionProcedure
    .meta({ auth: "admin", scope: null, rate: "read" })
    .input(ListPendingMails)
    .output(PendingMailPage)
    .query(({ ctx, input }) => listPendingMails(ctx.use, input)),
  // A mutation because opening an email is logged. The recipient can see the log entry.
  openMail: sessionProcedure
    .meta({ auth: "fresh-admin", scope: null, rate: "write" })
    .input(MailRef)
    .output(OpenedMail)
    .mutation(({ ctx, input }) => openMail(ctx.use, input)),
});
