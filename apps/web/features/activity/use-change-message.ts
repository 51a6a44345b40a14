"use client";

import type { Change, Name } from "@docket/schema/change";
import { useCallback, useMemo } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useFormatDuration } from "../../entities/task/use-format-duration.ts";
import { useFormatWhen } from "../../entities/task/use-format-when.ts";
import { useProjects } from "../../entities/workspace/use-entities.ts";
import { activityMessages } from "./activity-message.ts";
import type { ActivityNameResolvers } from "./activity-message.ts";
import { entityMessage } from "./entity-message.ts";
import { usePriorityName } from "./use-priority-name.ts";

export type EntityNames = Readonly<Record<string, Name | undefined>>;

/**
 * Returns a function that describes a change in the workspace in one sentence. It returns null if the change is not
 * shown.
 *
 * @param names the names sent with the changes; must be referentially stable for the same changes
 */
export function useChangeMessage(names: EntityNames): (change: Change) => string | null {
  const activity = useTranslations("activity");
  const translate = useTranslations("activityItem");
  const nameResolvers = useNameResolvers(names);
  return useCallback(
    (change) => {
      const isOfTask = change.entity === "task" || change.entity === "comment";
      if (!isOfTask || change.op === "purge") return entityMessage(change, activity, nameResolvers.person);
      return activityMessages(change, translate, nameResolvers).join(" · ") || null;
    },
    [activity, translate, nameResolvers],
  );
}

/** Creates the resolvers that the messages need from the names sent with the changes. */
function useNameResolvers(names: EntityNames): ActivityNameResolvers {
  const projects = useProjects().byId;
  const unknown = useTranslations("activityItem.unknown");
  const activity = useTranslations("activity");
  const task = useTranslations("task");
  const format = useFormatter();
  const [when, duration, priority] = [useFormatWhen(), useFormatDuration(), usePriorityName()];
  return useMemo(
    () => ({
      person: (id) => names[id]?.name ?? activity("somebody"),
      project: (id) => {
        if (id !== null && projects.get(id)?.isInbox) return task("inbox");
        return names[id ?? ""]?.name ?? unknown("project");
      },
      section: (id) => names[id ?? ""]?.name ?? unknown("section"),
      task: (id) => names[id ?? ""]?.name ?? unknown("task"),
      label: (id) => names[id]?.name ?? unknown("label"),
      priority,
      when,
      duration,
      list: (words) => format.list(words),
    }),
    [activity, duration, format, names, priority, projects, task, unknown, when],
  );
}
