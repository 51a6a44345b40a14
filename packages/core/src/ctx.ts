import type { Prisma, PrismaClient } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Actor } from "./actor.ts";
import type { Runtime } from "./runtime.ts";

/** Facts of the request on whose behalf something happens. */
export type RequestInfo = {
  id: string;
  /** Full address, for rate limits only; it is never stored. */
  ip: string | null;
  userAgent: string;
};

/** What every use case is given: the composed parts, the database, the time and who asks. */
export type Ctx = {
  readonly runtime: Runtime;
  readonly db: PrismaClient;
  readonly request: RequestInfo;
  readonly actor: Actor;
  now(): Date;
};

/** A request by nobody in particular: sign-in, registration, the setup page. */
export type AnonymousCtx = Omit<Ctx, "actor">;

/** The part of the database client that works inside and outside a transaction. */
export type Tx = Prisma.TransactionClient;

/** The key of an object in a workspace. */
export type Ref = { workspaceId: Id; id: Id };
