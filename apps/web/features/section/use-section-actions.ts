"use client";

import type { Section } from "@docket/schema/section";
import { uuidv7 } from "@docket/schema/uuid";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useSync } from "../../sync/sync-provider.tsx";
import { useDone } from "../workspace/use-done.ts";

/** What one can do with the sections of a project; each can be undone from the message about it. */
export function useSectionActions(projectId: string) {
  const sync = useSync();
  const done = useDone();
  const t = useTranslations("project");
  return useMemo(
    () => ({
      create: (name: string) =>
        done(t("addedSection", { name }), sync.write("section.create", { id: uuidv7(), projectId, name })),
      rename: ({ id, version }: Section, name: string) =>
        done(t("renamedSection"), sync.write("section.update", { id, baseVersion: version, set: { name } })),
      setDoneColumn: ({ id, version, name }: Section, isDoneColumn: boolean) =>
        done(
          t("changedSection", { name }),
          sync.write("section.update", { id, baseVersion: version, set: { isDoneColumn } }),
        ),
      move: ({ id, name }: Pick<Section, "id" | "name">, to: { after?: string | null; before?: string }) =>
        done(t("movedSection", { name }), sync.write("section.move", { id, ...to })),
      trash: ({ id, name }: Section) => done(t("deletedSection", { name }), sync.write("section.trash", { id })),
    }),
    [done, projectId, sync, t],
  );
}

export type SectionActions = ReturnType<typeof useSectionActions>;
