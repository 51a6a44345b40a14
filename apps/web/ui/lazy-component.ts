import { createElement, use } from "react";
import type { ComponentType } from "react";
import { whenIdle } from "./when-idle.ts";

/**
 * Returns a lazily loaded component for content that is not needed for the first view of a page. Its code is loaded
 * when the browser is idle or when the component is rendered, whichever comes first.
 *
 * @param load imports the component
 */
export function lazyComponent<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const part = lazyValue(load);
  return function LazyComponent(props: Props) {
    return createElement(part(), props);
  };
}

/**
 * Returns a function that reads a lazily loaded value. A component that calls it while rendering suspends until the
 * value has loaded.
 *
 * @param load imports the value
 */
export function lazyValue<Value>(load: () => Promise<Value>): () => Value {
  let loading: Promise<Value> | undefined;
  const once = () => (loading ??= trackStatus(importWithRetry(load)));
  if (typeof window !== "undefined") whenIdle(() => void once());
  return () => use(once());
}

/**
 * Returns a function that calls its argument with a lazily loaded value. The call is synchronous if the value has
 * loaded. Otherwise, calls are queued and made in order once it has.
 *
 * @param load imports the value
 */
export function lazyCall<Value>(load: () => Promise<Value>): (act: (value: Value) => void) => void {
  let loaded: { value: Value } | undefined;
  let loading: Promise<void> | undefined;
  const once = () =>
    (loading ??= importWithRetry(load).then((value) => {
      loaded = { value };
    }));
  if (typeof window !== "undefined") whenIdle(() => void once());
  return (act) => {
    if (loaded) return act(loaded.value);
    void once().then(() => loaded && act(loaded.value));
  };
}

/**
 * Marks a promise as fulfilled for React, so that a loaded component renders immediately. React's `lazy` would first
 * show the fallback for at least a third of a second.
 */
function trackStatus<Value>(promise: Promise<Value>): Promise<Value> {
  void promise.then((value) => Object.assign(promise, { status: "fulfilled", value }));
  return promise;
}

const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 15_000;

/**
 * Imports a module and retries until it succeeds, because the connection may be lost for a while or the server may be
 * restarting. Until then, the page works without the module.
 */
export async function importWithRetry<Value>(load: () => Promise<Value>): Promise<Value> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
