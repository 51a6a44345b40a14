import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The directory of the whole repository: the nearest one above this file that has `pnpm-workspace.yaml`. Holds for
 * the sources and for a bundle that lies anywhere inside the repository.
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

/** Resolve a package as `@docket/db` sees it, also from a bundle that lies in another package. */
export function requireFromDb(): NodeJS.Require {
  return createRequire(path.join(repositoryRoot(), "packages/db/package.json"));
}

/** Where the reviewed migrations live. */
export function migrationDirectory(): string {
  return path.join(repositoryRoot(), "prisma/migrations");
}
