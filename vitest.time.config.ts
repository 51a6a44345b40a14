import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { filesAt } from "./scripts/prepare/files.mjs";
import { testFiles, testOptions } from "./vitest.config.ts";

/** Zones on both sides of the date line, and one whose offset is not a whole hour. */
const ZONES = ["UTC", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Kiritimati"];

/** The zone of the whole suite, west of UTC. In CI, it also runs in one ahead of UTC; see scripts/ci.mjs. */
const SUITE_ZONE = "America/Los_Angeles";

/** The folders whose tests need no database. */
const WITHOUT_DATABASE = ["packages/schema", "apps/web"];

/** Returns the tests in some folders that mention days or zones, or import a module that computes with them. */
function timeTestsIn(folders: string[]): string[] {
  const mentionsTime = /\d{4}-\d{2}-\d{2}|timeZone|\bday|today|tomorrow/i;
  const computesTime = /timeZone|dayInZone|instantOf|schema\/day\b|\/day\.ts|Intl\.DateTimeFormat/i;
  return filesAt(folders).filter((file) => {
    if (!/\.test\.tsx?$/.test(file)) return false;
    const text = readFileSync(file, "utf8");
    return (
      mentionsTime.test(text) ||
      importsOf(file, text).some((imported) => computesTime.test(readFileSync(imported, "utf8")))
    );
  });
}

/** Returns the files of the repository that a file imports. */
function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(/(?:from |import\()"(\.[^"]+|@docket\/[^"]+)"/g)]
    .map(([, name = ""]) =>
      name.startsWith(".")
        ? path.join(path.dirname(file), name)
        : name.replace(/^@docket\/([^/]+)\/(.+)$/, "packages/$1/src/$2.ts"),
    )
    .filter((imported) => existsSync(imported));
}

const timeTests = timeTestsIn(WITHOUT_DATABASE);

/**
 * The suite for time, `npm run test:time`: the same tests with the process in several zones, because the zone of the
 * process must not matter.
 */
export default defineConfig({
  test: {
    projects: [
      { test: { ...testOptions, name: SUITE_ZONE, include: testFiles, env: { ...testOptions.env, TZ: SUITE_ZONE } } },
      ...ZONES.map((zone) => ({
        test: {
          ...testOptions,
          name: zone,
          include: timeTests,
          globalSetup: [],
          // The other implementations would take most of the time.
          testNamePattern: /^(?!.*equals (?:python-dateutil|Temporal))/,
          env: { ...testOptions.env, TZ: zone },
        },
      })),
    ],
  },
});
