"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { useSync } from "../../sync/sync-provider.tsx";
import { useNotice } from "../../ui/notice.tsx";

/** Says what was done, with the way to take it back. */
export function useDone(): (text: string, commandId: string) => void {
  const sync = useSync();
  const notice = useNotice();
  const t = useTranslations("common");
  return useCallback(
    (text, commandId) =>
      notice({ text, tone: "plain", action: { label: t("undo"), run: () => void sync.undo(commandId) } }),
    [notice, sync, t],
  );
}
