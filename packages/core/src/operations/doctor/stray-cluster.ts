import { findStrayClusters } from "@docket/db/embedded/shared-directory";
import type { Finding } from "./examine.ts";

/**
 * Finds orphaned database clusters on this machine: their data directory no longer exists, so they only take up space.
 */
export function examineStrayClusters(): Finding {
  const faults = findStrayClusters();
  return {
    name: "every database on this machine has its data directory",
    verdict: faults.length === 0 ? "good" : "advice",
    faults: faults.map((sentence) => `${sentence} Remove it if nothing in it is needed.`),
    count: faults.length,
  };
}
