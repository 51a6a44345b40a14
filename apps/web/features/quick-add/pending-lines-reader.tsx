"use client";

import { Suspense, useEffect, useMemo } from "react";
import { draftWith } from "../../entities/draft/new-task-draft.ts";
import type { PendingLine } from "../../entities/draft/new-task-draft.ts";
import { useDraft, useDrafts } from "../../entities/draft/use-draft.tsx";
import { useTaskActions } from "../../entities/task/use-task-actions.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { homeOf, newTaskLists, positionOf } from "./new-task-lists.ts";
import { newTaskOf } from "./new-task-of.ts";
import { pendingLinesOf, removePendingLine } from "./pending-lines.ts";
import { KINDS_OF_SUBTASKS } from "./token-kinds.ts";
import { useReading } from "./use-reading.ts";

/** Creates the tasks whose lines could not be read when they were submitted. */
export function PendingLinesReader() {
  const { id } = useWorkspace();
  const { draft } = useDraft(pendingLinesOf(id));
  return (
    <Suspense>
      {draft?.lines?.map((line) => (
        <PendingLineReader key={line.id} line={line} />
      ))}
    </Suspense>
  );
}

function PendingLineReader({ line }: { line: PendingLine }) {
  const { id, place } = line;
  const draft = useMemo(() => ({ ...draftWith(place.fields), ...line.draft }), [line, place]);
  const workspaceId = useWorkspace().id;
  const drafts = useDrafts();
  const actions = useTaskActions();
  const { typed, members, isReady } = useReading(draft, {
    homeId: place.projectId,
    day: draft.due?.date,
    ...(place.fields.parentId ? { kinds: KINDS_OF_SUBTASKS } : {}),
  });
  useEffect(() => {
    // The effect can run again before the line is no longer rendered.
    if (!isReady || !drafts.read(pendingLinesOf(workspaceId))?.lines?.includes(line)) return;
    const home = homeOf(place);
    const task = { ...newTaskOf(typed, draft, home, members), parent: null };
    actions.createTasks(newTaskLists([task], home, positionOf(place)));
    removePendingLine(drafts, workspaceId, id);
  }, [actions, draft, drafts, id, isReady, line, members, place, typed, workspaceId]);
  return null;
}
