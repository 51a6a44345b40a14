"use client";

import type { TaskReport } from "@docket/schema/report";
import { useTranslations } from "use-intl";
import { useProjectName } from "../../entities/project/use-project-name.ts";
import { useMembers, useProjects } from "../../entities/workspace/use-entities.ts";
import { saveFile } from "../../ui/save-file.ts";
import { toCsv } from "./report-csv.ts";
import type { Period } from "./report-period.ts";

/** Returns a function that downloads the numbers of a report as CSV: the periods, then the projects and the people. */
export function useSaveReport(): (periods: readonly Period[], report: TaskReport) => void {
  const t = useTranslations("report");
  const somebody = useTranslations("activity")("somebody");
  const nameOf = useProjectName();
  const projects = useProjects().byId;
  const members = useMembers().byId;
  return (periods, { projects: done, people, dated }) => {
    const rows = [
      [t("from"), t("to"), t("created"), t("completed")],
      ...periods.map(({ start, end, created, completed }) => [start, end, created, completed]),
      [],
      [t("project"), t("completed")],
      ...done.map(({ projectId, completed }) => [nameOf(projects.get(projectId)), completed]),
      [],
      [t("person"), t("completed")],
      ...people.map(({ userId, completed }) => [
        userId === null ? t("imported") : (members.get(userId)?.name ?? somebody),
        completed,
      ]),
      [],
      [t("completedOnTime"), dated.onTime],
      [t("completedLate"), dated.late],
    ];
    saveFile(
      `${t("fileName")} ${periods[0]?.start} ${periods.at(-1)?.end}.csv`,
      // Excel takes a file for UTF-8 only if it begins with a byte order mark.
      new Blob(["\uFEFF", toCsv(rows)], { type: "text/csv" }),
    );
  };
}
