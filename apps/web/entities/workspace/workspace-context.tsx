"use client";

import type { Workspace } from "@docket/schema/workspace";
import { createContext, useContext } from "react";
import type { ReactNode } from "react";

const WorkspaceContext = createContext<Workspace | null>(null);

/** Returns the workspace of the page, as the viewer sees it. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("There is no WorkspaceProvider.");
  return workspace;
}

export function WorkspaceProvider({ workspace, children }: { workspace: Workspace; children: ReactNode }) {
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;
}
