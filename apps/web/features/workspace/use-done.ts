"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { useSync } from "../../sync/sync-provider.tsx";
import { useNotice } from "../../ui/notice.tsx";

/** Says what was done, with the way to take it back: of several commands, the last one first. */
export function useDone(): (text: string, commandIds: string | readonly string[]) => void {
  const sync = useSync();
  const notice = useNotice();
  const t = useTranslations("common");
  return useCallback(
    (text, commandIds) => {
      const run = () => {
        for (const id of [commandIds].flat().toReversed()) sync.undo(id);
      };
      notice({ text, tone: "plain", action: { label: t("undo"), run } });
    },
    [notice, sync, t],
  );
}
