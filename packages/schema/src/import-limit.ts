/** Limits for one import. A file that exceeds a limit is rejected as a whole, and nothing is imported. */
export const IMPORT_LIMITS = {
  /** Size of the uploaded file in bytes. */
  bytes: 15 * 1024 * 1024,
  /** Total decompressed size of a zip file in bytes. */
  unzippedBytes: 50 * 1024 * 1024,
  /** Maximum compression ratio of a zip entry that is larger than a megabyte. */
  ratio: 200,
  /** Number of entries in a zip file, including folders. */
  entries: 500,
  /** Total number of non-empty rows in all files in the import. */
  rows: 20_000,
  /** Maximum number of problems listed in a preview. Further problems are only counted. */
  shownProblems: 200,
} as const;
