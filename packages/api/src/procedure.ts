import { FRESH_MS } from "@docket/core/identity/session/fresh";
import { recordDenial } from "@docket/core/log/security/event";
import type { Actor, UserActor } from "@docket/core/runtime/actor";
import type { AnonymousCtx, Ctx } from "@docket/core/runtime/ctx";
import { DomainError } from "@docket/core/runtime/error";
import { GUESS_BUDGETS } from "@docket/core/runtime/limit/budget-table";
import { consumeRate } from "@docket/core/runtime/limit/consume-rate";
import { initTRPC } from "@trpc/server";
import type { ApiContext } from "./context.ts";
import { refusalData, toTrpcError } from "./error.ts";
import type { ProcedureMeta } from "./meta.ts";
import { parsingSynchronously } from "./parse-synchronously.ts";

const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    sse: {
      ping: { enabled: true, intervalMs: 15_000 },
      client: { reconnectAfterInactivityMs: 45_000 },
      // Limits the lifetime of a stream, because it could otherwise outlast the reader's access. The client then
      // reconnects.
      maxDurationMs: 15 * 60_000,
    },
    errorFormatter: ({ shape, error, ctx }) => {
      const refusal = refusalData(error, ctx?.request.id, ctx?.request.locale ?? "en");
      return {
        message: refusal.message,
        code: shape.code,
        data: { code: shape.data.code, httpStatus: shape.data.httpStatus, refusal },
      };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Converts every error to a `TRPCError`. tRPC's `next()` returns errors instead of throwing them. */
const mapErrors = t.middleware(async function mapErrors({ next }) {
  const result = await next();
  if (result.ok) return result;
  throw toTrpcError(result.error);
});

const limitRate = t.middleware(async function limitRate({ ctx, meta, next }) {
  await countCall(ctx, meta as ProcedureMeta);
  return next();
});

/**
 * Counts a call against its rate limit, by user if signed in and otherwise by IP address. Sign-in attempts and other
 * calls that can be used to guess secrets are always counted by IP address, because an attacker can have many accounts.
 */
async function countCall(
  { identity, request, runtime, isCounted, noteRate }: ApiContext,
  { auth, rate }: ProcedureMeta,
): Promise<void> {
  if (isCounted) return;
  const isGuess = auth === "anyone" && GUESS_BUDGETS.has(rate);
  const key = identity.kind === "actor" && !isGuess ? identity.actor.userId : (request.ip ?? "unknown");
  noteRate(await consumeRate(runtime, rate, key));
}

function anonymousCtx({ runtime, request }: ApiContext): AnonymousCtx {
  return { runtime, request, db: runtime.db, now: () => runtime.clock() };
}

/**
 * Returns a context with a fixed time for a mutation, so that all rows and log entries of a command have the same
 * time. Streams need the present time, to notice that a session has expired.
 */
function atOneTime<Context extends AnonymousCtx>(ctx: Context, type: "query" | "mutation" | "subscription"): Context {
  if (type !== "mutation") return ctx;
  const now = ctx.now();
  return { ...ctx, now: () => now };
}

function requireActor({ identity }: ApiContext): Actor {
  if (identity.kind === "actor") return identity.actor;
  const details = identity.kind === "refused" ? { reason: identity.reason } : undefined;
  throw new DomainError("unauthorized", "Please sign in.", details === undefined ? {} : { details });
}

/**
 * Returns the caller's context if the declaration allows the call. Otherwise, records the denial in the security log
 * and throws.
 */
async function requireDeclared(ctx: ApiContext, meta: ProcedureMeta, path: string): Promise<Ctx> {
  const actor = requireActor(ctx);
  const { noteCommand } = ctx;
  const allowed: Ctx = { ...anonymousCtx(ctx), actor, ...(noteCommand && { noteCommand }) };
  const problem = problemWith(actor, meta, allowed.now());
  if (problem === null) return allowed;
  await recordDenial(allowed, path, problem.code);
  throw problem;
}

/**
 * Authorizes a call that is not a procedure, with the same checks in the same order as for a procedure.
 *
 * @param path the name of the call in the security log
 * @throws DomainError `too_many_requests`, `unauthorized`, `forbidden` or `reauthentication_required`
 */
export async function admit(ctx: ApiContext, meta: ProcedureMeta, path: string): Promise<Ctx> {
  await countCall(ctx, meta);
  return requireDeclared(ctx, meta, path);
}

function problemWith(actor: Actor, meta: ProcedureMeta, now: Date): DomainError | null {
  if (actor.kind !== "user") {
    const hasScope = actor.kind === "token" && meta.scope !== null && actor.scopes.includes(meta.scope);
    return meta.auth === "user" && hasScope
      ? null
      : new DomainError("forbidden", "This token is not allowed to do that.");
  }
  if (meta.auth.endsWith("admin") && actor.role === "user")
    return new DomainError("forbidden", "Only administrators of this installation may do that.");
  if ((meta.auth === "user" || meta.auth === "verified") && !actor.isVerified)
    return new DomainError("forbidden", "Confirm your email first.", {
      details: { reason: "unverified" },
    });
  const age = now.getTime() - actor.authenticatedAt.getTime();
  if (meta.auth.startsWith("fresh") && age > FRESH_MS)
    return new DomainError("reauthentication_required", "Please enter your password again to do that.");
  return null;
}

const base = t.procedure.use(mapErrors).use(limitRate);

/** For all callers, with or without a credential. An invalid credential is still rejected. */
export const publicProcedure = parsingSynchronously(
  base.use(async function asAnybody({ ctx, next }) {
    return next({ ctx: { ...ctx, use: anonymousCtx(ctx) } });
  }),
);

/** For an authenticated caller that the procedure's meta allows: a user, or a token with the scope. */
export const protectedProcedure = parsingSynchronously(
  base.use(async function asActor({ ctx, meta, path, type, next }) {
    const allowed = await requireDeclared(ctx, meta as ProcedureMeta, path);
    return next({ ctx: { ...ctx, use: atOneTime(allowed, type) } });
  }),
);

/** For a user in a browser. Used for credentials, sessions, people and administration. */
export const sessionProcedure = parsingSynchronously(
  base.use(async function asPerson({ ctx, meta, path, type, next }) {
    const allowed = await requireDeclared(ctx, meta as ProcedureMeta, path);
    if (allowed.actor.kind !== "user") throw new DomainError("forbidden", "This token is not allowed to do that.");
    const use: Ctx & { actor: UserActor } = { ...atOneTime(allowed, type), actor: allowed.actor };
    return next({ ctx: { ...ctx, use } });
  }),
);
