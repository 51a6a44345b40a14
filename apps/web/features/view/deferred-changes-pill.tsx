"use client";

import { RefreshCw } from "lucide-react";
import type { RefObject } from "react";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { useActions } from "../../actions/use-actions.tsx";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useDeferWhileReading } from "./use-defer-while-reading.ts";
import { useMarkedRows } from "./use-marked-rows.ts";

/**
 * Marks rows that other users have just changed, and shows a button with the number of remote changes that are deferred
 * because they would move rows. The button overlays the top of the list, so that it does not move rows either.
 */
export function DeferredChangesPill({ zone, isHeld }: { zone: RefObject<HTMLElement | null>; isHeld: boolean }) {
  const { deferred } = useReplica();
  const count = useSyncExternalStore(deferred.subscribe, deferred.count, () => 0);
  const t = useTranslations("view");
  useDeferWhileReading(zone, deferred, isHeld);
  useMarkedRows(deferred);
  useActions({ "list.showHeld": count > 0 ? deferred.flush : undefined });
  return (
    <div role="status" data-held className="pointer-events-none sticky top-13 z-10 flex h-0 justify-center">
      {count > 0 && (
        <button
          type="button"
          className="pointer-events-auto flex h-8 items-center gap-1.5 rounded-full border border-line bg-panel px-3 font-medium text-accent shadow-md hover:bg-hover pointer-coarse:h-11"
          onClick={() => {
            deferred.flush();
            // The button disappears together with the deferred changes, so move the focus to the page.
            document.getElementById("content")?.focus({ preventScroll: true });
          }}
        >
          <RefreshCw aria-hidden className="size-3.5" />
          {t("held", { count })}
          <span className="sr-only">{t("showHeld")}</span>
        </button>
      )}
    </div>
  );
}
