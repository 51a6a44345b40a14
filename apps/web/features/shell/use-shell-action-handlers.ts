"use client";

import { useRouter } from "next/navigation";
import { useActions } from "../../actions/use-actions.tsx";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { projectPath, settingsPath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useAppearance } from "../appearance/use-appearance.ts";
import { useUndo } from "../history/use-undo.ts";
import type { SidebarState } from "../sidebar/use-sidebar.ts";

/** Registers the actions that are available on every page of a workspace. */
export function useShellActionHandlers(sidebar: SidebarState): void {
  const router = useRouter();
  const { slug, inboxId } = useWorkspace();
  const { isAdministrator } = useViewer();
  const [, setAppearance] = useAppearance();
  const { undo, redo } = useUndo();
  useActions({
    "history.undo": undo,
    "history.redo": redo,
    "sidebar.toggle": sidebar.toggle,
    "appearance.system": () => setAppearance("system"),
    "appearance.light": () => setAppearance("light"),
    "appearance.dark": () => setAppearance("dark"),
    "go.inbox": inboxId === null ? undefined : () => router.push(projectPath(slug, inboxId)),
    "go.upcoming": () => router.push(`/w/${slug}/upcoming`),
    "go.mine": () => router.push(`/w/${slug}/mine`),
    "go.all": () => router.push(`/w/${slug}/all`),
    "go.activity": () => router.push(`/w/${slug}/activity`),
    "go.notifications": () => router.push(`/w/${slug}/notifications`),
    "go.trash": () => router.push(`/w/${slug}/trash`),
    "go.completed": () => router.push(`/w/${slug}/completed`),
    "go.today": () => router.push(`/w/${slug}/today`),
    "go.settings": () => router.push(settingsPath(slug)),
    "go.administration": isAdministrator ? () => router.push("/admin/users") : undefined,
    "go.import": () => router.push(`/w/${slug}/import`),
  });
}
