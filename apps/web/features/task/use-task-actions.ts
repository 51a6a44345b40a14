"use client";

import type { TaskSummary } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import type { When } from "@docket/schema/when";
import { useMemo } from "react";
import { useSync } from "../../sync/sync-provider.tsx";
import { useViewer } from "../session/viewer.tsx";
import { useDone } from "../workspace/use-done.ts";
import { formatWhen } from "./format.ts";

/** Where a moved task shall stand. */
export type Destination = {
  projectId?: string;
  sectionId?: string | null;
  parentId?: string | null;
  after?: string | null;
  before?: string;
};

/**
 * What one can do with tasks. The list shows the outcome at once; what is done can be undone from the message
 * about it. A refusal puts it back, which is the business of the sync around the page.
 */
export function useTaskActions() {
  const sync = useSync();
  const done = useDone();
  const viewer = useViewer();
  return useMemo(() => {
    return {
      create: (title: string, place: { projectId: string; sectionId: string | null; parentId?: string | null }) => {
        sync.write("task.create", { id: uuidv7(), title, ...place });
      },
      rename: ({ id, version }: TaskSummary, title: string) =>
        done("Renamed.", sync.write("task.update", { id, baseVersion: version, set: { title } })),
      setDue: ({ id, title, version }: TaskSummary, due: When | null) =>
        done(
          due === null ? `“${title}” has no date now.` : `Date of “${title}”: ${formatWhen(due, viewer)}.`,
          sync.write("task.update", { id, baseVersion: version, set: { due } }),
        ),
      complete: ({ id, title }: TaskSummary) =>
        done(`Completed “${title}”.`, sync.write("task.complete", { ids: [id] })),
      reopen: ({ id, title }: TaskSummary) =>
        done(`Opened “${title}” again.`, sync.write("task.reopen", { ids: [id] })),
      trash: ({ id, title }: TaskSummary) => done(`Deleted “${title}”.`, sync.write("task.trash", { ids: [id] })),
      move: ({ id, title }: TaskSummary, to: Destination) =>
        done(`Moved “${title}”.`, sync.write("task.move", { ids: [id], ...to })),
    };
  }, [done, sync, viewer]);
}

export type TaskActions = ReturnType<typeof useTaskActions>;
