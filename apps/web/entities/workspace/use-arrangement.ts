"use client";

import type { Folder } from "@docket/schema/folder";
import type { Project } from "@docket/schema/project";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useFolders } from "./use-entities.ts";
import { useUnfoldFolders } from "./use-folded.ts";
import { useUndoToast } from "./use-undo-toast.ts";

type SidebarPosition = { after?: string | null; before?: string };

/** Returns the actions for arranging the viewer's own sidebar. They do not affect other members. */
export function useArrangement() {
  const replica = useReplica();
  const done = useUndoToast();
  const folders = useFolders();
  const unfold = useUnfoldFolders();
  const t = useTranslations("navigation");
  return useMemo(() => {
    /** Expands a folder and its ancestors, so that an item moved into it stays visible. */
    const show = (folderId: string | null | undefined) => {
      const ancestors: string[] = [];
      for (let id = folderId; id != null; id = folders.byId.get(id)?.parentId) ancestors.push(id);
      unfold(ancestors);
    };
    return {
      favour: ({ id }: Project, isFavourite: boolean) => {
        replica.write("project.move", { id, isFavourite });
      },
      moveProject: ({ id }: Project, to: SidebarPosition & { folderId?: string | null }) => {
        replica.write("project.move", { id, ...to });
        show(to.folderId);
      },
      moveFolder: ({ id }: Folder, to: SidebarPosition & { parentId?: string | null }) => {
        replica.write("folder.move", { id, ...to });
        show(to.parentId);
      },
      renameFolder: ({ id, version }: Folder, name: string) =>
        done(t("renamed"), replica.write("folder.update", { id, baseVersion: version, set: { name } })),
      deleteFolder: ({ id, name }: Folder) =>
        done(t("deletedFolder", { name }), replica.write("folder.delete", { id })),
    };
  }, [done, folders, replica, t, unfold]);
}
