import { existsSync } from "node:fs";
import path from "node:path";
import { generateKeyRing, parseKeyRing } from "@docket/auth/key-ring";
import type { KeyRing } from "@docket/auth/key-ring";
import { openDataDirectory } from "@docket/db/embedded/data-directory";
import { ensureSecretFile, readSecretFile } from "@docket/db/secret-file";
import { z } from "zod";
import { ConfigError } from "./config.ts";
import type { Config } from "./config.ts";

/** The two key rings of an installation: one for short-lived tokens and one for data that stays in the database. */
export type Secrets = {
  /** Key ring for signing access tokens. An old key can be removed twenty minutes after a new one was added. */
  auth: KeyRing;
  /** Key ring for encrypting emails and signing checkpoints. An old key can be removed once nothing depends on it. */
  data: KeyRing;
};

const SecretFile = z.strictObject({ keys: z.string() });

/**
 * Checks the configured and stored key rings before anything is created or changed.
 *
 * @throws the same errors as {@link loadSecrets}
 */
export async function checkSecrets({ authSecrets, dataSecrets, dataDirectory }: Config): Promise<void> {
  for (const [setting, given, file] of [
    ["AUTH_SECRETS", authSecrets, "auth.json"],
    ["DATA_SECRETS", dataSecrets, "data.json"],
  ] as const) {
    const kept = path.resolve(dataDirectory, "secrets", file);
    if (given !== null) parseKeyRing(setting, given);
    else if (existsSync(kept)) await readRing(kept);
  }
}

/**
 * Loads the key rings from the settings or from `secrets/` in the data directory. Creates the files on the first start.
 *
 * @param now the current date, which becomes part of a new key's id
 * @throws KeyRingError for an invalid or weak key ring; OperatorError for a directory that can't be written to or a
 *   file that other users can read; ConfigError for a damaged file
 */
export async function loadSecrets(config: Config, now: Date): Promise<Secrets> {
  const { authSecrets, dataSecrets, dataDirectory } = config;
  const auth = authSecrets === null ? null : parseKeyRing("AUTH_SECRETS", authSecrets);
  const data = dataSecrets === null ? null : parseKeyRing("DATA_SECRETS", dataSecrets);
  if (auth !== null && data !== null) return { auth, data };
  const directory = path.join(openDataDirectory(dataDirectory), "secrets");
  return {
    auth: auth ?? (await ensureRing(path.join(directory, "auth.json"), now)),
    data: data ?? (await ensureRing(path.join(directory, "data.json"), now)),
  };
}

async function ensureRing(file: string, now: Date): Promise<KeyRing> {
  await ensureSecretFile(file, `${JSON.stringify({ keys: generateKeyRing(now) })}\n`);
  return readRing(file);
}

async function readRing(file: string): Promise<KeyRing> {
  const parsed = SecretFile.safeParse(parseJson(await readSecretFile(file)));
  if (!parsed.success) throw new ConfigError(`${file} is damaged. Restore it from your backup and start again.`);
  return parseKeyRing(file, parsed.data.keys);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
