import type { Runtime } from "../../runtime/runtime.ts";
import { chainSecurityEvents } from "./audit-hash-chain.ts";
import { checkpointDaily } from "./checkpoint.ts";
import { noteChainHead } from "./head-note.ts";

/**
 * Returns the job that keeps the security log verifiable. It links new events, signs the head when due, and stores the
 * signed head in the data directory.
 */
export function securityChainJob(runtime: Runtime): () => Promise<void> {
  let isHeadNoted = false;
  return async () => {
    const linked = await chainSecurityEvents(runtime);
    await checkpointDaily(runtime);
    if (isHeadNoted && linked === 0) return;
    await noteChainHead(runtime);
    isHeadNoted = true;
  };
}
