"use client";

import type { DuplicatedProject } from "@docket/schema/project";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { importPath } from "../../entities/workspace/path.ts";
import type { Write } from "../../sync/write.ts";
import { useNotice } from "../../ui/notice.tsx";

/**
 * Returns a stable callback for the results of writes. If a project was too large to be copied by one command, it shows
 * a notice with a link to the progress of the copy.
 */
export function useCopyNotice(slug: string): (write: Write, answer: unknown) => void {
  const notice = useNotice();
  const router = useRouter();
  const t = useTranslations("project");
  const openJob = useRef((_id: string) => {});
  useEffect(() => {
    openJob.current = (id) => router.push(importPath(slug, id));
  });
  return useCallback(
    (write, answer) => {
      if (write.path !== "project.duplicate") return;
      // Safe because it is the output type of this procedure.
      const { importId, name } = answer as DuplicatedProject;
      if (importId === null) return;
      const action = { label: t("showProgress"), run: () => openJob.current(importId) };
      notice({ text: t("copying", { name }), tone: "plain", action });
    },
    [notice, t],
  );
}
