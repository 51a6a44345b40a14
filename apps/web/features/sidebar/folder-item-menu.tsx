"use client";

import type { Folder } from "@docket/schema/folder";
import { ArrowDown, ArrowUp, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { useArrangement } from "../../entities/workspace/use-arrangement.ts";
import { useFolders } from "../../entities/workspace/use-entities.ts";
import { MenuItem } from "../../ui/menu-surface.tsx";

type FolderItemMenuProps = { folder: Folder; onRename: () => void };

/** Menu items for a folder in the sidebar. */
export function FolderItemMenu({ folder, onRename }: FolderItemMenuProps) {
  const t = useTranslations("navigation");
  const common = useTranslations("general");
  const arrangement = useArrangement();
  const siblings = useFolders().items.filter(({ parentId }) => parentId === folder.parentId);
  const at = siblings.findIndex(({ id }) => id === folder.id);
  const [above, below] = [siblings[at - 1], siblings[at + 1]];
  const move = (place: { before: string } | { after: string }) => arrangement.moveFolder(folder, place);
  return (
    <>
      <MenuItem icon={<Pencil />} onSelect={onRename}>
        {common("rename")}
      </MenuItem>
      <MenuItem icon={<ArrowUp />} isDisabled={!above} onSelect={() => above && move({ before: above.id })}>
        {t("moveUp")}
      </MenuItem>
      <MenuItem icon={<ArrowDown />} isDisabled={!below} onSelect={() => below && move({ after: below.id })}>
        {t("moveDown")}
      </MenuItem>
      <MenuItem icon={<Trash2 />} isDanger onSelect={() => arrangement.deleteFolder(folder)}>
        {common("delete")}
      </MenuItem>
    </>
  );
}
