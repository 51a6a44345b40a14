"use client";

import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useSync } from "../../sync/sync-provider.tsx";
import { useTRPCClient } from "../../trpc/react.ts";
import { lazyCall } from "../../ui/lazy-component.ts";
import { useNotice } from "../../ui/notice.tsx";
import { useErrorMessage } from "../problem/use-error-message.ts";
import { useWorkspace } from "../workspace/workspace-context.tsx";

const steps = lazyCall(() => import("./show-undo.ts"));

/**
 * Takes back what I did last, or does it again, and says what that was. Taken back is what I did in this tab, and when there is
 * nothing left, what the server has kept of before.
 */
export function useUndo(): { undo: () => void; redo: () => void } {
  const { id: workspaceId, slug } = useWorkspace();
  const sync = useSync();
  const client = useTRPCClient();
  const router = useRouter();
  const notice = useNotice();
  const sentence = useErrorMessage();
  const t = useTranslations("command");
  const history = useTranslations("history");
  return useMemo(() => {
    const openImports = () => router.push(`/w/${slug}/import`);
    const page = { workspaceId, sync, client, notice, sentence, t, history, openImports };
    return {
      undo: () => {
        const deed = sync.undo();
        steps(({ showUndone, undoEarlier }) => (deed ? showUndone(page, deed) : void undoEarlier(page)));
      },
      redo: () => {
        const deed = sync.redo();
        steps(({ showRedone }) => showRedone(page, deed));
      },
    };
  }, [client, history, notice, router, sentence, slug, sync, t, workspaceId]);
}
