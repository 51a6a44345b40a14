import type { PrismaClient } from "@docket/db/generated/client";
import type { Logger } from "pino";
import type { Hub } from "./change/hub.ts";
import type { Config } from "./config.ts";
import type { RateLimiter } from "./limit/rate.ts";

/**
 * The parts of a running Docket, put together once at start-up and handed to every use case through its context.
 * Tests put the same parts together over their own database.
 */
export type Runtime = {
  readonly config: Config;
  readonly db: PrismaClient;
  readonly hub: Hub;
  readonly limiter: RateLimiter;
  readonly log: Logger;
  /** The present time; a test can set it. */
  readonly clock: () => Date;
};
