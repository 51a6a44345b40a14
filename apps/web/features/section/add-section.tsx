"use client";

import { uuidv7 } from "@docket/schema/uuid";
import { useTranslations } from "use-intl";
import { useUndoToast } from "../../entities/workspace/use-undo-toast.ts";
import { useReplica } from "../../replica/replica-provider.tsx";
import { AddLine } from "../../ui/add-line.tsx";

/** A field that adds a section at the end of a project. */
export function AddSection({ projectId }: { projectId: string }) {
  const replica = useReplica();
  const done = useUndoToast();
  const t = useTranslations("project");
  return (
    <AddLine
      label={t("addSection")}
      maxLength={200}
      onAdd={(name) =>
        done(t("addedSection", { name }), replica.write("section.create", { id: uuidv7(), projectId, name }))
      }
    />
  );
}
