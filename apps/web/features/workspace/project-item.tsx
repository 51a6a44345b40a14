"use client";

import type { Folder } from "@docket/schema/folder";
import type { Project } from "@docket/schema/project";
import { ArrowDown, ArrowUp, Ellipsis, FolderInput, FolderOutput, Star, StarOff } from "lucide-react";
import { useTranslations } from "use-intl";
import { ColorDot } from "../../ui/color-dot.tsx";
import { MenuButton, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { NavLink } from "./nav-link.tsx";
import { projectPath } from "./path.ts";
import type { Arrangement } from "./use-arrangement.ts";
import { useWorkspace } from "./workspace-context.tsx";

type ProjectItemProps = {
  project: Project;
  /** The projects beside it, in their order. */
  siblings: readonly Project[];
  folders: readonly Folder[];
  count: number | undefined;
  arrangement: Arrangement;
};

/** A project in the sidebar, with how it is arranged there; everything that dragging does is in its menu too. */
export function ProjectItem({ project, siblings, folders, count, arrangement }: ProjectItemProps) {
  const { slug } = useWorkspace();
  const t = useTranslations("navigation");
  const at = siblings.findIndex(({ id }) => id === project.id);
  const [above, below] = [siblings[at - 1], siblings[at + 1]];
  return (
    <div className="group/item relative" data-project={project.id}>
      <NavLink href={projectPath(slug, project.id)} icon={<ColorDot color={project.color} />} count={count} hasMenu>
        {project.name}
      </NavLink>
      <MenuButton label={t("more", { name: project.name })} className={ITEM_MENU} face={<Ellipsis aria-hidden />}>
        <MenuItem
          icon={project.isFavourite ? <StarOff /> : <Star />}
          onSelect={() => arrangement.favour(project, !project.isFavourite)}
        >
          {t(project.isFavourite ? "unfavour" : "favour")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          icon={<ArrowUp />}
          isDisabled={!above}
          onSelect={() => above && arrangement.moveProject(project, { before: above.id })}
        >
          {t("moveUp")}
        </MenuItem>
        <MenuItem
          icon={<ArrowDown />}
          isDisabled={!below}
          onSelect={() => below && arrangement.moveProject(project, { after: below.id })}
        >
          {t("moveDown")}
        </MenuItem>
        {folders
          .filter(({ id }) => id !== project.folderId)
          .map(({ id, name }) => (
            <MenuItem
              key={id}
              icon={<FolderInput />}
              onSelect={() => arrangement.moveProject(project, { folderId: id })}
            >
              {t("toFolder", { name })}
            </MenuItem>
          ))}
        {project.folderId !== null && (
          <MenuItem icon={<FolderOutput />} onSelect={() => arrangement.moveProject(project, { folderId: null })}>
            {t("outOfFolder")}
          </MenuItem>
        )}
      </MenuButton>
    </div>
  );
}

/** The button of an item's menu: over the item's end, where its count is otherwise. */
export const ITEM_MENU =
  "absolute end-0.5 top-0.5 grid size-7 place-items-center rounded-md text-muted hover:bg-line hover:text-text pointer-fine:opacity-0 group-focus-within/item:opacity-100 group-hover/item:opacity-100 aria-expanded:opacity-100 pointer-coarse:size-10 [&_svg]:size-4";
