"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { knownTasks } from "../../sync/task-cache.ts";
import { PRIORITIES } from "../task/priority.ts";
import { useFormatDuration } from "../task/use-format-duration.ts";
import { useFormatWhen } from "../task/use-format-when.ts";
import { useLabels, useMembers, useNounLists, useProjects } from "../workspace/use-nouns.ts";
import type { DeedNames } from "./deed-sentence.ts";

/**
 * The names that the log of a project speaks of by ids, as this reader knows them.
 *
 * @param projectId whose sections are known by name
 */
export function useDeedNames(projectId: string): DeedNames {
  const queryClient = useQueryClient();
  const [members, projects, labels] = [useMembers().byId, useProjects().byId, useLabels().byId];
  const sections = useQuery(useNounLists().sectionsOf(projectId)).data;
  const unknown = useTranslations("deed.unknown");
  const somebody = useTranslations("panel.activity")("somebody");
  const task = useTranslations("task");
  const values = useTranslations("filter.values");
  const format = useFormatter();
  const [when, duration] = [useFormatWhen(), useFormatDuration()];
  return useMemo(
    () => ({
      person: (id) => members.get(id)?.name ?? somebody,
      project: (id) => {
        const project = projects.get(id ?? "");
        return project?.isInbox ? task("inbox") : (project?.name ?? unknown("project"));
      },
      section: (id) => sections?.items.find((section) => section.id === id)?.name ?? unknown("section"),
      task: (id) => knownTasks(queryClient).get(id ?? "")?.title ?? unknown("task"),
      label: (id) => labels.get(id)?.name ?? unknown("label"),
      priority: (priority) => {
        const name = PRIORITIES.find((one) => one.priority === priority)?.name ?? "none";
        return values(name === "none" ? "noPriority" : name);
      },
      when,
      duration,
      list: (names) => format.list(names),
    }),
    [duration, format, labels, members, projects, queryClient, sections, somebody, task, unknown, values, when],
  );
}
