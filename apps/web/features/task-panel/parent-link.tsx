"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { openTaskHref } from "../../entities/task/open-task-href.ts";
import { useOpenTask } from "../../entities/task/use-open-task.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { oneTask } from "../../sync/task-list.ts";
import { useTaskLists } from "../../sync/use-task-lists.ts";

/** Link that opens the parent of a sub-task in the panel. */
export function ParentLink({ id }: { id: string }) {
  const { id: workspaceId } = useWorkspace();
  const [list] = useTaskLists([oneTask(workspaceId, id)]);
  const [, open] = useOpenTask();
  const path = usePathname();
  const search = useSearchParams();
  const parent = list?.tasks[0];
  if (!parent) return null;
  return (
    <>
      <span aria-hidden>/</span>
      <a
        href={openTaskHref(path, search.toString(), id)}
        className="inline-flex min-h-8 max-w-32 min-w-0 items-center rounded hover:text-text pointer-coarse:min-h-11"
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
          event.preventDefault();
          open(id);
        }}
      >
        <span dir="auto" className="truncate">
          {parent.title}
        </span>
      </a>
    </>
  );
}
