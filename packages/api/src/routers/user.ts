import {
  createResetLink,
  inviteUser,
  reactivateUser,
  revokeUserSessions,
  setUserRole,
  suspendUser,
} from "@docket/core/identity/user/mutations";
import { listUsers } from "@docket/core/identity/user/queries";
import { listPendingPeople, revokePending } from "@docket/core/workflows/registration/pending-people";
import { Done } from "@docket/schema/account";
import { Revoked } from "@docket/schema/session";
import {
  InviteUser,
  CreatedLink,
  ListPendingPeople,
  ListUsers,
  PendingPersonPage,
  RevokePending,
  SetUserRole,
  UserPage,
  UserRef,
} from "@docket/schema/user";
import type { ProcedureMeta } from "../meta.ts";
import { router, sessionProcedure } from "../procedure.ts";

const write: ProcedureMeta = { auth: "fresh-admin", scope: null, rate: "write" };
const done: Done = { done: true };

export const userRouter = router({
  list: sessionProcedure
    .meta({ auth: "admin", scope: null, rate: "read" })
    .input(ListUsers)
    .output(UserPage)
    .query(({ ctx, input }) => listUsers(ctx.use, input)),
  pending: sessionProcedure
    .meta({ auth: "admin", scope: null, rate: "read" })
    .input(ListPendingPeople)
    .output(PendingPersonPage)
    .query(({ ctx, input }) => listPendingPeople(ctx.use, input)),
  revokePending: sessionProcedure
    .meta(write)
    .input(RevokePending)
    .output(Revoked)
    .mutation(({ ctx, input }) => revokePending(ctx.use, input)),
  invite: sessionProcedure
    .meta(write)
    .input(InviteUser)
    .output(CreatedLink)
    .mutation(({ ctx, input }) => inviteUser(ctx.use, input)),
  suspend: sessionProcedure
    .meta(write)
    .input(UserRef)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await suspendUser(ctx.use, input);
      return done;
    }),
  reactivate: sessionProcedure
    .meta(write)
    .input(UserRef)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await reactivateUser(ctx.use, input);
      return done;
    }),
  setRole: sessionProcedure
    .meta(write)
    .input(SetUserRole)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await setUserRole(ctx.use, input);
      return done;
    }),
  createResetLink: sessionProcedure
    .meta(write)
    .input(UserRef)
    .output(CreatedLink)
    .mutation(({ ctx, input }) => createResetLink(ctx.use, input)),
  revokeSessions: sessionProcedure
    .meta(write)
    .input(UserRef)
    .output(Revoked)
    .mutation(({ ctx, input }) => revokeUserSessions(ctx.use, input)),
});
