import { setTimeout as sleep } from "node:timers/promises";

/** Limits the share of the event loop's time that one caller's pages can use. */
export type RenderBudget = {
  /** Renders a page as soon as the caller has time left, and charges the caller for the time used. */
  run<Value>(caller: string, render: () => Promise<Value>): Promise<Value>;
};

/** The clock that a budget uses. All values are in milliseconds. */
export type BudgetClock = {
  now: () => number;
  /** Returns how long the event loop of this process has been busy. */
  busy: () => number;
  sleep: (milliseconds: number) => Promise<void>;
};

type Account = { readonly debt: number; readonly at: number };

/** If there are more accounts than this, those without debt are deleted. */
const MAX_ACCOUNTS = 1_000;

const REAL_CLOCK: BudgetClock = {
  now: () => performance.now(),
  busy: () => performance.eventLoopUtilization().active,
  sleep: (milliseconds) => sleep(milliseconds),
};

/**
 * Creates a render budget. Pages are rendered on the thread that handles all requests, so a caller who constantly
 * requests pages would slow down everyone else. After exhausting the burst, a caller waits before each further page
 * until their share of the elapsed time covers the time they have used. Only the time during which the event loop is
 * busy is charged. A page that waits for the database costs its caller nothing.
 *
 * @param limits `share`: the caller's share of the time, from 0 to 1; `burst`: the milliseconds that a caller can use
 * without waiting
 */
export function createRenderBudget(
  { share, burst }: { readonly share: number; readonly burst: number },
  clock: BudgetClock = REAL_CLOCK,
): RenderBudget {
  const accounts = new Map<string, Account>();
  const debtOf = ({ debt, at }: Account) => Math.max(0, debt - (clock.now() - at) * share);
  const debtOfCaller = (caller: string) => debtOf(accounts.get(caller) ?? { debt: 0, at: 0 });
  const charge = (caller: string, milliseconds: number) => {
    accounts.set(caller, { debt: debtOfCaller(caller) + milliseconds, at: clock.now() });
    if (accounts.size <= MAX_ACCOUNTS) return;
    for (const [name, account] of accounts) if (debtOf(account) === 0) accounts.delete(name);
  };
  return {
    run: async (caller, render) => {
      const wait = (debtOfCaller(caller) - burst) / share;
      if (wait > 0) await clock.sleep(wait);
      const begunAt = clock.busy();
      try {
        return await render();
      } finally {
        charge(caller, clock.busy() - begunAt);
      }
    },
  };
}
