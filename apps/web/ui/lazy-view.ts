import { use, useEffect, useReducer, useSyncExternalStore } from "react";
import { importWithRetry } from "./lazy-component.ts";
import { whenIdle } from "./when-idle.ts";

/**
 * Returns a hook that reads a lazily loaded value for the main content of a page. It returns null while the value is
 * loading, so that the page can show a skeleton. While the server renders and the browser hydrates, it waits instead:
 * the content is in the HTML, and the page is not interactive without it.
 *
 * @param load imports the value
 */
export function lazyView<Value>(load: () => Promise<Value>): () => Value | null {
  let loaded: Value | null = null;
  let loading: Promise<Value> | undefined;
  const once = () =>
    (loading ??= importWithRetry(load).then((value) => {
      loaded = value;
      return value;
    }));
  if (typeof window !== "undefined") whenIdle(() => void once());
  return function useLazyView() {
    const isHydrating = useSyncExternalStore(
      neverChanges,
      () => false,
      () => true,
    );
    const [, render] = useReducer((count: number) => count + 1, 0);
    const isMissing = loaded === null;
    useEffect(() => {
      if (isMissing) void once().then(render);
    }, [isMissing]);
    return isHydrating ? use(once()) : loaded;
  };
}

const neverChanges = () => () => undefined;
