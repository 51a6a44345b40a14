import {
  acceptInvitation,
  acceptReceivedInvitation,
  createInvitation,
  declineInvitation,
  revokeInvitation,
} from "@docket/core/commands/invitation/mutations";
import { listReceivedInvitations } from "@docket/core/entities/invitation/open-invitation";
import { listInvitations, previewInvitation } from "@docket/core/entities/invitation/queries";
import { NoInput } from "@docket/schema/account";
import {
  AcceptInvitation,
  CreateInvitation,
  InvitationAccepted,
  InvitationCommand,
  InvitationDeclined,
  CreatedInvitation,
  InvitationPage,
  InvitationPreview,
  InvitationRevoked,
  ListInvitations,
  PreviewInvitation,
  ReceivedInvitations,
} from "@docket/schema/invitation";
import type { ProcedureMeta } from "../meta.ts";
import { publicProcedure, router, protectedProcedure } from "../procedure.ts";

const read: ProcedureMeta = { auth: "verified", scope: null, rate: "read" };
const write: ProcedureMeta = { auth: "verified", scope: null, rate: "write" };

export const invitationRouter = router({
  list: protectedProcedure
    .meta(read)
    .input(ListInvitations)
    .output(InvitationPage)
    .query(({ ctx, input }) => listInvitations(ctx.use, input)),
  create: protectedProcedure
    .meta(write)
    .input(CreateInvitation)
    .output(CreatedInvitation)
    .mutation(({ ctx, input }) => createInvitation(ctx.use, input)),
  revoke: protectedProcedure
    .meta(write)
    .input(InvitationCommand)
    .output(InvitationRevoked)
    .mutation(({ ctx, input }) => revokeInvitation(ctx.use, input)),
  // A mutation although it changes nothing, because a link's secret must not appear in a URL.
  preview: publicProcedure
    .meta({ auth: "anyone", scope: null, rate: "anonymous" })
    .input(PreviewInvitation)
    .output(InvitationPreview)
    .mutation(({ ctx, input }) => previewInvitation(ctx.use, input)),
  listReceived: protectedProcedure
    .meta(read)
    .input(NoInput)
    .output(ReceivedInvitations)
    .query(({ ctx }) => listReceivedInvitations(ctx.use)),
  acceptReceived: protectedProcedure
    .meta(write)
    .input(InvitationCommand)
    .output(InvitationAccepted)
    .mutation(({ ctx, input }) => acceptReceivedInvitation(ctx.use, input)),
  decline: protectedProcedure
    .meta(write)
    .input(InvitationCommand)
    .output(InvitationDeclined)
    .mutation(({ ctx, input }) => declineInvitation(ctx.use, input)),
  // Unconfirmed accounts are allowed, because the account may have just been created with the invitation.
  // acceptInvitation performs further checks.
  accept: protectedProcedure
    .meta({ auth: "session", scope: null, rate: "write" })
    .input(AcceptInvitation)
    .output(InvitationAccepted)
    .mutation(({ ctx, input }) => acceptInvitation(ctx.use, input)),
});
