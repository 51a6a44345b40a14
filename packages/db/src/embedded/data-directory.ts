import { accessSync, constants, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileReason } from "../file-reason.ts";
import { OperatorError } from "../operator-error.ts";

const MAX_LOG_BYTES = 5 * 1024 * 1024;

/**
 * Create the data directory if need be and answer its absolute path. Refuses (`data_directory_unwritable`) one that we
 * may not write to. Under root it may be entered, though not read, by the user that PostgreSQL runs as.
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
        "Set DOCKET_DATA to a directory that this user may write to.",
      { cause },
    );
  }
}

/**
 * Makes a directory with those above it. One at a time: on a file system that makes none, as /proc, Node's own recursion does
 * not end.
 *
 * @param directory absolute path
 * @param mode of each that is made
 * @returns the uppermost that was made; undefined when the directory was there
 */
export function makeDirectory(directory: string, mode: number): string | undefined {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) return undefined;
  const parent = path.dirname(directory);
  const isParentThere = statSync(parent, { throwIfNoEntry: false }) !== undefined;
  const first = isParentThere ? undefined : makeDirectory(parent, mode);
  mkdirSync(directory, { mode });
  return first ?? directory;
}

/** The file PostgreSQL writes its messages to; a long one is put aside when the server starts. */
export function postgresLog(dataDirectory: string): string {
  const file = path.join(dataDirectory, "log", "postgres.log");
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if (existsSync(file) && statSync(file).size > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
  return file;
}
