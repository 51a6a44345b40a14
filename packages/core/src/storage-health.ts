import type { Database } from "@docket/db/client";
import { isDiskFull } from "./fault.ts";

/** What is known about the room that the database has for writes. */
export type StorageHealth = {
  /** Notes a write for which there was no room. */
  noteFull: () => void;
  /**
   * Whether writes can be expected to fit. Costs nothing until a write has failed for want of room; from then on it
   * makes a trial write until one succeeds.
   */
  hasRoom: () => Promise<boolean>;
};

/** More than the free space in the pages of a table, so that the trial needs room that the file system has to give. */
const TRIAL = `
  CREATE TEMPORARY TABLE storage_trial (filler text) ON COMMIT DROP;
  ALTER TABLE storage_trial ALTER COLUMN filler SET STORAGE EXTERNAL;
  INSERT INTO storage_trial SELECT repeat(md5(random()::text), 32) FROM generate_series(1, 1024)`;

/** Watches the room of one database. */
export function createStorageHealth({ pool }: Pick<Database, "pool">): StorageHealth {
  let isFull = false;
  return {
    noteFull: () => {
      isFull = true;
    },
    hasRoom: async () => {
      if (!isFull) return true;
      // Without parameters pg sends the statements together, and PostgreSQL runs them as one transaction.
      isFull = await pool.query(TRIAL).then(() => false, isDiskFull);
      return !isFull;
    },
  };
}
