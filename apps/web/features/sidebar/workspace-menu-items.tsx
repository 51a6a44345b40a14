"use client";

import type { Workspace } from "@docket/schema/workspace";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { loadPage } from "../../navigation/redirect.ts";
import { MenuItem } from "../../ui/menu-surface.tsx";

/** Menu items for switching to another of the viewer's workspaces. */
export function WorkspaceMenuItems({ workspaces }: { workspaces: readonly Workspace[] }) {
  const { id } = useWorkspace();
  return workspaces.map((workspace) => (
    <MenuItem
      key={workspace.id}
      isChecked={workspace.id === id}
      // Load a full page, because all state of the page belongs to one workspace.
      onSelect={() => loadPage(`/w/${workspace.slug}`)}
    >
      {workspace.name}
    </MenuItem>
  ));
}
