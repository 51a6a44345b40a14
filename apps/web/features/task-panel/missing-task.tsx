"use client";

import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useTRPC } from "../../trpc/react.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";

/** Message that a task does not exist, with an offer to restore it if it is in the trash. */
export function MissingTask({ id, onClose }: { id: string; onClose: () => void }) {
  const { id: workspaceId } = useWorkspace();
  const replica = useReplica();
  const t = useTranslations("panel.gone");
  const common = useTranslations("general");
  const trash = useQuery(useTRPC().trash.list.queryOptions({ workspaceId, id, limit: 1 }, { staleTime: 0 }));
  const found = trash.data?.items[0];
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={found?.title ?? t("title")}
      action={
        <div className="flex gap-2">
          {found && (
            <Button look="primary" onClick={() => replica.write("task.restore", { ids: [id] })}>
              {common("restore")}
            </Button>
          )}
          <Button onClick={onClose}>{common("close")}</Button>
        </div>
      }
    >
      {t(found ? "trashed" : "text")}
    </EmptyState>
  );
}
