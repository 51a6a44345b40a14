import {
  changeEmail,
  confirmEmail,
  resendVerification,
  revertEmail,
  verifyEmail,
} from "@docket/core/identity/account/email";
import { updateAccount } from "@docket/core/identity/account/mutations";
import { changePassword, completeReset, requestReset } from "@docket/core/identity/account/password";
import { getAccount, getDateSettings } from "@docket/core/identity/account/queries";
import { NO_SESSION } from "@docket/core/identity/session/cookie";
import type { RateClass } from "@docket/core/runtime/limit/consume-rate";
import { deleteAccount } from "@docket/core/workflows/registration/delete";
import { completeRegistration, inspectLink, register } from "@docket/core/workflows/registration/registration";
import {
  Accepted,
  Account,
  ChangeEmail,
  ChangePassword,
  CompleteRegistration,
  CompleteReset,
  DateSettings,
  DeleteAccount,
  Done,
  InspectLink,
  LinkInput,
  LinkState,
  NoInput,
  Register,
  RequestReset,
  SignedIn,
  UpdateAccount,
} from "@docket/schema/account";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, publicProcedure, router, sessionProcedure } from "../procedure.ts";
import { storeCookies } from "../token-cookies.ts";

const anyone = (rate: RateClass): ProcedureMeta => ({ auth: "anyone", scope: null, rate });
const person = (rate: RateClass): ProcedureMeta => ({ auth: "session", scope: null, rate });
const fresh = (rate: RateClass): ProcedureMeta => ({ auth: "fresh", scope: null, rate });

const accepted: Accepted = { accepted: true };
const done: Done = { done: true };

export const accountRouter = router({
  get: sessionProcedure
    .meta(person("read"))
    .input(NoInput)
    .output(Account)
    .query(({ ctx }) => getAccount(ctx.use)),
  getDateSettings: protectedProcedure
    .meta({ auth: "user", scope: "tasks:read", rate: "read" })
    .input(NoInput)
    .output(DateSettings)
    .query(({ ctx }) => getDateSettings(ctx.use)),
  update: sessionProcedure
    .meta(person("write"))
    .input(UpdateAccount)
    .output(Account)
    .mutation(({ ctx, input }) => updateAccount(ctx.use, input)),

  delete: sessionProcedure
    .meta(fresh("write"))
    .input(DeleteAccount)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await deleteAccount(ctx.use, input);
      storeCookies(ctx, { ...NO_SESSION, device: null });
      return done;
    }),

  register: publicProcedure
    .meta(anyone("register"))
    .input(Register)
    .output(Accepted)
    .mutation(async ({ ctx, input }) => {
      await register(ctx.use, input);
      return accepted;
    }),
  // A mutation although it changes nothing, because a link's secret must not appear in a URL.
  inspectLink: publicProcedure
    .meta(anyone("anonymous"))
    .input(InspectLink)
    .output(LinkState)
    .mutation(({ ctx, input }) => inspectLink(ctx.use, input)),
  completeRegistration: publicProcedure
    .meta(anyone("register"))
    .input(CompleteRegistration)
    .output(SignedIn.nullable())
    .mutation(async ({ ctx, input }) => {
      const entered = await completeRegistration(ctx.use, input, ctx.deviceToken);
      if (entered === null) return null;
      storeCookies(ctx, entered.cookies);
      return entered.signedIn;
    }),

  requestReset: publicProcedure
    .meta(anyone("reset"))
    .input(RequestReset)
    .output(Accepted)
    .mutation(({ ctx, input }) => {
      requestReset(ctx.use, input);
      return accepted;
    }),
  completeReset: publicProcedure
    .meta(anyone("reset"))
    .input(CompleteReset)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await completeReset(ctx.use, input);
      return done;
    }),
  changePassword: sessionProcedure
    .meta(person("login"))
    .input(ChangePassword)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      storeCookies(ctx, await changePassword(ctx.use, input));
      return done;
    }),

  verifyEmail: sessionProcedure
    .meta(person("verify"))
    .input(LinkInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await verifyEmail(ctx.use, input);
      return done;
    }),
  resendVerification: sessionProcedure
    .meta(person("verify"))
    .input(NoInput)
    .output(Accepted)
    .mutation(async ({ ctx }) => {
      await resendVerification(ctx.use);
      return accepted;
    }),
  changeEmail: sessionProcedure
    .meta(fresh("verify"))
    .input(ChangeEmail)
    .output(Accepted)
    .mutation(({ ctx, input }) => {
      changeEmail(ctx.use, input);
      return accepted;
    }),
  confirmEmail: publicProcedure
    .meta(anyone("verify"))
    .input(LinkInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await confirmEmail(ctx.use, input);
      return done;
    }),
  revertEmail: publicProcedure
    .meta(anyone("verify"))
    .input(LinkInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await revertEmail(ctx.use, input);
      return done;
    }),
});
