"use client";

import { useQuery } from "@tanstack/react-query";
import { Lock, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { homePath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { inactiveProjects } from "../trash/inactive-projects.ts";

/**
 * Notice that replaces the page of a project that became inaccessible while it was open. Offers to restore the project
 * from the trash.
 */
export function ProjectClosed({ projectId }: { projectId: string }) {
  const t = useTranslations("project.closed");
  const general = useTranslations("general");
  const workspace = useWorkspace();
  const replica = useReplica();
  const past = useQuery(inactiveProjects(useTRPC(), useTRPCClient(), workspace.id, "trashed"));
  const trashed = past.data?.items.find(({ id }) => id === projectId);
  const canRestore = trashed?.role === "manager";
  const title = trashed ? t("trashed", { name: trashed.name }) : t("title");
  return (
    <main id="content" tabIndex={-1} className="outline-none">
      <PageTitle title={title} />
      <div role="status">
        <EmptyState
          icon={trashed ? <Trash2 aria-hidden /> : <Lock aria-hidden />}
          title={title}
          isHeading
          action={
            <div className="flex items-center gap-4">
              {canRestore && (
                <Button look="primary" onClick={() => replica.write("project.restore", { id: projectId })}>
                  {general("restore")}
                </Button>
              )}
              <TextLink href={homePath(workspace)}>{t("back")}</TextLink>
            </div>
          }
        >
          {trashed ? t(canRestore ? "restorable" : "askManager") : t("text")}
        </EmptyState>
      </div>
    </main>
  );
}
