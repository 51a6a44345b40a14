import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Names of generated files and directories in the source directories. They are never used as inputs. */
const generatedNames = new Set([
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
 * Returns all files at or below the paths, sorted, except generated files. Paths that do not exist are ignored.
 * @param {string[]} paths
 * @returns {string[]}
 */
export function filesAt(paths) {
  return paths.flatMap((path) => {
    if (!existsSync(path)) return [];
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path).filter((name) => !generatedNames.has(name));
    return filesAt(names.toSorted().map((name) => join(path, name)));
  });
}
