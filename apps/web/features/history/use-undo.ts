"use client";

import type { CommandEntry } from "@docket/schema/change";
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { useSync } from "../../sync/sync-provider.tsx";
import { useTRPCClient } from "../../trpc/react.ts";
import { useNotice } from "../../ui/notice.tsx";
import { useSentence } from "../problem/use-sentence.ts";
import { useWorkspace } from "../workspace/workspace-context.tsx";
import { canTakeBack, isOwnDoing, isStandingImport } from "./history-entry.ts";
import { useCommandText } from "./use-command-text.ts";

/** How far back it is looked for something that can be taken back, in commands. */
const LOOK_BACK = 50;

/** Takes back what I did last: in this tab, and when there is nothing left, what the server has kept of before. */
export function useUndo(): () => void {
  const { id: workspaceId, slug } = useWorkspace();
  const sync = useSync();
  const client = useTRPCClient();
  const router = useRouter();
  const notice = useNotice();
  const sentence = useSentence();
  const commandText = useCommandText();
  const t = useTranslations("command");
  const history = useTranslations("history");
  return useCallback(() => {
    const deed = sync.undo();
    if (deed) return notice({ text: t("undone", { what: commandText(deed) }), tone: "plain" });
    const undoEarlier = (entries: CommandEntry[]) => {
      const entry = entries.find(
        (one) => isStandingImport(one) || (isOwnDoing(one) && canTakeBack(one) && sync.undo(one.id) !== null),
      );
      if (!entry) return notice({ text: t("nothingToUndo"), tone: "plain" });
      if (isStandingImport(entry)) {
        const run = () => router.push(`/w/${slug}/import`);
        return notice({ text: history("underImport"), tone: "plain", action: { label: history("toImport"), run } });
      }
      notice({ text: t("undone", { what: commandText(entry) }), tone: "plain" });
    };
    client.command.list.query({ workspaceId, limit: LOOK_BACK }).then(
      ({ items }) => undoEarlier(items),
      (error: unknown) => notice({ text: sentence(error), tone: "danger" }),
    );
  }, [client, commandText, history, notice, router, sentence, slug, sync, t, workspaceId]);
}
