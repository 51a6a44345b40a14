"use client";

import type { Project } from "@docket/schema/project";
import { Ellipsis } from "lucide-react";
import { useTranslations } from "use-intl";
import { projectPath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { MenuButton } from "../../ui/menu.tsx";
import { NavLink } from "./nav-link.tsx";

const ProjectItemMenu = lazyComponent(async () => (await import("./project-item-menu.tsx")).ProjectItemMenu);

type ProjectItemProps = {
  project: Project;
  /** The projects at the same level, in display order. */
  siblings: readonly Project[];
  count: number | undefined;
};

/** A project in the sidebar with its menu. */
export function ProjectItem({ project, siblings, count }: ProjectItemProps) {
  const { slug } = useWorkspace();
  const t = useTranslations("navigation");
  return (
    <div className="group/item relative" data-project={project.id}>
      <NavLink href={projectPath(slug, project.id)} icon={<ColorDot color={project.color} />} count={count} hasMenu>
        {project.name}
      </NavLink>
      <MenuButton label={t("more", { name: project.name })} className={ITEM_MENU} face={<Ellipsis aria-hidden />}>
        <ProjectItemMenu project={project} siblings={siblings} />
      </MenuButton>
    </div>
  );
}

/** Classes of an item's menu button, which replaces the count at the end of the item. */
export const ITEM_MENU =
  "absolute end-0.5 top-0.5 grid size-7 place-items-center rounded-md text-muted hover:bg-line hover:text-text pointer-fine:opacity-0 group-focus-within/item:opacity-100 group-hover/item:opacity-100 aria-expanded:opacity-100 pointer-coarse:size-10 [&_svg]:size-4";
