"use client";

import type { Label } from "@docket/schema/label";
import { useTranslations } from "use-intl";
import { useUndoToast } from "../../entities/workspace/use-undo-toast.ts";
import { useReplica } from "../../replica/replica-provider.tsx";

/** Returns the actions on labels. Each can be undone. */
export function useLabelActions() {
  const replica = useReplica();
  const done = useUndoToast();
  const t = useTranslations("navigation");
  return {
    rename: ({ id, version }: Label, name: string) =>
      done(t("renamed"), replica.write("label.update", { id, baseVersion: version, set: { name } })),
    remove: ({ id, name }: Label) => done(t("deletedLabel", { name }), replica.write("label.delete", { id })),
  };
}
