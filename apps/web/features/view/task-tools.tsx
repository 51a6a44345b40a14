"use client";

import { TaskDragContext } from "../drag/task-drag-context.tsx";
import type { DragOptions } from "../drag/use-drag.ts";
import { BulkBar } from "../task/bulk-bar.tsx";

/** The toolbar of the selected tasks, and dragging. One module, because both are loaded after every first view. */
export function TaskTools(props: DragOptions) {
  return (
    <>
      <BulkBar actions={props.actions} />
      <TaskDragContext {...props} />
    </>
  );
}
