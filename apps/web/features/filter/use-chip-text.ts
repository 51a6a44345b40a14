"use client";

import type { DayPoint } from "@docket/schema/filter/day-point";
import type { Condition, DateCondition, NamedCondition } from "@docket/schema/filter/expression";
import type { Section } from "@docket/schema/section";
import { useMemo } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import type { Chip } from "../../entities/filter/chip.ts";
import { dayOffset } from "../../entities/filter/day-choice.ts";
import { formatDay } from "../../entities/task/format.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { useLabels, useMembers, useProjects } from "../../entities/workspace/use-entities.ts";

/** Message keys of the priorities under `filter.values`, indexed by priority. */
export const PRIORITY_TEXTS = ["noPriority", "low", "medium", "high"] as const;
const NONE_TEXTS = { project: "nobody", section: "noSection", label: "noLabel", assignee: "nobody" } as const;

/** Returns a function that formats a day: relative days as “in 7 days”, others as a date. */
export function useDayText(): (point: DayPoint) => string {
  const locale = useLocale();
  const reader = useReader();
  return useMemo(() => {
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    return (point) => {
      const days = dayOffset(point);
      return days === null ? formatDay(point, reader) : relative.format(days, "day");
    };
  }, [locale, reader]);
}

/** Returns a function that describes a condition. */
export function useChipText(sections: readonly Section[]): (chip: Chip) => string {
  const t = useTranslations("filter");
  const format = useFormatter();
  const day = useDayText();
  const [projects, labels, members] = [useProjects().byId, useLabels().byId, useMembers().byId];
  return useMemo(() => {
    const nameOf = (field: NamedCondition["field"], id: string) => {
      if (id === "me") return t("me");
      if (id === "none") return t(`values.${NONE_TEXTS[field]}`);
      const names = {
        project: () => projects.get(id)?.name,
        section: () => sections.find((section) => section.id === id)?.name,
        label: () => labels.get(id)?.name,
        assignee: () => members.get(id)?.name,
      };
      return names[field]() ?? t("unknown");
    };
    const oneOf = (field: string, values: readonly string[], isNegated: boolean) => {
      if (values.length === 0) return t("chip.empty", { field });
      const list = format.list(values, { type: "disjunction" });
      return t(isNegated ? "chip.isNot" : "chip.is", { field, values: list });
    };
    const dates = (condition: DateCondition) => {
      const field = t(`fields.${condition.field}`);
      if ("is" in condition) return t("chip.none", { field });
      const { from, to } = condition;
      if (condition.field === "due" && from === null && to === "today-1") return t("chip.overdue");
      if (from !== null && to !== null && from !== to)
        return t("chip.between", { field, from: day(from), to: day(to) });
      if (from === null) return t("chip.until", { field, day: day(to ?? "today") });
      return t(to === null ? "chip.from" : "chip.on", { field, day: day(from) });
    };
    const describe = (condition: Condition, isNegated: boolean): string => {
      const field = t(`fields.${condition.field}`);
      switch (condition.field) {
        case "project":
        case "section":
        case "label":
        case "assignee":
          return oneOf(
            field,
            condition.is.map((id) => nameOf(condition.field, id)),
            isNegated,
          );
        case "status":
          return oneOf(
            field,
            condition.is.map((status) => t(`values.${status}`)),
            isNegated,
          );
        case "priority":
          return oneOf(
            field,
            condition.is.map((priority) => t(`values.${PRIORITY_TEXTS[priority] ?? "noPriority"}`)),
            isNegated,
          );
        case "text":
          if (condition.contains === "") return t("chip.empty", { field });
          return t(isNegated ? "chip.containsNot" : "chip.contains", { words: condition.contains });
        case "has":
          return t("chip.has", { part: t(`${isNegated ? "noParts" : "parts"}.${condition.is}`) });
        case "is":
          return t("chip.state", { state: t(`${isNegated ? "noStates" : "states"}.${condition.is}`) });
        default:
          return isNegated ? t("chip.not", { condition: dates(condition) }) : dates(condition);
      }
    };
    return ({ condition, isNegated }) => describe(condition, isNegated);
  }, [t, format, day, projects, labels, members, sections]);
}
