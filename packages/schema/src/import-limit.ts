/** What one import may hold. A file over a limit is refused as a whole, in words; nothing of it is imported. */
export const IMPORT_LIMITS = {
  /** Bytes of the file as it is sent. */
  bytes: 15 * 1024 * 1024,
  /** Bytes of everything in a zip after decompression. */
  unzippedBytes: 50 * 1024 * 1024,
  /** Times a zip entry may grow, once it is larger than a megabyte. */
  ratio: 200,
  /** Entries of a zip, folders included. */
  entries: 500,
  /** Rows with content, over all files of the import. */
  rows: 20_000,
  /** Problems that a preview spells out; the rest is counted. */
  shownProblems: 200,
} as const;
