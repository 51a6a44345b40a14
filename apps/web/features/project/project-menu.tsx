"use client";

import type { Project } from "@docket/schema/project";
import { Ellipsis } from "lucide-react";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useActions } from "../../actions/use-actions.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { MenuButton } from "../../ui/menu.tsx";
import type { ProjectQuestion } from "./project-dialog.tsx";

const ProjectMenuItems = lazyComponent(async () => (await import("./project-menu-items.tsx")).ProjectMenuItems);
const ProjectDialog = lazyComponent(async () => (await import("./project-dialog.tsx")).ProjectDialog);

/** The menu of the open project. Not shown for an inbox, for which none of its actions are available. */
export function ProjectMenu({ project }: { project: Project }) {
  const t = useTranslations("project");
  const [question, ask] = useState<ProjectQuestion | null>(null);
  useActions({ "project.share": () => ask("share") });
  return (
    <>
      <MenuButton
        label={t("menu", { name: project.name })}
        className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-text pointer-coarse:size-11"
        face={<Ellipsis aria-hidden className="size-4" />}
      >
        <ProjectMenuItems project={project} onAsk={ask} />
      </MenuButton>
      <Suspense>
        {question && <ProjectDialog project={project} question={question} onClose={() => ask(null)} />}
      </Suspense>
    </>
  );
}
