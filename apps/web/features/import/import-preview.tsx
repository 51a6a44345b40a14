"use client";

import type { ImportJob } from "@docket/schema/import-job";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { strong } from "../../ui/strong.tsx";
import { useCounts } from "./use-counts.ts";

/** Preview of an import: the counts, the projects, the data that cannot be imported unchanged, and the invalid rows. */
export function ImportPreview({ job, children }: { job: ImportJob; children: ReactNode }) {
  const t = useTranslations("importing");
  const counted = useCounts();
  const { counts, losses, problems, problemCount } = job;
  const { tasks, subtasks, sections, comments, labels } = counts;
  return (
    <section aria-label={t("preview")} className="flex flex-col gap-5">
      <p className="break-words">
        {t.rich("holds", {
          name: job.fileName,
          counts: counted({ tasks, subtasks, sections, comments, labels }),
          b: strong,
        })}
      </p>
      <ProjectTable projects={job.projects} />
      {losses.length > 0 && (
        <div>
          <h2 className="font-semibold">{t("losses")}</h2>
          <ul className="list-disc ps-5">
            {losses.map((loss) => (
              <li key={`${loss.column} ${loss.outcome}`}>
                {t("loss", { column: loss.column, count: loss.count, message: loss.message })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {problemCount > 0 && (
        <details>
          <summary className="min-h-8 font-semibold pointer-coarse:min-h-11">
            {t("problems", { count: problemCount })}
          </summary>
          <ul className="mt-1 list-disc ps-5 break-words">
            {problems.map(({ file, line, message }) => (
              <li key={`${file} ${line} ${message}`}>
                {line === null ? t("problem", { file, message }) : t("problemAt", { file, line, message })}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="flex flex-wrap gap-2">{children}</div>
    </section>
  );
}

function ProjectTable({ projects }: Pick<ImportJob, "projects">) {
  const t = useTranslations("importing");
  return (
    <table className="w-full text-start">
      <caption className="sr-only">{t("projects")}</caption>
      <thead className="text-sm text-muted">
        <tr>
          {[t("project"), t("tasks"), t("sections"), t("known")].map((title, index) => (
            <th key={title} scope="col" className={`py-1 pe-3 font-medium ${index === 0 ? "text-start" : "text-end"}`}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {projects.map((project) => (
          <tr key={project.file} className="border-t border-line">
            <td dir="auto" className="py-1.5 pe-3 break-words">
              {project.name}
            </td>
            <td className="py-1.5 pe-3 text-end tabular-nums">{project.tasks}</td>
            <td className="py-1.5 pe-3 text-end tabular-nums">{project.sections}</td>
            <td className="py-1.5 pe-3 text-end tabular-nums">{project.known}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
