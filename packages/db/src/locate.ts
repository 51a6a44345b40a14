import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Returns the root directory of the repository, which is the nearest parent of this file with a `pnpm-workspace.yaml`.
 * Also works in a bundle anywhere in the repository.
 */
export function repositoryRoot(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  let directory = here;
  while (!existsSync(path.join(directory, "pnpm-workspace.yaml"))) {
    const parent = path.dirname(directory);
    if (parent === directory) throw new Error(`no pnpm-workspace.yaml above ${here}`);
    directory = parent;
  }
  return directory;
}

/** Returns a `require` that resolves packages like `@docket/db`, even from a bundle in another package. */
export function requireFromDb(): NodeJS.Require {
  return createRequire(path.join(repositoryRoot(), "packages/db/package.json"));
}

/** Returns the directory of the migrations. */
export function migrationDirectory(): string {
  return path.join(repositoryRoot(), "prisma/migrations");
}
