export type Leadership = { isLeader: () => boolean; resign: () => void };

/**
 * Lets one tab of the browser do something at a time; when it closes, the next one takes over. Web Locks exist only on
 * secure addresses: elsewhere a tab leads as long as it can be seen, and lets go when it is hidden.
 *
 * @param name names the duty
 * @param lead takes it up, and answers how to lay it down
 */
export function createLeadership(name: string, lead: () => () => void): Leadership {
  let layDown: (() => void) | null = null;
  const takeUp = () => {
    layDown ??= lead();
  };
  const letGo = () => {
    layDown?.();
    layDown = null;
  };
  // Not there on plain-HTTP addresses, whatever the types say.
  const locks = (navigator as { locks?: LockManager }).locks;
  const stop = locks === undefined ? leadWhileVisible(takeUp, letGo) : leadWithLock(locks, name, takeUp);
  return {
    isLeader: () => layDown !== null,
    resign: () => {
      stop();
      letGo();
    },
  };
}

function leadWithLock(locks: LockManager, name: string, takeUp: () => void): () => void {
  const waiting = new AbortController();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  locks
    .request(name, { signal: waiting.signal }, () => {
      takeUp();
      return held;
    })
    .catch((error: unknown) => {
      if (!waiting.signal.aborted) throw error;
    });
  return () => {
    waiting.abort();
    release();
  };
}

function leadWhileVisible(takeUp: () => void, letGo: () => void): () => void {
  const onVisibility = () => (document.visibilityState === "visible" ? takeUp() : letGo());
  onVisibility();
  document.addEventListener("visibilitychange", onVisibility);
  return () => document.removeEventListener("visibilitychange", onVisibility);
}
