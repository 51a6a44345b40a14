/** Limits of one import. A file that exceeds one is rejected as a whole, with a message; nothing is imported. */
export const IMPORT_LIMITS = {
  /** Size of the uploaded file in bytes. */
  bytes: 15 * 1024 * 1024,
  /** Total decompressed size of a zip file in bytes. */
  unzippedBytes: 50 * 1024 * 1024,
  /** Maximum compression ratio of a zip entry that is larger than a megabyte. */
  ratio: 200,
  /** Number of entries in a zip file, folders included. */
  entries: 500,
  /** Rows with content, in all files of the import. */
  rows: 20_000,
  /** Problems listed in a preview. Further problems are only counted. */
  shownProblems: 200,
} as const;
