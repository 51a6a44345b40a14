"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { PRIORITIES } from "../../entities/task/priority.ts";

/** Returns a function that gets the name of a priority for use within a sentence. */
export function usePriorityName(): (priority: number) => string {
  const t = useTranslations("filter.values");
  return useCallback(
    (priority) => {
      const name = PRIORITIES.find((one) => one.priority === priority)?.name ?? "none";
      return t(name === "none" ? "noPriority" : name);
    },
    [t],
  );
}
