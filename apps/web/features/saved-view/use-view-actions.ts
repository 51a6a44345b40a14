"use client";

import type { Color } from "@docket/schema/color";
import { uuidv7 } from "@docket/schema/uuid";
import type { View, ViewScope } from "@docket/schema/view";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { SavedState } from "../../entities/view/saved-view-state.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { canEditIn, useProjects } from "../../entities/workspace/use-entities.ts";
import { useUndoToast } from "../../entities/workspace/use-undo-toast.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useReplica } from "../../replica/replica-provider.tsx";

/** The scope of a new view. */
export type NewViewScope = { scope: ViewScope; projectId: string | null };

/** Returns the actions on saved views. Each can be undone. */
export function useViewActions() {
  const replica = useReplica();
  const done = useUndoToast();
  const t = useTranslations("savedView");
  const navigation = useTranslations("navigation");
  return useMemo(
    () => ({
      /** Creates a view and returns its id. */
      save: (name: string, color: Color, whose: NewViewScope, state: SavedState) => {
        const id = uuidv7();
        done(t("saved", { name }), replica.write("view.create", { id, name, color, ...whose, ...state }));
        return id;
      },
      change: ({ id, version, name }: View, set: Partial<SavedState> & { name?: string; color?: Color }) =>
        done(t("saved", { name: set.name ?? name }), replica.write("view.update", { id, baseVersion: version, set })),
      move: ({ id }: View, to: { after: string } | { before: string }) =>
        done(navigation("moved"), replica.write("view.move", { id, ...to })),
      remove: ({ id, name }: View) => done(t("deleted", { name }), replica.write("view.delete", { id })),
    }),
    [done, navigation, replica, t],
  );
}

/**
 * Returns a function that checks whether the user can change a view. Users can change their own views, editors the
 * views of their project, and everyone except guests the views of the workspace.
 */
export function useCanEditView(): (view: View) => boolean {
  const { role } = useWorkspace();
  const { userId } = useViewer();
  const projects = useProjects().byId;
  return ({ scope, ownerId, projectId }) => {
    if (scope === "user") return ownerId === userId;
    if (scope === "project") return canEditIn(projectId === null ? undefined : projects.get(projectId));
    return role !== "guest";
  };
}
