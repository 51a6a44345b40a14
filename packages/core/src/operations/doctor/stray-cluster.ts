import { findStrayClusters } from "@docket/db/embedded/shared-directory";
import type { Finding } from "./examine.ts";

/** Finds databases on this machine whose data directory no longer exists, which only take up space. */
export function examineStrayClusters(): Finding {
  const faults = findStrayClusters();
  return {
    name: "every database on this machine has its data directory",
    verdict: faults.length === 0 ? "good" : "advice",
    faults: faults.map((sentence) => `${sentence} Remove it if nothing in it is needed.`),
    count: faults.length,
  };
}
