"use client";

import { RefreshCw } from "lucide-react";
import type { RefObject } from "react";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { createHolder } from "../../sync/held-changes.ts";
import { useSync } from "../../sync/sync-provider.tsx";
import { useCommands } from "../command/use-commands.tsx";
import { useHoldWhileReading } from "./use-hold-while-reading.ts";

/**
 * Says how many changes of others wait because they would move what is being read, and shows them. It lies over the top of the
 * list and takes no room, so that it moves nothing either.
 */
export function HeldPill({ zone }: { zone: RefObject<HTMLElement | null> }) {
  const sync = useSync();
  const held = sync.holdWith(createHolder);
  const count = useSyncExternalStore(held.subscribe, held.count, () => 0);
  const t = useTranslations("view");
  useHoldWhileReading(zone, held);
  useCommands({ "list.showHeld": count > 0 ? held.show : undefined });
  return (
    <div role="status" data-held className="pointer-events-none sticky top-13 z-10 flex h-0 justify-center">
      {count > 0 && (
        <button
          type="button"
          className="pointer-events-auto flex h-8 items-center gap-1.5 rounded-full border border-line bg-panel px-3 font-medium text-accent shadow-md hover:bg-hover pointer-coarse:h-11"
          onClick={() => {
            held.show();
            // The button goes away with the changes.
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
