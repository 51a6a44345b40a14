import type { DuplicatedProject } from "@docket/schema/project";
import type { useTranslations } from "use-intl";
import type { useNotice } from "../../ui/notice.tsx";

/** The page's functions for showing the notice. */
type Page = {
  t: ReturnType<typeof useTranslations<never>>;
  notice: ReturnType<typeof useNotice>;
  openJob: (id: string) => void;
};

/**
 * Shows a notice with a link to the progress of a copy, if the project was too large to be copied in one command.
 *
 * @param answer the result of `project.duplicate`
 */
export function showCopyNotice({ t, notice, openJob }: Page, answer: unknown): void {
  // Safe because `answer` is the output of `project.duplicate`.
  const { importId, name } = answer as DuplicatedProject;
  if (importId === null) return;
  const action = { label: t("project.showProgress"), run: () => openJob(importId) };
  notice({ text: t("project.copying", { name }), tone: "plain", action });
}
