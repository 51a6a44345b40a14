import { createElement, use } from "react";
import type { ComponentType } from "react";
import { whenIdle } from "./when-idle.ts";

/**
 * A part of the page that its first sight does not need: it is fetched when the browser has nothing better to do, so that it is
 * there when it is wanted, or at once when it is wanted earlier.
 *
 * @param load imports it; one import for both, since two would be two chunks
 */
export function loadedLater<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const part = readLater(load);
  return function LoadedLater(props: Props) {
    return createElement(part(), props);
  };
}

/**
 * The same for anything else that is imported: what reads it while the page is drawn waits until it is there.
 *
 * @param load imports it
 */
export function readLater<Value>(load: () => Promise<Value>): () => Value {
  let loading: Promise<{ value: Value }> | undefined;
  let loaded: { value: Value } | undefined;
  const once = () => (loading ??= load().then((value) => (loaded = { value })));
  if (typeof window !== "undefined") whenIdle(() => void once());
  // What has come is there at once. React's `lazy` would first leave the place empty, and then for a third of a second.
  return () => (loaded ?? use(once())).value;
}
