import type { Prisma, PrismaClient } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Locale } from "@docket/schema/locale";
import type { Actor, UserActor } from "./actor.ts";
import type { Runtime } from "./runtime.ts";

/** The request on whose behalf a use case runs. */
export type RequestInfo = {
  id: string;
  /** The full IP address, used only for rate limits and never stored. */
  ip: string | null;
  userAgent: string;
  /**
   * The language of the response: the account's language or, without an account, the language that the request prefers.
   */
  locale: Locale;
};

/** The first argument of every use case: the runtime, the database, the request, the actor and the clock. */
export type Ctx = {
  readonly runtime: Runtime;
  readonly db: PrismaClient;
  readonly request: RequestInfo;
  readonly actor: Actor;
  now(): Date;
  /**
   * Tells the transport the sequence number of a command's last change, or null if the command changed nothing. Called
   * for each command that was executed, now or before.
   */
  readonly noteCommand?: (commandId: Id, seq: bigint | null) => void;
};

/** The context of a request without an actor: sign-in, registration, the setup page. */
export type AnonymousCtx = Omit<Ctx, "actor">;

/** The part of the Prisma client that works both inside and outside a transaction. */
export type Tx = Prisma.TransactionClient;

/** The key of an entity: its workspace and its id. */
export type Ref = { workspaceId: Id; id: Id };

/** The context of use cases that manage credentials: the actor is a user with a browser session. */
export type PersonCtx = Ctx & { actor: UserActor };
