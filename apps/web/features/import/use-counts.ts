"use client";

import { useFormatter, useTranslations } from "use-intl";

const NOUNS = ["tasks", "subtasks", "sections", "comments", "labels", "projects"] as const;

/** Numbers with their nouns as a list in words; what there is none of is left out, except tasks. */
export function useCounts(): (counts: { [Noun in (typeof NOUNS)[number]]?: number }) => string {
  const t = useTranslations("importing.counts");
  const format = useFormatter();
  return (counts) =>
    format.list(
      NOUNS.filter((noun) => noun === "tasks" || (counts[noun] ?? 0) > 0).map((noun) =>
        t(noun, { count: counts[noun] ?? 0 }),
      ),
    );
}
