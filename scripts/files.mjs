import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** What tools make inside the source folders; never an input of anything. */
const made = new Set([
  "node_modules",
  "dist",
  ".next",
  ".turbo",
  "generated",
  "next-env.d.ts",
  "test-results",
  "playwright-report",
]);

/**
 * All files at or below the paths, sorted, without what tools made; a path that does not exist has none.
 * @param {string[]} paths
 * @returns {string[]}
 */
export function filesAt(paths) {
  return paths.flatMap((path) => {
    if (!existsSync(path)) return [];
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path).filter((name) => !made.has(name));
    return filesAt(names.toSorted().map((name) => join(path, name)));
  });
}
