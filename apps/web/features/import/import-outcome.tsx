"use client";

import type { ImportJob } from "@docket/schema/import-job";
import { useTranslations } from "use-intl";
import { useCounts } from "./use-counts.ts";

type Progress = Pick<ImportJob, "source" | "status" | "made" | "doneRows" | "totalRows">;

/** The progress or result of an import, as a sentence. */
export function ImportOutcome({ job: { source, status, made, doneRows, totalRows } }: { job: Progress }) {
  const t = useTranslations("importing");
  const counted = useCounts();
  const isCopy = source === "copy";
  if (status === "undoing") return <p>{t(isCopy ? "copy.undoing" : "undoing")}</p>;
  if (status === "waiting" || status === "running") {
    return <p>{t(isCopy ? "copy.running" : "running", { done: doneRows, total: totalRows })}</p>;
  }
  if (status === "cancelled") return <p>{t(isCopy ? "copy.cancelled" : "cancelled")}</p>;
  if (status === "undone") return <p>{t(isCopy ? "copy.undone" : "undone")}</p>;
  if (status !== "done") return null;
  const { tasks, sections, comments, labels, projects, found, left } = made;
  return (
    <p>
      {t(isCopy ? "copy.done" : "done", {
        counts: counted({ tasks, sections, comments, labels, projects: isCopy ? 0 : projects }),
      })}{" "}
      {found > 0 && t("found", { count: found })} {left > 0 && t("left", { count: left })}
    </p>
  );
}

/** Returns whether an import has ended and created something, so that it can be undone. */
export function canUndoImport({ status, made }: Progress): boolean {
  const { projects, sections, tasks, comments, labels } = made;
  const hasEnded = status === "done" || status === "cancelled" || status === "failed";
  return hasEnded && projects + sections + tasks + comments + labels > 0;
}
