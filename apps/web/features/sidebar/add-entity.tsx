"use client";

import { COLORS } from "@docket/schema/color-name";
import { uuidv7 } from "@docket/schema/uuid";
import { useTranslations } from "use-intl";
import { useUndoToast } from "../../entities/workspace/use-undo-toast.ts";
import { useReplica } from "../../replica/replica-provider.tsx";
import { ColorField } from "../../ui/color-field.tsx";
import { NameDialog } from "../../ui/name-dialog.tsx";

/** Entities that are added to a workspace by entering a name. */
export type AddedEntity = "project" | "label" | "folder";

const TEXTS = {
  project: { title: "addProject", name: "projectName", maxLength: 200 },
  label: { title: "addLabel", name: "labelName", maxLength: 100 },
  folder: { title: "addFolder", name: "folderName", maxLength: 200 },
} as const;

type AddEntityProps = {
  entity: AddedEntity;
  /** Called with the id of the new entity. */
  onAdded: (entity: AddedEntity, id: string) => void;
  onClose: () => void;
};

/** Dialog for the name of a new project, label or folder and, unless it is a folder, its colour. */
export function AddEntity({ entity, onAdded, onClose }: AddEntityProps) {
  const replica = useReplica();
  const done = useUndoToast();
  const t = useTranslations("navigation");
  const texts = TEXTS[entity];
  return (
    <NameDialog
      title={t(texts.title)}
      label={t(texts.name)}
      maxLength={texts.maxLength}
      submit={t("add")}
      onClose={onClose}
      onSave={(name, form) => {
        const id = uuidv7();
        const color = COLORS.find((one) => one === form.get("color")) ?? "slate";
        const commandId =
          entity === "folder"
            ? replica.write("folder.create", { id, name })
            : replica.write(`${entity}.create`, { id, name, color });
        done(t("added", { name }), commandId);
        onAdded(entity, id);
      }}
    >
      {entity !== "folder" && (
        <ColorField
          label={t("color")}
          name="color"
          defaultValue="slate"
          colors={COLORS.map((value) => ({ value, label: t(`colors.${value}`) }))}
        />
      )}
    </NameDialog>
  );
}
