import { setTimeout as sleep } from "node:timers/promises";
import { OperatorError } from "../operator-error.ts";
import { type Postmaster, type PostmasterPlan, startPostmaster } from "./postmaster.ts";

const MAX_DELAY_MS = 5_000;
/**
 * Maximum number of attempts to start the server. The backends of a killed server take a moment to exit. Until then,
 * their shared memory prevents a new server from starting.
 */
const START_ATTEMPTS = 8;

/**
 * Keeps a PostgreSQL server running on a cluster until stopped. Starts it, and restarts it with increasing delays
 * whenever it exits unexpectedly.
 *
 * @param log called with a message for the operator
 */
export async function supervisePostmaster(
  plan: Omit<PostmasterPlan, "onDeath">,
  log: (line: string) => void,
): Promise<{ stop: () => Promise<void> }> {
  const stopping = new AbortController();
  let restarting: Promise<void> | undefined;
  let current: Postmaster | undefined;

  const onDeath = (how: string): void => {
    log(`PostgreSQL stopped unexpectedly (${how}). Restarting it.`);
    restarting = restart();
  };
  const restart = async (): Promise<void> => {
    for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
      try {
        current = await startPostmaster({ ...plan, onDeath });
        log("PostgreSQL is running again.");
        return;
      } catch (error) {
        log(error instanceof Error ? error.message : String(error));
        await sleep(Math.min(100 * 2 ** attempt, MAX_DELAY_MS), undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  };

  current = await startWithRetries({ ...plan, onDeath });
  return {
    stop: async () => {
      stopping.abort();
      await restarting;
      await current?.stop();
    },
  };
}

async function startWithRetries(plan: PostmasterPlan): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startPostmaster(plan);
    } catch (error) {
      const isPassing = error instanceof OperatorError && /shared memory block|lock file/.test(error.message);
      if (!isPassing || attempt === START_ATTEMPTS) throw error;
      await sleep(100 * attempt);
    }
  }
}
