"use client";

import type { Project } from "@docket/schema/project";
import { ArrowDown, ArrowUp, FolderInput, FolderOutput, Star, StarOff } from "lucide-react";
import { useTranslations } from "use-intl";
import { useArrangement } from "../../entities/workspace/use-arrangement.ts";
import { useFolders } from "../../entities/workspace/use-entities.ts";
import { MenuItem, MenuSeparator } from "../../ui/menu-surface.tsx";

type ProjectItemMenuProps = {
  project: Project;
  /** The projects at the same level, in display order. */
  siblings: readonly Project[];
};

/** Menu items that arrange a project in the sidebar. They cover every move that is possible by dragging. */
export function ProjectItemMenu({ project, siblings }: ProjectItemMenuProps) {
  const t = useTranslations("navigation");
  const folders = useFolders().items;
  const arrangement = useArrangement();
  const at = siblings.findIndex(({ id }) => id === project.id);
  const [above, below] = [siblings[at - 1], siblings[at + 1]];
  return (
    <>
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
          <MenuItem key={id} icon={<FolderInput />} onSelect={() => arrangement.moveProject(project, { folderId: id })}>
            {t("toFolder", { name })}
          </MenuItem>
        ))}
      {project.folderId !== null && (
        <MenuItem icon={<FolderOutput />} onSelect={() => arrangement.moveProject(project, { folderId: null })}>
          {t("outOfFolder")}
        </MenuItem>
      )}
    </>
  );
}
