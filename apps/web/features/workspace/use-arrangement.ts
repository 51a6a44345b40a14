"use client";

import type { Folder } from "@docket/schema/folder";
import type { Project } from "@docket/schema/project";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useSync } from "../../sync/sync-provider.tsx";
import { useDone } from "./use-done.ts";

type Place = { after?: string | null; before?: string };

/** What I can do with my own sidebar: nobody else's changes. */
export function useArrangement() {
  const sync = useSync();
  const done = useDone();
  const t = useTranslations("navigation");
  return useMemo(
    () => ({
      favour: ({ id }: Project, isFavourite: boolean) => {
        sync.write("project.move", { id, isFavourite });
      },
      moveProject: ({ id }: Project, to: Place & { folderId?: string | null }) => {
        sync.write("project.move", { id, ...to });
      },
      moveFolder: ({ id }: Folder, to: Place & { parentId?: string | null }) => {
        sync.write("folder.move", { id, ...to });
      },
      renameFolder: ({ id, version }: Folder, name: string) =>
        done(t("renamed"), sync.write("folder.update", { id, baseVersion: version, set: { name } })),
      deleteFolder: ({ id, name }: Folder) => done(t("deletedFolder", { name }), sync.write("folder.delete", { id })),
    }),
    [done, sync, t],
  );
}
