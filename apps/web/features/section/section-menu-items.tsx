"use client";

import type { Section } from "@docket/schema/section";
import { ArrowDown, ArrowUp, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { useSectionActions } from "../../entities/project/use-section-actions.ts";
import { MenuItem, MenuSeparator } from "../../ui/menu-surface.tsx";

type SectionMenuItemsProps = {
  section: Section;
  siblings: readonly Section[];
  onRename: () => void;
};

/** The actions on a section, including moves for users who cannot drag. */
export function SectionMenuItems({ section, siblings, onRename }: SectionMenuItemsProps) {
  const t = useTranslations("project");
  const common = useTranslations("general");
  const actions = useSectionActions();
  const at = siblings.findIndex(({ id }) => id === section.id);
  const [above, below] = [siblings[at - 1], siblings[at + 1]];
  return (
    <>
      <MenuItem icon={<Pencil />} onSelect={onRename}>
        {common("rename")}
      </MenuItem>
      <MenuItem
        icon={<ArrowUp />}
        isDisabled={!above}
        onSelect={() => above && actions.move(section, { before: above.id })}
      >
        {t("moveSectionUp")}
      </MenuItem>
      <MenuItem
        icon={<ArrowDown />}
        isDisabled={!below}
        onSelect={() => below && actions.move(section, { after: below.id })}
      >
        {t("moveSectionDown")}
      </MenuItem>
      <MenuItem isChecked={section.isDoneColumn} onSelect={() => actions.setDoneColumn(section, !section.isDoneColumn)}>
        {t("doneColumn")}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Trash2 />} isDanger onSelect={() => actions.trash(section)}>
        {t("deleteSection")}
      </MenuItem>
    </>
  );
}
