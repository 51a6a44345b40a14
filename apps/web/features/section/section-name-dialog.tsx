"use client";

import type { Section } from "@docket/schema/section";
import { useTranslations } from "use-intl";
import { useSectionActions } from "../../entities/project/use-section-actions.ts";
import { NameDialog } from "../../ui/name-dialog.tsx";

type SectionNameDialogProps = { section: Section; onClose: () => void };

/** Dialog for renaming a section. */
export function SectionNameDialog({ section, onClose }: SectionNameDialogProps) {
  const t = useTranslations("project");
  const common = useTranslations("general");
  const actions = useSectionActions();
  return (
    <NameDialog
      title={common("rename")}
      label={t("sectionName", { name: section.name })}
      value={section.name}
      maxLength={200}
      submit={common("save")}
      onSave={(name) => actions.rename(section, name)}
      onClose={onClose}
    />
  );
}
