"use client";

import { useEffect, useSyncExternalStore } from "react";
import { useTaskActions } from "../../entities/task/use-task-actions.ts";
import { newTaskLists } from "./new-task-lists.ts";
import { newTaskOf } from "./new-task-of.ts";
import { KINDS_OF_SUBTASKS } from "./token-kinds.ts";
import { removeUnreadLine, unreadLines } from "./unread-lines.ts";
import type { UnreadLine } from "./unread-lines.ts";
import { useReading } from "./use-reading.ts";

/** Creates the tasks whose lines could not be read when they were submitted. */
export function UnreadLinesReader() {
  const lines = useSyncExternalStore(unreadLines.subscribe, unreadLines.read, unreadLines.read);
  // Each line is read once, so its position identifies it well enough.
  return lines.map((line) => <UnreadLineReader key={JSON.stringify(line)} line={line} />);
}

function UnreadLineReader({ line }: { line: UnreadLine }) {
  const { draft, home, position } = line;
  const actions = useTaskActions();
  const { typed, members, isReady } = useReading(draft, {
    homeId: home.projectId,
    day: draft.due?.date,
    ...(position.parentId ? { kinds: KINDS_OF_SUBTASKS } : {}),
  });
  useEffect(() => {
    if (!isReady || !removeUnreadLine(line)) return;
    const task = { ...newTaskOf(typed, draft, home, members), parent: null };
    actions.createTasks(newTaskLists([task], home, position));
  }, [actions, draft, home, isReady, line, members, position, typed]);
  return null;
}
