import type { Database } from "@docket/db/client";
import { isDiskFull } from "./fault.ts";

/** Tracks whether the database has disk space for writes, based on failed writes. */
export type StorageHealth = {
  /** Records that a write failed because the disk is full. */
  recordDiskFull: () => void;
  /**
   * Returns whether writes are expected to succeed. Has no overhead until a write has failed because of a full disk.
   * From then on, each call makes a trial write until one succeeds.
   */
  hasSpace: () => Promise<boolean>;
};

/**
 * Statements that write more data than fits in pages that are already allocated, so that PostgreSQL must allocate disk
 * space.
 */
const TRIAL = `
  CREATE TEMPORARY TABLE storage_trial (filler text) ON COMMIT DROP;
  ALTER TABLE storage_trial ALTER COLUMN filler SET STORAGE EXTERNAL;
  INSERT INTO storage_trial SELECT repeat(md5(random()::text), 32) FROM generate_series(1, 1024)`;

/** Creates the tracker for one database. */
export function createStorageHealth({ pool }: Pick<Database, "pool">): StorageHealth {
  let isFull = false;
  return {
    recordDiskFull: () => {
      isFull = true;
    },
    hasSpace: async () => {
      if (!isFull) return true;
      // Without parameters, pg sends the statements together, and PostgreSQL runs them as one transaction.
      isFull = await pool.query(TRIAL).then(() => false, isDiskFull);
      return !isFull;
    },
  };
}
