import { lchown, stat } from "node:fs/promises";
import path from "node:path";
import { makeDirectory } from "../embedded/data-directory.ts";
import { fileReason } from "../file-reason.ts";
import { OperatorError } from "../operator-error.ts";

/** Who a file belongs to. */
export type Owner = { uid: number; gid: number };

/**
 * Makes a directory with those above it. Under root they belong to whoever owns the directory that was there: root may work
 * on the data of a service, and the service must be able to go on in them.
 *
 * @param directory absolute path
 * @returns who the files in it must belong to; null where that is whoever writes them
 */
export async function makeDirectoryWithParentOwner(directory: string): Promise<Owner | null> {
  const first = makeDirectory(directory, 0o700);
  if (process.getuid?.() !== 0) return null;
  const { uid, gid } = await stat(first === undefined ? directory : path.dirname(first));
  const shortest = first?.length ?? Number.POSITIVE_INFINITY;
  // Whoever owns the directory may have put a link in the place of what was made in it.
  for (let made = directory; made.length >= shortest; made = path.dirname(made)) await lchown(made, uid, gid);
  return { uid, gid };
}

/** @throws OperatorError `backup_unwritable` in place of an error of the file system */
export async function inWords<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const { code, path: at } = cause as NodeJS.ErrnoException;
    const isOfFiles = at !== undefined || code === "ENOSPC";
    if (!isOfFiles) throw cause;
    const sentence = `The backup cannot be written to ${file} (${fileReason(code)}). Name a file in a directory that this user may write to.`;
    throw new OperatorError("backup_unwritable", sentence, { cause });
  }
}
