"use client";

import { useActions } from "../../actions/use-actions.tsx";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { projectPath, settingsPath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useNavigate } from "../../navigation/use-navigate.ts";
import { useAppearance } from "../appearance/use-appearance.ts";
import { useUndo } from "../history/use-undo.ts";
import type { SidebarState } from "../sidebar/use-sidebar.ts";

/** Registers the actions that are available on every page of a workspace. */
export function useShellActionHandlers(sidebar: SidebarState): void {
  const navigate = useNavigate();
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
    "go.inbox": inboxId === null ? undefined : () => navigate(projectPath(slug, inboxId)),
    "go.upcoming": () => navigate(`/w/${slug}/upcoming`),
    "go.mine": () => navigate(`/w/${slug}/mine`),
    "go.all": () => navigate(`/w/${slug}/all`),
    "go.activity": () => navigate(`/w/${slug}/activity`),
    "go.report": () => navigate(`/w/${slug}/report`),
    "go.notifications": () => navigate(`/w/${slug}/notifications`),
    "go.trash": () => navigate(`/w/${slug}/trash`),
    "go.completed": () => navigate(`/w/${slug}/completed`),
    "go.today": () => navigate(`/w/${slug}/today`),
    "go.settings": () => navigate(settingsPath(slug)),
    "go.administration": isAdministrator ? () => navigate("/admin/users") : undefined,
    "go.import": () => navigate(`/w/${slug}/import`),
  });
}
