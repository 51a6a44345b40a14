import { accessSync, constants, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileReason } from "../file-reason.ts";
import { OperatorError } from "../operator-error.ts";

const MAX_LOG_BYTES = 5 * 1024 * 1024;

/**
 * Creates the data directory if necessary and returns its absolute path. Under root, the user that runs PostgreSQL can
 * traverse the directory, but not list it.
 *
 * @throws OperatorError `data_directory_unwritable` if the current user can't write to it
 */
export function openDataDirectory(directory: string): string {
  const absolute = path.resolve(directory);
  try {
    makeDirectory(absolute, process.getuid?.() === 0 ? 0o711 : 0o700);
    accessSync(absolute, constants.R_OK | constants.W_OK | constants.X_OK);
    return absolute;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new OperatorError(
      "data_directory_unwritable",
      `The data directory ${absolute} cannot be used by ${os.userInfo().username} (${fileReason(code)}). ` +
        "Set DOCKET_DATA to a directory that this user can write to.",
      { cause },
    );
  }
}

/**
 * Creates a directory and its missing parents, one by one. Node's recursive mkdir never returns on a file system that
 * allows no directories, such as /proc.
 *
 * @param directory absolute path
 * @param mode mode of each created directory
 * @returns the topmost created directory, or undefined if the directory already existed
 */
export function makeDirectory(directory: string, mode: number): string | undefined {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) return undefined;
  const parent = path.dirname(directory);
  const isParentThere = statSync(parent, { throwIfNoEntry: false }) !== undefined;
  const first = isParentThere ? undefined : makeDirectory(parent, mode);
  mkdirSync(directory, { mode });
  return first ?? directory;
}

/**
 * Returns the path of PostgreSQL's log. Call it before each start, because it also rotates a log of more than 5 MiB.
 */
export function postgresLog(dataDirectory: string): string {
  const file = path.join(dataDirectory, "log", "postgres.log");
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if (existsSync(file) && statSync(file).size > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
  return file;
}
