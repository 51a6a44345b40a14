import type { ImportJob } from "@docket/schema/import-job";
import type { ReactNode } from "react";

/** What an import would do: how much, into which projects, what is kept in another way, and which rows are odd. */
export function ImportPreview({ job, children }: { job: ImportJob; children: ReactNode }) {
  const { counts, projects, losses, problems, problemCount } = job;
  return (
    <section aria-label="Preview" className="flex flex-col gap-5">
      <p>
        <strong>{job.fileName}</strong> holds {count(counts.tasks, "task")}
        {counts.subtasks > 0 && ` (${count(counts.subtasks, "sub-task")})`}, {count(counts.sections, "section")},{" "}
        {count(counts.comments, "comment")} and {count(counts.labels, "label")}.
      </p>
      <table className="w-full text-start">
        <caption className="sr-only">Projects in the file</caption>
        <thead className="text-sm text-muted">
          <tr>
            {["Project", "Tasks", "Sections", "Already here"].map((title) => (
              <th key={title} scope="col" className="py-1 pe-3 text-start font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {projects.map((project) => (
            <tr key={project.file} className="border-t border-line">
              <td className="py-1.5 pe-3 break-words">{project.name}</td>
              <td className="py-1.5 pe-3 tabular-nums">{project.tasks}</td>
              <td className="py-1.5 pe-3 tabular-nums">{project.sections}</td>
              <td className="py-1.5 tabular-nums">{project.known}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {losses.length > 0 && (
        <div>
          <h2 className="font-semibold">Kept in another way</h2>
          <ul className="list-disc ps-5">
            {losses.map((loss) => (
              <li key={`${loss.column} ${loss.outcome}`}>
                {loss.column} ({loss.count}): {loss.message}
              </li>
            ))}
          </ul>
        </div>
      )}
      {problemCount > 0 && (
        <details>
          <summary className="font-semibold">Rows to know about ({problemCount})</summary>
          <ul className="mt-1 list-disc ps-5">
            {problems.map((problem) => (
              <li key={`${problem.file} ${problem.line} ${problem.message}`}>
                {problem.file}
                {problem.line !== null && `, line ${problem.line}`}: {problem.message}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div>{children}</div>
    </section>
  );
}

/** A number with its noun. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
