import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { filesAt } from "./scripts/prepare/files.mjs";
import { testOptions } from "./vitest.config.ts";

/** Zones on both sides of the date line, with and without DST, and one whose offset is not a whole hour. */
const ZONES = ["UTC", "America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Kiritimati"];

/** The zone of all other tests, west of UTC. In CI, the whole suite also runs in one ahead of UTC; see scripts/ci.mjs. */
const OTHER_TESTS_ZONE = "America/Los_Angeles";

const tests = filesAt(["packages", "apps", "scripts"]).filter((file) => /\.test\.tsx?$/.test(file));
const mentionsTime = /\d{4}-\d{2}-\d{2}|timeZone|\bday|today|tomorrow/i;
/** The tests of pages and schemas, which need no database, that mention days or zones. */
const withoutDatabase = tests.filter(
  (file) => /^(packages\/schema|apps\/web)\//.test(file) && mentionsTime.test(readFileSync(file, "utf8")),
);
const others = tests.filter((file) => !withoutDatabase.includes(file));

/** The suite for time, `npm run test:time`: tests with the process in several zones, because its zone must not matter. */
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
          name: `others in ${OTHER_TESTS_ZONE}`,
          include: others,
          env: { ...testOptions.env, TZ: OTHER_TESTS_ZONE },
        },
      },
    ],
  },
});
