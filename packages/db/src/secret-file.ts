import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { OperatorError } from "./operator-error.ts";

/**
 * Make a file with a secret, unless it is there: whole and on disk or not at all (written beside its place, synced,
 * linked), readable for its owner only, in a directory that only its owner may enter. Two processes that start at once
 * end up with the same secret. Answers whether this call made it.
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
 * Replaces a file that only its owner may read: after a crash at any moment it holds the old content or the new one. Makes
 * its directory when there is none.
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

/** Read such a file; refuses (`secret_exposed`) one that the group or others may read. */
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
