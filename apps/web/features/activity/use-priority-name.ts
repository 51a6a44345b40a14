"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { PRIORITIES } from "../task/priority.ts";

/** What a priority is called within a sentence. */
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
