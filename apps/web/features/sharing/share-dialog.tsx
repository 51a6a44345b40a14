"use client";

import type { Project } from "@docket/schema/project";
import { useTranslations } from "use-intl";
import { homePath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useNavigate } from "../../navigation/use-navigate.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, closeDialog } from "../../ui/dialog.tsx";
import { ProjectPeople } from "./project-people.tsx";

/** Dialog with the members of a project. */
export function ShareDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const t = useTranslations("sharing");
  const common = useTranslations("general");
  const navigate = useNavigate();
  const workspace = useWorkspace();
  return (
    <Dialog title={t("share", { name: project.name })} shape="wide" onClose={onClose}>
      <ProjectPeople project={project} onLeave={() => navigate(homePath(workspace))} />
      <div className="mt-5 flex justify-end">
        <Button onClick={(event) => closeDialog(event.currentTarget)}>{common("close")}</Button>
      </div>
    </Dialog>
  );
}
