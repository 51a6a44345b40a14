import { createElement, use } from "react";
import type { ComponentType } from "react";
import { whenIdle } from "./when-idle.ts";

/**
 * A part of the page that its first sight does not need: it is fetched when the browser has nothing better to do, so that it is
 * there when it is wanted, or at once when it is wanted earlier.
 *
 * @param load imports it; one import for both, since two would be two chunks
 */
export function lazyComponent<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const part = lazyValue(load);
  return function LazyComponent(props: Props) {
    return createElement(part(), props);
  };
}

/**
 * The same for anything else that is imported: what reads it while the page is drawn waits until it is there.
 *
 * @param load imports it
 */
export function lazyValue<Value>(load: () => Promise<Value>): () => Value {
  let loading: Promise<Value> | undefined;
  const once = () => (loading ??= noted(importWithRetry(load)));
  if (typeof window !== "undefined") whenIdle(() => void once());
  return () => use(once());
}

/**
 * The same for what is called instead of drawn.
 *
 * @param load imports it
 * @returns how to do something with it: at once when it is there, else as soon as it is, in the order in which it was asked
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
 * Notes on a promise that it was kept, where React looks: so what has come is there at once. React's `lazy` would first leave the
 * place empty, and then for a third of a second.
 */
function noted<Value>(promise: Promise<Value>): Promise<Value> {
  void promise.then((value) => Object.assign(promise, { status: "fulfilled", value }));
  return promise;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Imports a part, however often it takes: the connection may be gone for a while, or the server just be starting again, and the
 * page goes on without the part until then.
 */
export async function importWithRetry<Value>(load: () => Promise<Value>): Promise<Value> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
