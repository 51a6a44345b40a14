"use client";

import type { Label } from "@docket/schema/label";
import { useTranslations } from "use-intl";
import { NameDialog } from "../../ui/name-dialog.tsx";
import { useLabelActions } from "./use-label-actions.ts";

/** Dialog for renaming a label. */
export function LabelNameDialog({ label, onClose }: { label: Label; onClose: () => void }) {
  const t = useTranslations("navigation");
  const common = useTranslations("general");
  const actions = useLabelActions();
  return (
    <NameDialog
      title={common("rename")}
      label={t("labelName")}
      value={label.name}
      maxLength={100}
      submit={common("save")}
      onSave={(name) => actions.rename(label, name)}
      onClose={onClose}
    />
  );
}
