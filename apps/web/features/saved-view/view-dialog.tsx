"use client";

import type { Color } from "@docket/schema/color";
import { COLORS } from "@docket/schema/color-name";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ColorField } from "../../ui/color-field.tsx";
import { NameDialog } from "../../ui/name-dialog.tsx";

type ViewDialogProps = {
  title: string;
  name?: string;
  color?: Color;
  /** Additional fields. */
  children?: ReactNode;
  onSave: (name: string, color: Color, form: FormData) => void;
  onClose: () => void;
};

/** Dialog for the name and colour of a view. */
export function ViewDialog({ title, name, color = "slate", children, onSave, onClose }: ViewDialogProps) {
  const t = useTranslations("savedView");
  const navigation = useTranslations("navigation");
  return (
    <NameDialog
      title={title}
      label={t("name")}
      {...(name === undefined ? {} : { value: name })}
      maxLength={200}
      submit={t("save")}
      onClose={onClose}
      onSave={(typed, form) => onSave(typed, COLORS.find((known) => known === form.get("color")) ?? color, form)}
    >
      {children}
      <ColorField
        label={navigation("color")}
        name="color"
        defaultValue={color}
        colors={COLORS.map((value) => ({ value, label: navigation(`colors.${value}`) }))}
      />
    </NameDialog>
  );
}
