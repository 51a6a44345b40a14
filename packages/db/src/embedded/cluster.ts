import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { OperatorError } from "../operator-error.ts";
import type { Binaries } from "./binaries.ts";
import type { RunAs } from "./run-as.ts";

/** The database roles of an installation. None is a superuser, and only `owner` can change the structure. */
export const roles = { owner: "docket_owner", app: "docket_app", janitor: "docket_janitor" } as const;

const roleNames = Object.keys(roles) as (keyof typeof roles)[];

export const databaseName = "docket";

export interface ClusterPlan {
  binaries: Binaries;
  user: RunAs | undefined;
  /** Directory in which to create the cluster. Its parent must exist. */
  directory: string;
  /** Passwords of the roles. */
  passwords: Record<keyof typeof roles, string>;
  /** Disables fsync and allows the owner to create databases. Only for temporary clusters. */
  throwAway?: boolean;
}

/** Locale names for LC_CTYPE, in order of preference. macOS has C.UTF-8 only since version 15. */
const ctypes = ["C.UTF-8", "en_US.UTF-8"];

/**
 * Creates a cluster with its roles and an empty database. It is created under a temporary name and then renamed, so
 * that a partial cluster never has the final name. Regardless of the environment, the encoding is UTF-8, text is sorted
 * by code point, and letters of all scripts are recognised. pg_trgm uses the C library to recognise letters, so
 * LC_CTYPE must be UTF-8, too.
 */
export async function createCluster(plan: ClusterPlan): Promise<void> {
  const draft = `${plan.directory}.new-${randomBytes(4).toString("hex")}`;
  mkdirSync(draft, { mode: 0o700 });
  try {
    if (plan.user) chownSync(draft, plan.user.uid, plan.user.gid);
    await initialise(plan, draft);
    await runSql(plan, draft, "template1", bootstrapSql(plan));
    await runSql(plan, draft, databaseName, ["REVOKE ALL ON SCHEMA public FROM PUBLIC"]);
    renameSync(draft, plan.directory);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * Sets the passwords of the roles in an existing, stopped cluster. Used when the secrets of a data directory were lost.
 */
export async function setPasswords(plan: ClusterPlan): Promise<void> {
  const statements = roleNames.map((role) => `ALTER ROLE ${roles[role]} PASSWORD '${plan.passwords[role]}'`);
  await runSql(plan, plan.directory, "template1", statements);
}

async function initialise(plan: ClusterPlan, directory: string): Promise<void> {
  const passwordFile = `${directory}.pw`;
  // initdb requires a superuser password. This one is discarded after use.
  writeFileSync(passwordFile, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  if (plan.user) chownSync(passwordFile, plan.user.uid, plan.user.gid);

  const common = [
    `--pgdata=${directory}`,
    `--pwfile=${passwordFile}`,
    "--username=postgres",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--data-checksums",
    "--no-instructions",
    "--set=log_timezone=UTC",
    "--set=timezone=UTC",
    ...(plan.throwAway ? ["--no-sync"] : []),
  ];
  try {
    for (const [attempt, ctype] of ctypes.entries()) {
      const { code, output } = await run(plan, "initdb", [...common, `--lc-ctype=${ctype}`]);
      if (code === 0) return;
      if (attempt + 1 < ctypes.length && output.includes("invalid locale name")) continue;
      throw new OperatorError("postgres_not_started", `The database could not be created: ${output.trim()}`);
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function bootstrapSql({ passwords, throwAway: isTemporary }: ClusterPlan): string[] {
  const ownerRight = isTemporary ? "CREATEDB" : "NOCREATEDB";
  return [
    `CREATE ROLE ${roles.owner} LOGIN NOSUPERUSER NOCREATEROLE ${ownerRight} PASSWORD '${passwords.owner}'`,
    `CREATE ROLE ${roles.app} LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD '${passwords.app}'`,
    `CREATE ROLE ${roles.janitor} LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD '${passwords.janitor}'`,
    `CREATE DATABASE ${databaseName} OWNER ${roles.owner}`,
    `REVOKE ALL ON DATABASE ${databaseName} FROM PUBLIC`,
    `GRANT CONNECT, TEMPORARY ON DATABASE ${databaseName} TO ${roles.app}, ${roles.janitor}`,
  ];
}

/** Runs statements as superuser in single-user mode, without a running server or other connections. */
async function runSql(plan: ClusterPlan, directory: string, database: string, statements: string[]): Promise<void> {
  const args = ["--single", "-D", directory, "-c", "exit_on_error=true", "-c", "log_checkpoints=off", database];
  const { code, output } = await run(plan, "postgres", args, `${statements.join("\n")}\n`);
  if (code !== 0) throw new OperatorError("postgres_not_started", `The database could not be set up: ${output.trim()}`);
}

/** Runs one of the PostgreSQL programs and waits for it to exit. `output` contains its stdout and stderr. */
function run(
  { binaries, user }: ClusterPlan,
  program: string,
  args: string[],
  input = "",
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(binaries.home, "bin", program), args, {
      cwd: "/",
      env: { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" },
      ...(user && { uid: user.uid, gid: user.gid }),
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
