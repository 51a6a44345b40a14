"use client";

import type { Section } from "@docket/schema/section";
import { ArrowDown, ArrowUp, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { MenuButton, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { NameDialog } from "../../ui/name-dialog.tsx";
import type { SectionActions } from "./use-section-actions.ts";

type SectionMenuProps = { section: Section; siblings: readonly Section[]; actions: SectionActions };

/** What can be done with a section, also by who can't drag it. */
export function SectionMenu({ section, siblings, actions }: SectionMenuProps) {
  const t = useTranslations("project");
  const common = useTranslations("general");
  const [isRenaming, setRenaming] = useState(false);
  const at = siblings.findIndex(({ id }) => id === section.id);
  const [above, below] = [siblings[at - 1], siblings[at + 1]];
  return (
    <>
      <MenuButton
        label={t("more", { name: section.name })}
        className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-text pointer-coarse:size-11"
        face={<Ellipsis aria-hidden className="size-4" />}
      >
        <MenuItem icon={<Pencil />} onSelect={() => setRenaming(true)}>
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
        <MenuItem
          isChecked={section.isDoneColumn}
          onSelect={() => actions.setDoneColumn(section, !section.isDoneColumn)}
        >
          {t("doneColumn")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Trash2 />} isDanger onSelect={() => actions.trash(section)}>
          {t("deleteSection")}
        </MenuItem>
      </MenuButton>
      {isRenaming && (
        <NameDialog
          title={common("rename")}
          label={t("sectionName", { name: section.name })}
          value={section.name}
          maxLength={200}
          submit={common("save")}
          onSave={(name) => actions.rename(section, name)}
          onClose={() => setRenaming(false)}
        />
      )}
    </>
  );
}
