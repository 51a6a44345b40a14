/** Limits of one import. A file over a limit is rejected as a whole, with a message; nothing of it is imported. */
export const IMPORT_LIMITS = {
  /** Size of the file in bytes as it is sent. */
  bytes: 15 * 1024 * 1024,
  /** Total size in bytes of the decompressed contents of a zip. */
  unzippedBytes: 50 * 1024 * 1024,
  /** Maximum compression ratio of a zip entry that is larger than a megabyte. */
  ratio: 200,
  /** Entries of a zip, folders included. */
  entries: 500,
  /** Rows with content, over all files of the import. */
  rows: 20_000,
  /** Problems that a preview lists. Further problems are only counted. */
  shownProblems: 200,
} as const;
