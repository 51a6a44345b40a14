"use client";

import type { Color } from "@docket/schema/color";
import { COLORS } from "@docket/schema/color-name";
import type { Project } from "@docket/schema/project";
import { useTranslations } from "use-intl";
import { ColorField } from "../../ui/color-field.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";

type ColorDialogProps = { project: Project; onChoose: (color: Color) => void; onClose: () => void };

/** Dialog for choosing the colour of a project. */
export function ColorDialog({ project, onChoose, onClose }: ColorDialogProps) {
  const t = useTranslations("navigation");
  const common = useTranslations("general");
  return (
    <Dialog title={t("color")} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const chosen = new FormData(event.currentTarget).get("color");
          const color = COLORS.find((name) => name === chosen);
          onClose();
          if (color && color !== project.color) onChoose(color);
        }}
      >
        <ColorField
          label={project.name}
          name="color"
          defaultValue={project.color}
          colors={COLORS.map((value) => ({ value, label: t(`colors.${value}`) }))}
        />
        <DialogButtons submit={common("save")} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
