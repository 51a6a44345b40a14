import { acceptInvitation, createInvitation, revokeInvitation } from "@docket/core/invitation/mutations";
import { listInvitations, previewInvitation } from "@docket/core/invitation/queries";
import {
  AcceptInvitation,
  CreateInvitation,
  InvitationAccepted,
  InvitationCommand,
  InvitationMade,
  InvitationPage,
  InvitationPreview,
  InvitationRevoked,
  ListInvitations,
  PreviewInvitation,
} from "@docket/schema/invitation";
import type { ProcedureMeta } from "../meta.ts";
import { publicProcedure, router, sessionProcedure } from "../procedure.ts";

const read: ProcedureMeta = { auth: "session", scope: null, rate: "read" };
const write: ProcedureMeta = { auth: "session", scope: null, rate: "write" };

export const invitationRouter = router({
  list: sessionProcedure
    .meta(read)
    .input(ListInvitations)
    .output(InvitationPage)
    .query(({ ctx, input }) => listInvitations(ctx.use, input)),
  create: sessionProcedure
    .meta(write)
    .input(CreateInvitation)
    .output(InvitationMade)
    .mutation(({ ctx, input }) => createInvitation(ctx.use, input)),
  revoke: sessionProcedure
    .meta(write)
    .input(InvitationCommand)
    .output(InvitationRevoked)
    .mutation(({ ctx, input }) => revokeInvitation(ctx.use, input)),
  // A mutation although it changes nothing: the secret belongs into a body, not into an address.
  preview: publicProcedure
    .meta({ auth: "anyone", scope: null, rate: "anonymous" })
    .input(PreviewInvitation)
    .output(InvitationPreview)
    .mutation(({ ctx, input }) => previewInvitation(ctx.use, input)),
  accept: sessionProcedure
    .meta(write)
    .input(AcceptInvitation)
    .output(InvitationAccepted)
    .mutation(({ ctx, input }) => acceptInvitation(ctx.use, input)),
});
