import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { filesAt } from "./scripts/prepare/files.mjs";
import { testOptions } from "./vitest.config.ts";

/** Zones on both sides of the date line, with and without DST, and one whose offset is not a whole hour. */
const ZONES = ["UTC", "America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Kiritimati"];

/** The zone of the tests with a database. In CI, the whole suite runs in another one; see scripts/ci.mjs. */
const DATABASE_ZONE = "America/Los_Angeles";

/** Returns the tests in some folders that mention days or zones. */
function timeTestsIn(...folders: string[]): string[] {
  const mentionsTime = /\d{4}-\d{2}-\d{2}|timeZone|\bday/i;
  return filesAt(folders).filter((path) => path.endsWith(".test.ts") && mentionsTime.test(readFileSync(path, "utf8")));
}

const withoutDatabase = timeTestsIn("packages/schema", "apps/web");
const withDatabase = timeTestsIn(
  "packages/core/src/entities",
  "packages/core/src/commands",
  "packages/core/src/identity/mail",
);

/**
 * The suite for time, `npm run test:time`: the same tests with the process in several zones, because the zone of the
 * process must not matter.
 */
export default defineConfig({
  test: {
    projects: [
      ...ZONES.map((zone) => ({
        test: {
          ...testOptions,
          name: zone,
          include: withoutDatabase,
          globalSetup: [],
          // The other implementations would take most of the time.
          testNamePattern: /^(?!.*equals (?:python-dateutil|Temporal))/,
          env: { ...testOptions.env, TZ: zone },
        },
      })),
      {
        test: {
          ...testOptions,
          name: `database in ${DATABASE_ZONE}`,
          include: withDatabase,
          env: { ...testOptions.env, TZ: DATABASE_ZONE },
        },
      },
    ],
  },
});
