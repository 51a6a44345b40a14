/** Gives up the ownership, or stops waiting for it. */
type Release = () => void;

export type OwnerOptions = {
  name: string;
  /** The browser's locks. They exist only on secure addresses; elsewhere, a lease in `storage` decides. */
  locks: Pick<LockManager, "request"> | null;
  storage: () => Storage;
  tabId: string;
  now: () => Date;
  setTimer: (run: () => void, delay: number) => () => void;
  /** The window. The ownership is given up while the page is hidden in the browser's back/forward cache. */
  page?: Pick<EventTarget, "addEventListener" | "removeEventListener">;
  /** Called when this tab becomes the owner. Returns what ends the ownership. */
  onOwner: () => Release;
};

/**
 * How long a lease is valid, in milliseconds. Browsers run the timers of hidden tabs only once a minute. If the owner's
 * tab is killed, another one takes over after this time; a tab that closes releases the lease.
 */
const LEASE_MS = 90_000;
const RENEWAL_MS = 2_000;

/**
 * Makes one tab of a browser the owner of the stream and the queue. When it closes, another tab becomes the owner.
 *
 * @returns a function that gives up the ownership, or stops waiting for it
 */
export function competeForOwnership(options: OwnerOptions): Release {
  let release: Release | null = null;
  const begin = () => {
    release ??= options.onOwner();
  };
  const end = () => {
    release?.();
    release = null;
  };
  const start = () =>
    options.locks ? waitForLock(options.locks, options.name, begin) : waitForLease(options, begin, end);
  let stop = start();
  const pause = () => {
    stop();
    end();
  };
  const resume = ({ persisted }: { persisted?: boolean }) => {
    if (persisted) stop = start();
  };
  // Safe because only these events are passed to it.
  const onShow = resume as EventListener;
  options.page?.addEventListener("pagehide", pause);
  options.page?.addEventListener("pageshow", onShow);
  return () => {
    options.page?.removeEventListener("pagehide", pause);
    options.page?.removeEventListener("pageshow", onShow);
    pause();
  };
}

function waitForLock(locks: Pick<LockManager, "request">, name: string, begin: () => void): Release {
  const controller = new AbortController();
  let release: Release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  locks
    .request(name, { signal: controller.signal }, () => {
      begin();
      return held;
    })
    .catch(() => {});
  return () => {
    controller.abort();
    release();
  };
}

function waitForLease(options: OwnerOptions, begin: () => void, end: () => void): Release {
  const { storage, tabId, now, setTimer } = options;
  const key = `docket.owner.${options.name}`;
  let cancelTimer: Release = () => {};
  let hadLease = false;
  const read = (): { tabId: string; until: number } | null => {
    try {
      return JSON.parse(storage().getItem(key) ?? "null") as { tabId: string; until: number } | null;
    } catch {
      // Without storage there are no other tabs to agree with.
      return { tabId, until: Infinity };
    }
  };
  const renew = () => {
    const lease = read();
    const isFree = lease === null || lease.tabId === tabId || lease.until < Number(now());
    if (isFree) write({ tabId, until: Number(now()) + LEASE_MS });
    // Two tabs may have written at the same time. The last one is the owner from the next renewal on.
    if (isFree && hadLease) begin();
    else if (!isFree) end();
    hadLease = isFree;
    cancelTimer = setTimer(renew, RENEWAL_MS);
  };
  const write = (lease: object) => {
    try {
      storage().setItem(key, JSON.stringify(lease));
    } catch {
      // Read tells that this tab is on its own.
    }
  };
  renew();
  return () => {
    cancelTimer();
    if (read()?.tabId === tabId) write({ tabId, until: 0 });
  };
}
