import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { OperatorError } from "./operator-error.ts";

/**
 * Creates a file with a secret if it does not exist. The file is written, synced and then linked, so that a partial
 * file is never visible. Only its owner can read it and enter its directory. If several processes start concurrently,
 * all of them use the same secret. Returns whether this call created the file.
 */
export async function ensureSecretFile(file: string, content: string): Promise<boolean> {
  const directory = path.dirname(file);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  if (await isThere(file)) return false;

  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    await writeDurably(draft, content);
    return await link(draft, file).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
        throw error;
      },
    );
  } finally {
    await rm(draft, { force: true });
    await sync(directory);
  }
}

/**
 * Replaces a file that only its owner can read. After a crash, the file contains either the old or the new content.
 * Creates the directory if necessary.
 *
 * @param file absolute path
 */
export async function replaceSecretFile(file: string, content: string): Promise<void> {
  const directory = path.dirname(file);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    await writeDurably(draft, content);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
  await sync(directory);
}

/**
 * Reads a file with a secret.
 *
 * @throws OperatorError `secret_exposed` if the group or others can read it
 */
export async function readSecretFile(file: string): Promise<string> {
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) {
    throw new OperatorError(
      "secret_exposed",
      `${file} can be read by others. Take that right away (chmod 600 ${file}) and start again.`,
    );
  }
  return readFile(file, "utf8");
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

async function sync(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
