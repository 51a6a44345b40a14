"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useNotice } from "../../ui/notice.tsx";

/** Returns a function that shows a message about one or more commands, with a button that undoes all of them. */
export function useUndoToast(): (text: string, ...commandIds: string[]) => void {
  const replica = useReplica();
  const notice = useNotice();
  const t = useTranslations("general");
  return useCallback(
    (text, ...commandIds) => {
      const undo = () => {
        for (const commandId of commandIds) replica.undo(commandId);
      };
      notice({ text, tone: "plain", action: { label: t("undo"), run: undo } });
    },
    [notice, replica, t],
  );
}
