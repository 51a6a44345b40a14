"use client";

import type { TaskReport } from "@docket/schema/report";
import { useFormatter, useTranslations } from "use-intl";
import { useProjectName } from "../../entities/project/use-project-name.ts";
import { useMembers, useProjects } from "../../entities/workspace/use-entities.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { BurnUpChart, FlowChart } from "./period-charts.tsx";
import { Ranking } from "./ranking.tsx";
import type { ReportChoice } from "./report-choice.ts";
import type { Period } from "./report-period.ts";
import { usePeriodNames } from "./use-period-names.ts";

type ReportChartsProps = { report: TaskReport; periods: readonly Period[]; choice: ReportChoice };

/** The charts of a report. That of one project also shows how far the project is. */
export function ReportCharts({ report, periods, choice }: ReportChartsProps) {
  const t = useTranslations("report");
  const somebody = useTranslations("activity")("somebody");
  const format = useFormatter();
  const nameOf = useProjectName();
  const projects = useProjects().byId;
  const members = useMembers().byId;
  const names = usePeriodNames(periods);
  const isByWeek = choice.span !== "month";
  const { onTime, late } = report.dated;
  return (
    <div className="flex flex-col gap-4">
      <FlowChart periods={periods} names={names} isByWeek={isByWeek} />
      {choice.projectId !== null && <BurnUpChart periods={periods} names={names} isByWeek={isByWeek} />}
      <p className="rounded-lg border border-line bg-panel p-4">
        <strong className="me-2 text-xl font-semibold tabular-nums">
          {onTime + late === 0 ? "–" : format.number(onTime / (onTime + late), { style: "percent" })}
        </strong>
        {t(onTime + late === 0 ? "nothingDated" : "onTime", { onTime, all: onTime + late })}
      </p>
      <div className="grid gap-4 md:grid-cols-2">
        {choice.projectId === null && report.projects.length > 0 && (
          <Ranking
            title={t("byProject")}
            valueTitle={t("completed")}
            rows={report.projects.map(({ projectId, completed }) => {
              const project = projects.get(projectId);
              return {
                key: projectId,
                name: nameOf(project),
                mark: <ColorDot color={project?.color ?? "slate"} />,
                value: completed,
              };
            })}
          />
        )}
        {report.people.length > 0 && (
          <Ranking
            title={t("byPerson")}
            valueTitle={t("completed")}
            rows={report.people.map(({ userId, completed }) => {
              const name = userId === null ? t("imported") : (members.get(userId)?.name ?? somebody);
              return { key: userId ?? "", name, mark: <Avatar name={name} />, value: completed };
            })}
          />
        )}
      </div>
    </div>
  );
}
