import { lchown, stat } from "node:fs/promises";
import path from "node:path";
import { makeDirectory } from "../embedded/data-directory.ts";
import { fileReason } from "../file-reason.ts";
import { OperatorError } from "../operator-error.ts";

/** The owner of a file. */
export type Owner = { uid: number; gid: number };

/**
 * Creates a directory and its missing parents. Under root, they get the owner of the nearest existing directory, so
 * that a service can still use them after root has worked on its data.
 *
 * @param directory absolute path
 * @returns the owner to set for files in the directory, or null if that is the current user
 */
export async function makeDirectoryWithParentOwner(directory: string): Promise<Owner | null> {
  const first = makeDirectory(directory, 0o700);
  if (process.getuid?.() !== 0) return null;
  const { uid, gid } = await stat(first === undefined ? directory : path.dirname(first));
  const shortest = first?.length ?? Number.POSITIVE_INFINITY;
  // lchown, because the owner of the parent could have replaced a created directory with a symbolic link.
  for (let made = directory; made.length >= shortest; made = path.dirname(made)) await lchown(made, uid, gid);
  return { uid, gid };
}

/**
 * Converts file system errors to an OperatorError with a readable message.
 *
 * @throws OperatorError `backup_unwritable`
 */
export async function withBackupErrors<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const { code, path: at } = cause as NodeJS.ErrnoException;
    const isOfFiles = at !== undefined || code === "ENOSPC";
    if (!isOfFiles) throw cause;
    const sentence = `The backup cannot be written to ${file} (${fileReason(code)}). Choose a file in a directory that this user can write to.`;
    throw new OperatorError("backup_unwritable", sentence, { cause });
  }
}
