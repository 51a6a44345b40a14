"use client";

import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { useWorkspaceExport } from "./use-workspace-export.ts";

/** Section for downloading everything in the workspace that the user can read, as a JSON file. */
export function ExportWorkspace() {
  const workspace = useWorkspace();
  const { progress, problem, start, cancel } = useWorkspaceExport(workspace);
  const t = useTranslations("settings.data");
  return (
    <PageSection title={t("workspace")} text={t("workspaceText", { name: workspace.name })}>
      {problem !== null && <Alert>{problem}</Alert>}
      {progress === null ? (
        <Button onClick={() => void start()}>
          <Download aria-hidden className="size-4" />
          {t("workspaceButton")}
        </Button>
      ) : (
        <>
          <ProgressBar label={t("workspaceProgress")} value={progress.done} max={progress.total} />
          <Button onClick={cancel}>{t("workspaceCancel")}</Button>
        </>
      )}
    </PageSection>
  );
}
