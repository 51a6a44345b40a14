"use client";

import type { Color } from "@docket/schema/color";
import type { Project } from "@docket/schema/project";
import { uuidv7 } from "@docket/schema/uuid";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useUndoToast } from "../workspace/use-undo-toast.ts";

/** Returns the actions on a project. Each shows a notice with an undo button. */
export function useProjectActions() {
  const replica = useReplica();
  const done = useUndoToast();
  const t = useTranslations("project");
  const navigation = useTranslations("navigation");
  return useMemo(() => {
    type Change = { name?: string; color?: Color; isArchived?: boolean };
    const update = ({ id, version }: Project, set: Change) =>
      replica.write("project.update", { id, baseVersion: version, set });
    return {
      rename: (project: Project, name: string) => done(navigation("renamed"), update(project, { name })),
      setColor: (project: Project, color: Color) =>
        done(t("changed", { name: project.name }), update(project, { color })),
      archive: (project: Project) =>
        done(navigation("archivedProject", { name: project.name }), update(project, { isArchived: true })),
      unarchive: (project: Project) =>
        done(t("unarchived", { name: project.name }), update(project, { isArchived: false })),
      favour: ({ id, name }: Project, isFavourite: boolean) =>
        done(t(isFavourite ? "favoured" : "unfavoured", { name }), replica.write("project.move", { id, isFavourite })),
      duplicate: ({ id, name }: Project) =>
        done(t("duplicated", { name }), replica.write("project.duplicate", { id, newId: uuidv7() })),
      trash: ({ id, name }: Project) =>
        done(navigation("deletedProject", { name }), replica.write("project.trash", { id })),
    };
  }, [done, navigation, replica, t]);
}
