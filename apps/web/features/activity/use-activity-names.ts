"use client";

import { useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useFormatDuration } from "../../entities/task/use-format-duration.ts";
import { useFormatWhen } from "../../entities/task/use-format-when.ts";
import { useLabels, useMembers, useProjects, useSections } from "../../entities/workspace/use-entities.ts";
import { useReplica } from "../../replica/replica-provider.tsx";
import type { ActivityNameResolvers } from "./activity-message.ts";
import { usePriorityName } from "./use-priority-name.ts";

/**
 * Returns functions that look up the names for ids in a project's change log, using data that the browser has loaded.
 *
 * @param projectId the project whose sections are looked up
 */
export function useActivityNames(projectId: string): ActivityNameResolvers {
  const { data } = useReplica();
  const [members, projects, labels] = [useMembers().byId, useProjects().byId, useLabels().byId];
  const sections = useSections(projectId);
  const unknown = useTranslations("activityItem.unknown");
  const somebody = useTranslations("panel.activity")("somebody");
  const task = useTranslations("task");
  const format = useFormatter();
  const [when, duration, priority] = [useFormatWhen(), useFormatDuration(), usePriorityName()];
  return useMemo(
    () => ({
      person: (id) => members.get(id)?.name ?? somebody,
      project: (id) => {
        const project = projects.get(id ?? "");
        return project?.isInbox ? task("inbox") : (project?.name ?? unknown("project"));
      },
      section: (id) => sections?.find((section) => section.id === id)?.name ?? unknown("section"),
      task: (id) => data.task(id ?? "")?.title ?? unknown("task"),
      label: (id) => labels.get(id)?.name ?? unknown("label"),
      priority,
      when,
      duration,
      list: (names) => format.list(names),
    }),
    [duration, format, labels, members, priority, projects, data, sections, somebody, task, unknown, when],
  );
}
