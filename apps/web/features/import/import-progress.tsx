"use client";

import type { ImportJob } from "@docket/schema/import-job";
import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { useTRPC } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { count } from "./import-preview.tsx";

type ImportProgressProps = { job: ImportJob; slug: string; onCancel: () => void; onUndo: () => void };

/** How far an import is, how it ended, and the way to stop it or take it back. */
export function ImportProgress({ job, slug, onCancel, onUndo }: ImportProgressProps) {
  const { status, made } = job;
  useFreshSidebar(status);
  const isMoving = status === "waiting" || status === "running" || status === "undoing";
  const canUndo = status === "done" || status === "cancelled" || status === "failed";
  return (
    <section aria-label="Import" className="flex flex-col gap-4">
      <div role="status">
        {isMoving && (
          <p>
            {status === "undoing" ? "Taking the import back…" : `Importing… ${job.doneRows} of ${job.totalRows} rows`}
          </p>
        )}
        {status === "done" && (
          <p>
            Imported {count(made.tasks, "task")}, {count(made.sections, "section")} and{" "}
            {count(made.comments, "comment")} into {count(made.projects, "new project")}.{" "}
            {made.found > 0 && `${count(made.found, "row")} had been imported before.`}
          </p>
        )}
        {status === "cancelled" && <p>Stopped. What was imported until then is there; you can take it back.</p>}
        {status === "undone" && <p>Taken back. The file can be imported again.</p>}
      </div>
      {status === "failed" && <Alert>{job.failure ?? "The import stopped."}</Alert>}
      {isMoving && (
        <progress
          className="w-full accent-accent"
          max={Math.max(job.totalRows, 1)}
          value={job.doneRows}
          aria-label="Progress of the import"
        />
      )}
      <div className="flex flex-wrap gap-2">
        {(status === "waiting" || status === "running") && <Button onClick={onCancel}>Stop</Button>}
        {canUndo && <Button onClick={onUndo}>Undo the import</Button>}
        {status === "done" && (
          <Link
            href={`/w/${slug}`}
            className="inline-flex min-h-9 items-center rounded-md px-3 font-medium text-accent underline"
          >
            To my tasks
          </Link>
        )}
      </div>
    </section>
  );
}

/** The sidebar shows new projects and counts as soon as an import has ended. */
function useFreshSidebar(status: ImportJob["status"]): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const last = useRef(status);
  useEffect(() => {
    if (last.current === status) return;
    last.current = status;
    void queryClient.invalidateQueries(trpc.project.pathFilter());
    void queryClient.invalidateQueries(trpc.task.pathFilter());
  }, [queryClient, status, trpc]);
}
