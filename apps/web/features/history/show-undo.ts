import type { AppRouter } from "@docket/api/root";
import type { CommandEntry } from "@docket/schema/change";
import type { TRPCClient } from "@trpc/client";
import type { useTranslations } from "use-intl";
import type { UndoSummary } from "../../replica/undo-stack.ts";
import type { WorkspaceReplica } from "../../replica/workspace-replica.ts";
import type { useErrorMessage } from "../../trpc/use-error-message.ts";
import type { useNotice } from "../../ui/notice.tsx";
import { commandText } from "./command-text.ts";
import type { HistoryTexts } from "./command-text.ts";
import { isUndoable, isUserCommand, isUndoableImport } from "./history-entry.ts";

/** Up to this many recent commands are searched for one that can be undone. */
const MAX_COMMANDS_SEARCHED = 50;

/** The dependencies of undo and redo. */
export type UndoPage = {
  workspaceId: string;
  replica: WorkspaceReplica;
  client: TRPCClient<AppRouter>;
  notice: ReturnType<typeof useNotice>;
  sentence: ReturnType<typeof useErrorMessage>;
  t: ReturnType<typeof useTranslations<"command">>;
  history: HistoryTexts;
  openImports: () => void;
};

/** Shows a notice about the command that was undone. */
export function showUndone({ notice, t, history }: UndoPage, entry: UndoSummary | CommandEntry): void {
  notice({ text: t("undone", { what: commandText(history, entry) }), tone: "plain" });
}

/** Shows a notice about the command that was redone, or that there is nothing to redo. */
export function showRedone({ notice, t, history }: UndoPage, entry: UndoSummary | null): void {
  notice({ text: entry ? t("redone", { what: commandText(history, entry) }) : t("nothingToRedo"), tone: "plain" });
}

/** Undoes the user's last command on the server. Used when this tab has no more commands to undo. */
export async function undoEarlier(page: UndoPage): Promise<void> {
  const { workspaceId, replica, client, notice, sentence, t, history, openImports } = page;
  try {
    const { items } = await client.command.list.query({ workspaceId, limit: MAX_COMMANDS_SEARCHED });
    const entry = items.find(
      (one) => isUndoableImport(one) || (isUserCommand(one) && isUndoable(one) && replica.undo(one.id) !== null),
    );
    if (!entry) return notice({ text: t("nothingToUndo"), tone: "plain" });
    if (!isUndoableImport(entry)) return showUndone(page, entry);
    const action = { label: history("toImport"), run: openImports };
    notice({ text: history("underImport"), tone: "plain", action });
  } catch (error) {
    notice({ text: sentence(error), tone: "danger" });
  }
}
