"use client";

import { uuidv7 } from "@docket/schema/uuid";
import { useTranslations } from "use-intl";
import { useTaskActions } from "../../entities/task/use-task-actions.ts";
import { searchPath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useNavigate } from "../../navigation/use-navigate.ts";

/** Returns the items for the typed text itself: create a task with it, or search for it. */
export function useTypedItems(words: string): { id: "typed:create" | "typed:search"; text: string; run: () => void }[] {
  const { slug, inboxId } = useWorkspace();
  const navigate = useNavigate();
  const actions = useTaskActions();
  const t = useTranslations("palette");
  if (words === "") return [];
  const search = {
    id: "typed:search" as const,
    text: t("searchFor", { words }),
    run: () => navigate(searchPath(slug, words)),
  };
  if (inboxId === null) return [search];
  const create = {
    id: "typed:create" as const,
    text: t("createTask", { words }),
    run: () => actions.createTasks([{ projectId: inboxId, items: [{ id: uuidv7(), title: words }] }]),
  };
  return [create, search];
}
