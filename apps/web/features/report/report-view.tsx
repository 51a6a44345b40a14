"use client";

import type { TaskReport } from "@docket/schema/report";
import { useQuery } from "@tanstack/react-query";
import { ChartColumn, Download } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { ProjectChip } from "../../entities/project/project-chip.tsx";
import { useProjectName } from "../../entities/project/use-project-name.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { replaceAddress, useSearch } from "../../navigation/address.tsx";
import { Failed } from "../../trpc/failed.tsx";
import { useTRPC } from "../../trpc/react.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ReportCharts } from "./report-charts.tsx";
import { SPANS, periodStarts, readReportChoice, reportInput, writeReportChoice } from "./report-choice.ts";
import type { ReportChoice } from "./report-choice.ts";
import { periodsOf } from "./report-period.ts";
import { useSaveReport } from "./use-save-report.ts";

/** What was created and completed in the last weeks, in all projects or in one. The choice is stored in the URL. */
export function ReportView() {
  const { id: workspaceId } = useWorkspace();
  const viewer = useViewer();
  const t = useTranslations("report");
  const nameOf = useProjectName();
  const projects = useProjects();
  const search = useSearch();
  const choice = useMemo(() => readReportChoice(search), [search]);
  const answer = useQuery(useTRPC().task.report.queryOptions(reportInput(workspaceId, choice, viewer)));
  const save = useSaveReport();
  const set = (change: Partial<ReportChoice>) =>
    replaceAddress(window.location.pathname + writeReportChoice({ ...choice, ...change }));
  const { today, weekStart } = viewer;
  const periods = useMemo(
    () => answer.data && periodsOf(answer.data, periodStarts(choice.span, { today, weekStart }), today),
    [answer.data, choice.span, today, weekStart],
  );
  const chosen = choice.projectId === null ? undefined : projects.byId.get(choice.projectId);
  const title = chosen ? t("titleOf", { name: nameOf(chosen) }) : t("title");

  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-4xl px-3 pb-24 outline-none sm:px-6">
      <PageTitle title={title} />
      <h1 dir="auto" className="min-h-12 px-1 py-2 text-xl font-semibold">
        {title}
      </h1>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <ProjectChip value={choice.projectId} onChange={(projectId) => set({ projectId })} />
        <Segmented
          label={t("span")}
          value={choice.span}
          choices={SPANS.map((span) => ({ value: span, label: t(`spans.${span}`) }))}
          onChange={(span) => set({ span })}
        />
        {periods && answer.data && (
          <Button className="sm:ms-auto" onClick={() => save(periods, answer.data)}>
            <Download aria-hidden className="size-4" />
            {t("download")}
          </Button>
        )}
      </div>
      {answer.isError && <Failed error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <Skeleton label={t("loading")} />}
      {periods && answer.data && isEmpty(answer.data) && (
        <EmptyState icon={<ChartColumn aria-hidden />} title={t("nothing")}>
          {t("nothingText")}
        </EmptyState>
      )}
      {periods && answer.data && !isEmpty(answer.data) && (
        <ReportCharts report={answer.data} periods={periods} choice={choice} />
      )}
    </main>
  );
}

function isEmpty({ days }: TaskReport): boolean {
  return days.length === 0;
}
