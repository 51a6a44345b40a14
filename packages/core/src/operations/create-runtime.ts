import { createKeyedGate } from "@docket/auth/gate";
import { createPasswordHasher } from "@docket/auth/password";
import type { PasswordCost } from "@docket/auth/password";
import type { Database } from "@docket/db/client";
import type { Logger } from "pino";
import { cookieSchemeOf } from "../identity/session/cookie.ts";
import { createBackground } from "../runtime/background.ts";
import type { Config } from "../runtime/config.ts";
import { deriveKeys } from "../runtime/keys.ts";
import { budgetsOf } from "../runtime/limit/budget-table.ts";
import type { RateLimiter } from "../runtime/limit/consume-rate.ts";
import { createLimiter } from "../runtime/limit/limiter.ts";
import { createMailer } from "../runtime/mailer.ts";
import type { Notifier } from "../runtime/notifier/notifier.ts";
import { createOutbound } from "../runtime/outbound.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Secrets } from "../runtime/secrets.ts";
import { createStorageHealth } from "../runtime/storage-health.ts";

/** The dependencies from which a runtime is created. */
export type Parts = {
  config: Config;
  database: Database;
  log: Logger;
  clock: () => Date;
  secrets: Secrets;
  notifier: Notifier;
  /** Replaces the default limiter. */
  limiter?: RateLimiter;
  /** Cost of a password hash. Defaults to a cost that fits this machine's memory. */
  passwordCost?: PasswordCost;
};

/**
 * How many commands per workspace can run, and how many can wait, in this process. Further commands are rejected as
 * busy.
 */
const WRITERS_PER_WORKSPACE = { running: 4, waiting: 250 };

/** Creates the runtime from its dependencies. The dependencies of the use cases are wired up only here. */
export async function createRuntime(parts: Parts): Promise<Runtime> {
  const { config, database, log, clock, secrets, notifier, passwordCost } = parts;
  const { processes, limits } = config;
  return {
    config,
    db: database.prisma,
    pool: database.pool,
    query: database.query,
    stream: database.stream,
    notifier,
    limiter: parts.limiter ?? createLimiter({ processes, database: database.pool, clock, budgets: budgetsOf(limits) }),
    log,
    clock,
    keys: await deriveKeys(secrets, config.appUrls[0].origin),
    passwords: createPasswordHasher({ mode: config.mode, ...(passwordCost && { cost: passwordCost }) }),
    cookies: cookieSchemeOf(config.appUrls),
    background: createBackground(log),
    storage: createStorageHealth(database),
    writers: createKeyedGate(WRITERS_PER_WORKSPACE),
    mailer: createMailer(config),
    outbound: createOutbound(),
  };
}

/**
 * Waits for background work to end, then closes the resources that the runtime opened itself. The caller must close the
 * database.
 */
export async function closeRuntime(runtime: Runtime): Promise<void> {
  await runtime.background.settled();
  runtime.mailer?.close();
  await runtime.notifier.close();
}
