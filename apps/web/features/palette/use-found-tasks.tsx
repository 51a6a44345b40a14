"use client";

import type { TaskSummary } from "@docket/schema/task";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { titleMatcher } from "../../entities/task/title-match.ts";
import { useOpenTask } from "../../entities/task/use-open-task.ts";
import { elementOf } from "../../entities/view/task-scope.tsx";
import { taskPath } from "../../entities/workspace/path.ts";
import { useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useNavigate } from "../../navigation/use-navigate.ts";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useTRPC } from "../../trpc/react.ts";
import { ColorDot } from "../../ui/color-dot.tsx";
import { readReference } from "./palette-item.ts";
import type { PaletteItem } from "./palette-item.ts";

/** Minimum length of a search text that is sent to the server. */
const MIN_SEARCH_LENGTH = 2;
/** Debounce delay for the server's search, in milliseconds. */
const DEBOUNCE_MS = 120;
const MAX_FOUND = 10;
/** Maximum number of tasks of the replica among the items. */
const MAX_KNOWN = 50;

/** Finds tasks by text or reference (HOME-12): tasks of the replica immediately, then the server's results. */
export function useFoundTasks(words: string): { items: PaletteItem[]; isSearching: boolean } {
  const { id: workspaceId, slug } = useWorkspace();
  const trpc = useTRPC();
  const { data } = useReplica();
  const navigate = useNavigate();
  const projects = useProjects();
  const t = useTranslations("task");
  const [, open] = useOpenTask();
  const text = useDebounced(words);

  const search = useQuery(
    trpc.search.tasks.queryOptions(
      { workspaceId, text, limit: MAX_FOUND },
      { enabled: text.length >= MIN_SEARCH_LENGTH, placeholderData: keepPreviousData },
    ),
  );
  const reference = readReference(words);
  const projectId = projects.items.find(({ key }) => key === reference?.key)?.id ?? "";
  const numbered = useQuery(
    trpc.task.list.queryOptions(
      {
        workspaceId,
        limit: 1,
        filter: { projectId, number: reference?.number ?? 1, status: "any", isArchived: "any" },
      },
      { enabled: reference !== null && projectId !== "" },
    ),
  );

  const toItem = (task: Pick<TaskSummary, "id" | "projectId" | "number" | "title">, name = task.title): PaletteItem => {
    const project = projects.byId.get(task.projectId);
    return {
      id: `task:${task.id}`,
      section: "tasks",
      text: name,
      icon: <ColorDot color={project?.color ?? "slate"} />,
      ...(project ? { detail: project.isInbox ? t("inbox") : project.name } : {}),
      // A task that is on the page opens in the panel.
      run: () => (elementOf(task.id) ? open(task.id) : navigate(taskPath(slug, task))),
    };
  };
  const hits =
    text === words && text.length >= MIN_SEARCH_LENGTH && !search.isPlaceholderData ? search.data?.items : [];
  // An item for each of thousands of tasks would delay every keystroke.
  const known = words === "" ? [] : data.tasks().filter(titleMatcher(words)).slice(0, MAX_KNOWN);
  const items = new Map<string, PaletteItem>();
  for (const task of [...known, ...(hits ?? []).map((hit) => hit.task)])
    items.set(task.id, { ...toItem(task), isFound: true });
  const exact = reference === null ? undefined : numbered.data?.items[0];
  if (exact) items.set(exact.id, toItem(exact, `${words.toUpperCase()} ${exact.title}`));
  return {
    items: [...items.values()],
    isSearching: words.length >= MIN_SEARCH_LENGTH && (text !== words || search.isFetching),
  };
}

/** Returns the debounced text. */
function useDebounced(words: string): string {
  const [paused, setPaused] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(words), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return paused;
}
