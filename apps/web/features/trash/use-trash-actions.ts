"use client";

import type { TrashItem } from "@docket/schema/trash";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useUndoToast } from "../../entities/workspace/use-undo-toast.ts";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useNotice } from "../../ui/notice.tsx";

/** Number of tasks per command. */
const MAX_TASKS = 100;

/** Returns the actions on deleted items. All of them can be undone, except permanent deletion. */
export function useTrashActions() {
  const replica = useReplica();
  const done = useUndoToast();
  const notice = useNotice();
  const t = useTranslations("trash");
  return useMemo(() => {
    const restore = ({ entity, id }: TrashItem): string => {
      if (entity === "task") return replica.write("task.restore", { ids: [id] });
      return replica.write(`${entity}.restore`, { id });
    };
    return {
      /** @param project the project's name, for the message */
      restore: (item: TrashItem, project: string) => {
        const { title, entity } = item;
        done(entity === "project" ? t("restoredProject", { title }) : t("restored", { title, project }), restore(item));
      },
      purge: (items: readonly TrashItem[]) => {
        const taskIds = items.flatMap(({ entity, id }) => (entity === "task" ? [id] : []));
        for (let start = 0; start < taskIds.length; start += MAX_TASKS)
          replica.write("task.purge", { ids: taskIds.slice(start, start + MAX_TASKS) });
        for (const { entity, id } of items) if (entity !== "task") replica.write(`${entity}.purge`, { id });
        notice({ text: t("purged", { count: items.length, title: items[0]?.title ?? "" }), tone: "plain" });
      },
    };
  }, [done, notice, replica, t]);
}
