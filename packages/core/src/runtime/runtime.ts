import type { CookieScheme } from "@docket/auth/cookie";
import type { KeyedGate } from "@docket/auth/gate";
import type { PasswordHasher } from "@docket/auth/password";
import type { Database } from "@docket/db/client";
import type { PrismaClient } from "@docket/db/generated/client";
import type { Logger } from "pino";
import type { Background } from "./background.ts";
import type { Config } from "./config.ts";
import type { Keys } from "./keys.ts";
import type { RateLimiter } from "./limit/consume-rate.ts";
import type { Mailer } from "./mailer.ts";
import type { Notifier } from "./notifier/notifier.ts";
import type { Outbound } from "./outbound.ts";
import type { StorageHealth } from "./storage-health.ts";

/**
 * The components of a running Docket instance. They are created once at start-up and passed to every use case in its
 * context. Tests create them with their own database.
 */
export type Runtime = {
  readonly config: Config;
  readonly db: PrismaClient;
  /** The connection pool that `db` uses, for statements that Prisma cannot express. */
  readonly pool: Database["pool"];
  /**
   * Runs one statement outside of any transaction with minimal overhead. Meant for hot paths, which `pnpm bench`
   * measures.
   */
  readonly query: Database["query"];
  /** Runs one statement and yields its rows as they are needed, so that a large answer doesn't fill the memory. */
  readonly stream: Database["stream"];
  readonly notifier: Notifier;
  readonly limiter: RateLimiter;
  readonly log: Logger;
  readonly keys: Keys;
  readonly passwords: PasswordHasher;
  readonly cookies: CookieScheme;
  readonly background: Background;
  readonly storage: StorageHealth;
  /** Limits how many commands per workspace hold a connection at a time. Their commits are serialized anyway. */
  readonly writers: KeyedGate;
  /** Null without a mail server. Emails are then kept until an administrator passes on their links. */
  readonly mailer: Mailer | null;
  /** Sends requests to addresses that people enter. */
  readonly outbound: Outbound;
  /** Returns the current time. Tests can set it. */
  readonly clock: () => Date;
};
