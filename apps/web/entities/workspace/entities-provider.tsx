"use client";

import { byRank } from "@docket/schema/rank-order";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useRows } from "../../replica/use-rows.ts";
import { byName } from "./by-name.ts";
import {
  FoldersContext,
  LabelsContext,
  MembersContext,
  ProjectsContext,
  SavedViewsContext,
  useEntityLists,
} from "./use-entities.ts";
import type { EntityList } from "./use-entities.ts";

/** Provides the lists of a workspace that most parts of a page need, so that each is put together only once. */
export function EntitiesProvider({ children }: { children: ReactNode }) {
  const lists = useEntityLists();
  const projects = useRows("project", lists.projects);
  const folders = useRows("folder", lists.folders);
  const labels = useRows("label", lists.labels);
  const views = useRows("view", lists.views);
  const members = useRows("workspace_member", lists.members);
  return (
    <ProjectsContext value={useMemo(() => listOf(projects?.filter(isActive), idOf, byRank), [projects])}>
      <FoldersContext value={useMemo(() => listOf(folders, idOf, byRank), [folders])}>
        <LabelsContext value={useMemo(() => listOf(labels, idOf, byRank), [labels])}>
          <SavedViewsContext value={useMemo(() => listOf(views, idOf, byRank), [views])}>
            <MembersContext value={useMemo(() => listOf(members, userIdOf, byName), [members])}>
              {children}
            </MembersContext>
          </SavedViewsContext>
        </LabelsContext>
      </FoldersContext>
    </ProjectsContext>
  );
}

function listOf<Entity>(
  rows: readonly Entity[] | undefined,
  keyOf: (entity: Entity) => string,
  compare: (left: Entity, right: Entity) => number,
): EntityList<Entity> {
  const items = rows?.toSorted(compare) ?? [];
  return { items, byId: new Map(items.map((entity) => [keyOf(entity), entity])) };
}

const idOf = ({ id }: { id: string }) => id;
const userIdOf = ({ userId }: { userId: string }) => userId;
const isActive = ({ archivedAt }: { archivedAt: string | null }) => archivedAt === null;
