"use client";

import { useTranslations } from "use-intl";
import type { ActionTargets } from "../../actions/action-registry.ts";
import { keysOf, specOf } from "../../actions/action-table.ts";
import { useActionRegistry } from "../../actions/use-actions.tsx";
import { useTaskActions } from "../../entities/task/use-task-actions.ts";
import { labelPath, projectPath, savedViewPath } from "../../entities/workspace/path.ts";
import { canEditIn, useLabels, useMembers, useProjects, useSavedViews } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useNavigate } from "../../navigation/use-navigate.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { ViewIcon } from "../saved-view/view-icon.tsx";
import { sectionOf } from "./palette-item.ts";
import type { PaletteItem } from "./palette-item.ts";

/**
 * Returns the palette's items other than tasks: the available actions, and the projects, labels, views and members of
 * the workspace.
 *
 * @param subject the tasks on which actions operate; if empty, actions on tasks are omitted
 */
export function usePaletteItems(subject: ActionTargets): PaletteItem[] {
  const registry = useActionRegistry();
  const titles = useTranslations("command.titles");
  const commands = registry
    .available()
    .filter((id) => specOf(id).isKeyOnly !== true)
    .map((id): PaletteItem => {
      const run = () => void registry.run(id);
      return { id: `command:${id}`, section: sectionOf(id), text: titles(id), keys: keysOf(id), run };
    })
    .filter(({ section }) => section !== "subject" || subject.length > 0);
  return [...commands, ...usePlaceItems(), ...usePersonItems(subject)];
}

/** Returns the items that navigate to a project, label or view. */
function usePlaceItems(): PaletteItem[] {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const t = useTranslations("task");
  const [projects, labels, views] = [useProjects(), useLabels(), useSavedViews()];
  return [
    ...projects.items.map(({ id, name, color, isInbox, key }): PaletteItem => ({
      id: `project:${id}`,
      section: "projects",
      text: isInbox ? t("inbox") : name,
      detail: key,
      icon: <ColorDot color={color} />,
      run: () => navigate(projectPath(slug, id)),
    })),
    ...labels.items.map(({ id, name, color }): PaletteItem => ({
      id: `label:${id}`,
      section: "labels",
      text: name,
      icon: <ColorDot color={color} />,
      run: () => navigate(labelPath(slug, id)),
    })),
    ...views.items.map(({ id, name, color }): PaletteItem => ({
      id: `view:${id}`,
      section: "views",
      text: name,
      icon: <ViewIcon color={color} />,
      run: () => navigate(savedViewPath(slug, id)),
    })),
  ];
}

/** Returns the items that assign the given tasks to a member. */
function usePersonItems(subject: ActionTargets): PaletteItem[] {
  const actions = useTaskActions();
  const t = useTranslations("palette");
  const [projects, members] = [useProjects(), useMembers()];
  const tasks = subject.filter(({ projectId }) => canEditIn(projects.byId.get(projectId)));
  if (tasks.length === 0) return [];
  return members.items.map(({ userId, name }) => ({
    id: `person:${userId}`,
    section: "people",
    text: name,
    detail: t("assign"),
    icon: <Avatar name={name} />,
    run: () => actions.setAssignees(tasks, [userId]),
  }));
}
