"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useNavigate } from "../../navigation/use-navigate.ts";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useTRPCClient } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { lazyCall } from "../../ui/lazy-component.ts";
import { useNotice } from "../../ui/notice.tsx";

const lazyShowUndo = lazyCall(() => import("./show-undo.ts"));

/**
 * Returns functions that undo or redo the user's last command and show a notice. Undo starts with this tab's commands
 * and continues with earlier ones from the server.
 */
export function useUndo(): { undo: () => void; redo: () => void } {
  const { id: workspaceId, slug } = useWorkspace();
  const replica = useReplica();
  const client = useTRPCClient();
  const navigate = useNavigate();
  const notice = useNotice();
  const errorMessage = useErrorMessage();
  const t = useTranslations("command");
  const history = useTranslations("history");
  return useMemo(() => {
    const openImports = () => navigate(`/w/${slug}/import`);
    const page = { workspaceId, replica, client, notice, sentence: errorMessage, t, history, openImports };
    return {
      undo: () => {
        const entry = replica.undo();
        lazyShowUndo(({ showUndone, undoEarlier }) => (entry ? showUndone(page, entry) : void undoEarlier(page)));
      },
      redo: () => {
        const entry = replica.redo();
        lazyShowUndo(({ showRedone }) => showRedone(page, entry));
      },
    };
  }, [client, history, notice, navigate, errorMessage, slug, replica, t, workspaceId]);
}
