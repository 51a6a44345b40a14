"use client";

import type { ImportJob } from "@docket/schema/import-job";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useTRPC } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { ImportedProjects } from "./imported-projects.tsx";
import { useCounts } from "./use-counts.ts";

type ImportProgressProps = { job: ImportJob; onCancel: () => void; onUndo: () => void; onAnother: () => void };

/** How far an import is, how it ended, and the way to stop it or take it back. */
export function ImportProgress({ job, onCancel, onUndo, onAnother }: ImportProgressProps) {
  const t = useTranslations("importing");
  const { status } = job;
  useFreshPages(status);
  const isMoving = status === "waiting" || status === "running" || status === "undoing";
  const canUndo = status === "done" || status === "cancelled" || status === "failed";
  return (
    <section aria-label={t("start")} className="flex flex-col gap-4">
      <div role="status">
        <Outcome job={job} />
      </div>
      {status === "failed" && <Alert>{job.failure ?? t("failed")}</Alert>}
      {isMoving && (
        <progress
          className="w-full accent-accent"
          max={Math.max(job.totalRows, 1)}
          value={job.doneRows}
          aria-label={t("progress")}
        />
      )}
      {status === "done" && <ImportedProjects job={job} />}
      <div className="flex flex-wrap gap-2">
        {(status === "waiting" || status === "running") && <Button onClick={onCancel}>{t("stop")}</Button>}
        {canUndo && <Button onClick={onUndo}>{t("undo")}</Button>}
        {!isMoving && <Button onClick={onAnother}>{t("another")}</Button>}
      </div>
    </section>
  );
}

function Outcome({ job: { status, made, doneRows, totalRows } }: { job: ImportJob }) {
  const t = useTranslations("importing");
  const counted = useCounts();
  if (status === "undoing") return <p>{t("undoing")}</p>;
  if (status === "waiting" || status === "running") return <p>{t("running", { done: doneRows, total: totalRows })}</p>;
  if (status === "cancelled") return <p>{t("cancelled")}</p>;
  if (status === "undone") return <p>{t("undone")}</p>;
  if (status !== "done") return null;
  const { tasks, sections, comments, labels, projects, found } = made;
  return (
    <p>
      {t("done", { counts: counted({ tasks, sections, comments, labels, projects }) })}{" "}
      {found > 0 && t("found", { count: found })}
    </p>
  );
}

/** The sidebar and the lists show what came and went as soon as an import has ended. */
function useFreshPages(status: ImportJob["status"]): void {
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
