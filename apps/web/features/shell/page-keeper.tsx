"use client";

import type { WorkspaceNow } from "@docket/schema/workspace";
import { dehydrate, useQueryClient } from "@tanstack/react-query";
import type { Query } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLocale } from "use-intl";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { keepPage, replaceKeptPage } from "../../entities/workspace/kept-page.ts";
import { isSignedOut } from "../../trpc/fetch.ts";

/** The small queries that all pages of a workspace need. Larger lists are in the replica. */
const KEPT_QUERIES = new Set(["workspace.list", "preference.list", "notification.count", "reminder.list"]);

/** Stores what pages need to be opened without a connection, when the page is opened and whenever it is left. */
export function PageKeeper({ workspace }: { workspace: WorkspaceNow }) {
  const queryClient = useQueryClient();
  const { today: _, ...viewer } = useViewer();
  const locale = useLocale();
  const viewerKey = JSON.stringify(viewer);
  useEffect(() => {
    // Without a service worker, as over plain HTTP, no page can be opened without a connection.
    if (!("serviceWorker" in navigator)) return;
    const keep = (isOpened: boolean) => {
      // The page is also hidden when it is left after signing out.
      if (isSignedOut()) return;
      const queries = dehydrate(queryClient, { shouldDehydrateQuery: isKept });
      // Safe because the key is this viewer.
      const parsed = JSON.parse(viewerKey) as typeof viewer;
      const page = { viewer: parsed, workspace, locale, queries, keptAt: Date.now() };
      if (isOpened) keepPage(() => localStorage, page);
      else replaceKeptPage(() => localStorage, page);
    };
    const onVisibility = () => document.visibilityState === "hidden" && keep(false);
    keep(true);
    document.addEventListener("visibilitychange", onVisibility);
    return () => document.removeEventListener("visibilitychange", onVisibility);
  }, [locale, queryClient, viewerKey, workspace]);
  return null;
}

function isKept({ queryKey, state }: Query): boolean {
  const [path, input] = queryKey as readonly [readonly string[], { input?: { taskId?: string } }?];
  return state.status === "success" && KEPT_QUERIES.has(path.join(".")) && input?.input?.taskId === undefined;
}
