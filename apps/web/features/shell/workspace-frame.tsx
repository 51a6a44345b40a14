"use client";

import type { WorkspaceNow } from "@docket/schema/workspace";
import type { ReactNode } from "react";
import { ActionProvider } from "../../actions/use-actions.tsx";
import { DraftProvider } from "../../entities/draft/use-draft.tsx";
import { ViewerProvider } from "../../entities/viewer/viewer.tsx";
import type { Viewer } from "../../entities/viewer/viewer.tsx";
import { WorkspaceProvider } from "../../entities/workspace/workspace-context.tsx";
import { Shell } from "./shell.tsx";
import { WorkspaceData } from "./workspace-data.tsx";

type WorkspaceFrameProps = { viewer: Viewer; workspace: WorkspaceNow; children: ReactNode };

/** The sidebar and the panel of a workspace around its page, with everything that they share. */
export function WorkspaceFrame({ viewer, workspace, children }: WorkspaceFrameProps) {
  return (
    <ViewerProvider viewer={viewer}>
      <WorkspaceProvider workspace={workspace}>
        <DraftProvider>
          <ActionProvider>
            <WorkspaceData key={workspace.id} workspace={workspace}>
              <Shell>{children}</Shell>
            </WorkspaceData>
          </ActionProvider>
        </DraftProvider>
      </WorkspaceProvider>
    </ViewerProvider>
  );
}
