import { NO_SESSION } from "@docket/core/identity/session/cookie";
import {
  reauthenticate,
  renameSession,
  revokeSession,
  revokeSessions,
  signOut,
} from "@docket/core/identity/session/mutations";
import { getCurrentSession, listSessions } from "@docket/core/identity/session/queries";
import { refreshSession } from "@docket/core/identity/session/refresh";
import { signIn } from "@docket/core/identity/session/sign-in";
import { DomainError } from "@docket/core/runtime/error";
import { Done, NoInput, SignedIn } from "@docket/schema/account";
import {
  ListSessions,
  Reauthenticate,
  RenameSession,
  Renewed,
  Revoked,
  RevokeSessions,
  SessionPage,
  SessionRef,
  SignIn,
} from "@docket/schema/session";
import type { ProcedureMeta } from "../meta.ts";
import { publicProcedure, router, sessionProcedure } from "../procedure.ts";
import { storeCookies } from "../token-cookies.ts";

const read: ProcedureMeta = { auth: "session", scope: null, rate: "read" };
const write: ProcedureMeta = { auth: "session", scope: null, rate: "write" };

export const sessionRouter = router({
  signIn: publicProcedure
    .meta({ auth: "anyone", scope: null, rate: "login" })
    .input(SignIn)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) => {
      const { signedIn, cookies } = await signIn(ctx.use, input, ctx.deviceToken);
      storeCookies(ctx, cookies);
      return signedIn;
    }),
  // refreshSession also counts calls by session, so that users behind the same IP address don't affect each other.
  refresh: publicProcedure
    .meta({ auth: "anyone", scope: null, rate: "anonymous" })
    .input(NoInput)
    .output(Renewed)
    .mutation(async ({ ctx }) => {
      const result = await refreshSession(ctx.use, ctx.refreshToken);
      storeCookies(ctx, result.cookies);
      // The cookies are those of another user, who stays signed in.
      const isOther = result.isOk && ctx.expectedUserId !== null && result.userId !== ctx.expectedUserId;
      if (!result.isOk || isOther) throw new DomainError("unauthorized", "Please sign in.");
      return { accessExpiresAt: result.accessExpiresAt.toISOString() };
    }),
  signOut: publicProcedure
    .meta({ auth: "anyone", scope: null, rate: "anonymous" })
    .input(NoInput)
    .output(Done)
    .mutation(async ({ ctx }) => {
      const actor = ctx.identity.kind === "actor" ? ctx.identity.actor : null;
      await signOut(ctx.use, actor, ctx.refreshToken, ctx.expectedUserId);
      storeCookies(ctx, NO_SESSION);
      return { done: true };
    }),
  get: sessionProcedure
    .meta(read)
    .input(NoInput)
    .output(SignedIn)
    .query(({ ctx }) => getCurrentSession(ctx.use)),
  list: sessionProcedure
    .meta(read)
    .input(ListSessions)
    .output(SessionPage)
    .query(({ ctx, input }) => listSessions(ctx.use, input)),
  rename: sessionProcedure
    .meta(write)
    .input(RenameSession)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await renameSession(ctx.use, input);
      return { done: true };
    }),
  revoke: sessionProcedure
    .meta(write)
    .input(SessionRef)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await revokeSession(ctx.use, input);
      if (input.id === ctx.use.actor.sessionId) storeCookies(ctx, NO_SESSION);
      return { done: true };
    }),
  revokeMany: sessionProcedure
    .meta(write)
    .input(RevokeSessions)
    .output(Revoked)
    .mutation(async ({ ctx, input }) => {
      const revoked = await revokeSessions(ctx.use, input);
      if (input.which === "all") storeCookies(ctx, NO_SESSION);
      return revoked;
    }),
  reauthenticate: sessionProcedure
    .meta({ auth: "session", scope: null, rate: "login" })
    .input(Reauthenticate)
    .output(SignedIn)
    .mutation(({ ctx, input }) => reauthenticate(ctx.use, input)),
});
