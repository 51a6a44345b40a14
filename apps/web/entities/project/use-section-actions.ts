"use client";

import type { Section } from "@docket/schema/section";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useUndoToast } from "../workspace/use-undo-toast.ts";

/** Returns the actions on a section. Each shows a notice with an undo button. */
export function useSectionActions() {
  const replica = useReplica();
  const done = useUndoToast();
  const t = useTranslations("project");
  return useMemo(
    () => ({
      rename: ({ id, version }: Section, name: string) =>
        done(t("renamedSection"), replica.write("section.update", { id, baseVersion: version, set: { name } })),
      setDoneColumn: ({ id, version, name }: Section, isDoneColumn: boolean) =>
        done(
          t("changedSection", { name }),
          replica.write("section.update", { id, baseVersion: version, set: { isDoneColumn } }),
        ),
      move: ({ id, name }: Pick<Section, "id" | "name">, to: { after?: string | null; before?: string }) =>
        done(t("movedSection", { name }), replica.write("section.move", { id, ...to })),
      trash: ({ id, name }: Section) => done(t("deletedSection", { name }), replica.write("section.trash", { id })),
    }),
    [done, replica, t],
  );
}
