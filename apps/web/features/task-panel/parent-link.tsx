"use client";

import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { oneTask } from "../../replica/task-list.ts";
import { useTaskLists } from "../../replica/use-task-lists.ts";
import { PanelTaskLink } from "./panel-task-link.tsx";

/** Link that opens the parent of a sub-task in the panel. */
export function ParentLink({ id }: { id: string }) {
  const { id: workspaceId } = useWorkspace();
  const [list] = useTaskLists([oneTask(workspaceId, id)]);
  const parent = list?.tasks[0];
  if (!parent) return null;
  return (
    <>
      <span aria-hidden>/</span>
      <PanelTaskLink
        id={id}
        className="inline-flex min-h-8 max-w-32 min-w-0 items-center rounded hover:text-text pointer-coarse:min-h-11"
      >
        <span dir="auto" className="truncate">
          {parent.title}
        </span>
      </PanelTaskLink>
    </>
  );
}
