"use client";

import type { Label } from "@docket/schema/label";
import { useTranslations } from "use-intl";
import { useUndoToast } from "../../entities/workspace/use-undo-toast.ts";
import { useSync } from "../../sync/sync-provider.tsx";

/** Returns the actions on labels. Each can be undone. */
export function useLabelActions() {
  const sync = useSync();
  const done = useUndoToast();
  const t = useTranslations("navigation");
  return {
    rename: ({ id, version }: Label, name: string) =>
      done(t("renamed"), sync.write("label.update", { id, baseVersion: version, set: { name } })),
    remove: ({ id, name }: Label) => done(t("deletedLabel", { name }), sync.write("label.delete", { id })),
  };
}
