"use client";

import type { Project } from "@docket/schema/project";
import { useTranslations } from "use-intl";
import { useProjectActions } from "../../entities/project/use-project-actions.ts";
import { NameDialog } from "../../ui/name-dialog.tsx";
import { ShareDialog } from "../sharing/share-dialog.tsx";
import { ColorDialog } from "./color-dialog.tsx";

/** The dialogs that a project's menu can open. */
export type ProjectQuestion = "share" | "rename" | "color";

type ProjectDialogProps = { project: Project; question: ProjectQuestion; onClose: () => void };

/** The dialog opened by an item of a project's menu. */
export function ProjectDialog({ project, question, onClose }: ProjectDialogProps) {
  const t = useTranslations("project");
  const common = useTranslations("general");
  const actions = useProjectActions();
  if (question === "share") return <ShareDialog project={project} onClose={onClose} />;
  if (question === "color")
    return <ColorDialog project={project} onChoose={(color) => actions.setColor(project, color)} onClose={onClose} />;
  return (
    <NameDialog
      title={common("rename")}
      label={t("name")}
      value={project.name}
      maxLength={200}
      submit={common("save")}
      onSave={(name) => actions.rename(project, name)}
      onClose={onClose}
    />
  );
}
