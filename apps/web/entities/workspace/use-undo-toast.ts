"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { useSync } from "../../sync/sync-provider.tsx";
import { useNotice } from "../../ui/notice.tsx";

/** Returns a function that shows a message about one or more commands, with a button that undoes all of them. */
export function useUndoToast(): (text: string, ...commandIds: string[]) => void {
  const sync = useSync();
  const notice = useNotice();
  const t = useTranslations("general");
  return useCallback(
    (text, ...commandIds) => {
      const undo = () => {
        for (const commandId of commandIds) sync.undo(commandId);
      };
      notice({ text, tone: "plain", action: { label: t("undo"), run: undo } });
    },
    [notice, sync, t],
  );
}
