import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import path from "node:path";
import { OperatorError } from "../operator-error.ts";
import { ensureSecretFile, readSecretFile } from "../secret-file.ts";
import { roles } from "./cluster.ts";

export type RolePasswords = Record<keyof typeof roles, string>;

const roleNames = Object.keys(roles) as (keyof typeof roles)[];

/** Reads the passwords in `secrets/` and generates missing ones. `areNew` is true if any were generated. */
export async function ensureRolePasswords(
  dataDirectory: string,
): Promise<{ passwords: RolePasswords; areNew: boolean }> {
  let areNew = false;
  for (const role of roleNames) {
    if (await ensureSecretFile(passwordFile(dataDirectory, role), `${randomBytes(32).toString("base64url")}\n`)) {
      areNew = true;
    }
  }
  return { passwords: await readRolePasswords(dataDirectory), areNew };
}

/** Reads the passwords in `secrets/`, for administrator commands that run alongside the server. */
export async function readRolePasswords(dataDirectory: string): Promise<RolePasswords> {
  const [owner, app, janitor] = await Promise.all(
    roleNames.map((role) => readPassword(passwordFile(dataDirectory, role))),
  );
  if (!owner || !app || !janitor) throw new Error("a password file is empty");
  return { owner, app, janitor };
}

async function readPassword(file: string): Promise<string> {
  try {
    return (await readSecretFile(file)).trim();
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause;
    throw new OperatorError(
      "data_directory_unwritable",
      `${file} cannot be read. It belongs to user number ${statSync(path.dirname(file)).uid}: run this command as that user, or as root.`,
      { cause },
    );
  }
}

function passwordFile(dataDirectory: string, role: keyof typeof roles): string {
  return path.join(dataDirectory, "secrets", `db-${role}.pw`);
}
