import { findStrayClusters } from "@docket/db/embedded/shared-home";
import type { Finding } from "./examine.ts";

/** Looks for databases on this machine whose data directory is gone: they take up space that nobody misses. */
export function examineStrayClusters(): Finding {
  const faults = findStrayClusters();
  return {
    name: "every database on this machine has its data directory",
    verdict: faults.length === 0 ? "good" : "advice",
    faults: faults.map((sentence) => `${sentence} Remove it when nothing in it is needed.`),
    count: faults.length,
  };
}
