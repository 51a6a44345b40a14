import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { generateKeyRing, parseKeyRing } from "@docket/auth/key-ring";
import { TEST_COST } from "@docket/auth/password";
import type { PasswordCost } from "@docket/auth/password";
import { createTestDatabase } from "@docket/db/testing/database";
import type { TestDatabase } from "@docket/db/testing/database";
import { pino } from "pino";
import type { Logger } from "pino";
import { closeRuntime, createRuntime } from "../operations/create-runtime.ts";
import { readConfig } from "../runtime/config.ts";
import { createLocalNotifier } from "../runtime/notifier/local-notifier.ts";
import { UNLIMITED, createPeople } from "./people.ts";
import type { People } from "./people.ts";
import { PASSWORD } from "./person.ts";
import type { Person } from "./person.ts";

export { PASSWORD };
export type { Person };

/**
 * A running Docket instance without network access, with its own database and clock, and helper functions that create
 * users.
 */
export type World = People & {
  database: TestDatabase;
  /** Sets the clock, which does not advance by itself. */
  setTime: (time: Date | string) => void;
  /** Advances the clock. */
  advanceClock: (duration: { days?: number; hours?: number; minutes?: number; seconds?: number }) => void;
  close: () => Promise<void>;
};

export type WorldOptions = {
  /** Number of connections per database role. Defaults to 5. */
  poolSize?: number;
  /** Environment variables of the configuration. */
  settings?: Record<string, string>;
  /** Whether rate limits are enforced. Off by default. */
  isLimited?: boolean;
  log?: Logger;
  passwordCost?: PasswordCost;
};

const START = "2026-11-23T09:00:00.000Z";

/** Creates a world with its own database. Close it after the file's tests. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const database = await createTestDatabase({ poolSize: options.poolSize ?? 5 });
  let now = new Date(START);
  const clock = () => new Date(now);
  const dataDirectory = await mkdtemp(path.join(os.tmpdir(), "docket-world-"));
  const ring = () => parseKeyRing("TEST", generateKeyRing(now));
  const parts = {
    config: readConfig({
      NODE_ENV: "test",
      APP_URL: "http://localhost:3000",
      DOCKET_DATA: dataDirectory,
      ...options.settings,
    }),
    database: database.app,
    log: options.log ?? pino({ level: "silent" }),
    clock,
    secrets: { auth: ring(), data: ring() },
    notifier: createLocalNotifier(),
    passwordCost: options.passwordCost ?? TEST_COST,
  };
  const runtime = await createRuntime({ ...parts, ...(options.isLimited !== true && { limiter: UNLIMITED }) });
  const people = await createPeople(runtime);

  return {
    ...people,
    database,
    setTime: (time) => {
      now = new Date(time);
    },
    advanceClock: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      now = new Date(now.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
    },
    close: async () => {
      await closeRuntime(runtime);
      await database.drop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
