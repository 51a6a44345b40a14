"use client";

import { useCallback, useState } from "react";
import { EMPTY_DRAFT, isBlank } from "../../entities/draft/new-task-draft.ts";
import type { NewTaskDraft } from "../../entities/draft/new-task-draft.ts";
import { useDraft } from "../../entities/draft/use-draft.tsx";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";

/**
 * Returns the draft of a new task in this workspace and a function that replaces it. The draft survives closing the
 * dialog and, once it has content, reloading the page.
 */
export function useNewTaskDraft(): [NewTaskDraft, (draft: NewTaskDraft) => void] {
  const { id } = useWorkspace();
  const { draft: kept, keep, clear } = useDraft({ id, field: "newTask" });
  const [blank, setBlank] = useState(EMPTY_DRAFT);
  const setDraft = useCallback(
    (next: NewTaskDraft) => {
      if (isBlank(next)) {
        setBlank(next);
        clear();
      } else {
        const { title, ...choices } = next;
        keep({ text: title, base: "", version: 0, choices });
      }
    },
    [clear, keep],
  );
  return [kept === null ? blank : { ...EMPTY_DRAFT, ...kept.choices, title: kept.text }, setDraft];
}
