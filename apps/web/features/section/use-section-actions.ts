"use client";

import type { Section } from "@docket/schema/section";
import { uuidv7 } from "@docket/schema/uuid";
import { useMemo } from "react";
import { useSync } from "../../sync/sync-provider.tsx";
import { useDone } from "../workspace/use-done.ts";

/** What one can do with the sections of a project; each can be undone from the message about it. */
export function useSectionActions(projectId: string) {
  const sync = useSync();
  const done = useDone();
  return useMemo(
    () => ({
      create: (name: string) =>
        done(`Added “${name}”.`, sync.write("section.create", { id: uuidv7(), projectId, name })),
      rename: ({ id, version }: Section, name: string) =>
        done("Renamed.", sync.write("section.update", { id, baseVersion: version, set: { name } })),
      trash: ({ id, name }: Section) => done(`Deleted “${name}”.`, sync.write("section.trash", { id })),
    }),
    [done, projectId, sync],
  );
}

export type SectionActions = ReturnType<typeof useSectionActions>;
