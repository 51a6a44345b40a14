import { lazy } from "react";
import type { ComponentType, LazyExoticComponent } from "react";
import { whenIdle } from "./when-idle.ts";

/**
 * A part of the page that its first sight does not need: it is fetched when the browser has nothing better to do, so that it is
 * there when it is wanted, or at once when it is wanted earlier.
 *
 * @param load imports it; one import for both, since two would be two chunks
 */
export function loadedLater<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  let loading: Promise<ComponentType<Props>> | undefined;
  const once = () => (loading ??= load());
  if (typeof window !== "undefined") whenIdle(() => void once());
  return lazy(async () => ({ default: await once() }));
}
