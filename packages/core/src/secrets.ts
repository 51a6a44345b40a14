import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { generateKeyRing, parseKeyRing } from "@docket/auth/key-ring";
import type { KeyRing } from "@docket/auth/key-ring";
import { z } from "zod";
import { ConfigError } from "./config.ts";
import type { Config } from "./config.ts";

/** The two key rings of an installation: one for what lives minutes, one for what stays in the database. */
export type Secrets = {
  /** Signs access tokens. An old key may go twenty minutes after a new one came. */
  auth: KeyRing;
  /** Seals mails and signs checkpoints. An old key may go when nothing is sealed with it any more. */
  data: KeyRing;
};

const SecretFile = z.strictObject({ keys: z.string() });

/**
 * Takes the key rings from the settings, or from `secrets/` in the data directory, making them on the first start.
 *
 * @param now the day that a new key is named after
 * @throws KeyRingError for a ring that must not be used; ConfigError for a file that others can read
 */
export async function loadSecrets(config: Config, now: Date): Promise<Secrets> {
  const directory = path.join(config.dataDirectory, "secrets");
  return {
    auth: await loadRing("AUTH_SECRETS", config.authSecrets, path.join(directory, "auth.json"), now),
    data: await loadRing("DATA_SECRETS", config.dataSecrets, path.join(directory, "data.json"), now),
  };
}

async function loadRing(setting: string, given: string | null, file: string, now: Date): Promise<KeyRing> {
  if (given !== null) return parseKeyRing(setting, given);
  await makeSecretFile(file, `${JSON.stringify({ keys: generateKeyRing(now) })}\n`);
  return parseKeyRing(file, await readSecretFile(file));
}

/** Whole or not at all, and never over a file that is there: two processes that start at once end up with the same keys. */
async function makeSecretFile(file: string, content: string): Promise<void> {
  if (await exists(file)) return;
  const directory = path.dirname(file);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    await writeDurably(draft, content);
    await link(draft, file).catch((error: unknown) => {
      if (!isCode(error, "EEXIST")) throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  await syncDirectory(directory);
}

async function writeDurably(file: string, content: string): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readSecretFile(file: string): Promise<string> {
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) {
    throw new ConfigError(`${file} can be read by others. Take that right away (chmod 600 ${file}) and start again.`);
  }
  const parsed = SecretFile.safeParse(parseJson(await readFile(file, "utf8")));
  if (!parsed.success) throw new ConfigError(`${file} is damaged. Put back the copy from your backup and start again.`);
  return parsed.data.keys;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
