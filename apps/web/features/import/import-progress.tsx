"use client";

import type { ImportJob } from "@docket/schema/import-job";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useTRPC } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { canUndoImport, ImportOutcome } from "./import-outcome.tsx";
import { ImportedProjects } from "./imported-projects.tsx";

type ImportProgressProps = { job: ImportJob; onCancel: () => void; onUndo: () => void; onAnother: () => void };

/** The progress and result of an import, with buttons to stop and undo it. */
export function ImportProgress({ job, onCancel, onUndo, onAnother }: ImportProgressProps) {
  const t = useTranslations("importing");
  const { status } = job;
  const isCopy = job.source === "copy";
  useInvalidateOnStatusChange(status);
  const isActive = status === "waiting" || status === "running" || status === "undoing";
  return (
    <section aria-label={t(isCopy ? "copy.progress" : "start")} className="flex flex-col gap-4">
      <div role="status">
        <ImportOutcome job={job} />
      </div>
      {status === "failed" && <Alert>{job.failure ?? t(isCopy ? "copy.failed" : "failed")}</Alert>}
      {isActive && (
        <ProgressBar
          label={t(isCopy ? "copy.progress" : "progress")}
          value={job.doneRows}
          max={Math.max(job.totalRows, 1)}
        />
      )}
      {status === "done" && <ImportedProjects job={job} />}
      <div className="flex flex-wrap gap-2">
        {(status === "waiting" || status === "running") && <Button onClick={onCancel}>{t("stop")}</Button>}
        {canUndoImport(job) && <Button onClick={onUndo}>{t(isCopy ? "copy.undo" : "undo")}</Button>}
        {!isActive && <Button onClick={onAnother}>{t(isCopy ? "copy.toImports" : "another")}</Button>}
      </div>
    </section>
  );
}

/** Invalidates projects, labels and tasks when the status changes, so that the sidebar and lists are up to date. */
function useInvalidateOnStatusChange(status: ImportJob["status"]): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const last = useRef(status);
  useEffect(() => {
    if (last.current === status) return;
    last.current = status;
    void queryClient.invalidateQueries(trpc.project.pathFilter());
    void queryClient.invalidateQueries(trpc.label.pathFilter());
    void queryClient.invalidateQueries(trpc.task.pathFilter());
  }, [queryClient, status, trpc]);
}
