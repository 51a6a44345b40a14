"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { MAX_ENTITIES } from "../../entities/workspace/entity-limit.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useTRPC } from "../../trpc/react.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { MenuButton } from "../../ui/menu.tsx";

const WorkspaceMenuItems = lazyComponent(async () => (await import("./workspace-menu-items.tsx")).WorkspaceMenuItems);

/** The name of the workspace. For members of several workspaces, it opens a menu for switching between them. */
export function WorkspaceSwitcher() {
  const { name } = useWorkspace();
  const t = useTranslations("navigation");
  const workspaces = useQuery(useTRPC().workspace.list.queryOptions({ limit: MAX_ENTITIES })).data?.items ?? [];
  if (workspaces.length < 2)
    return (
      <p dir="auto" className="min-w-0 grow truncate font-semibold">
        {name}
      </p>
    );
  return (
    <MenuButton
      label={t("switchWorkspace", { name })}
      className="-ms-2 flex min-h-8 min-w-0 grow items-center gap-1.5 rounded-md px-2 text-start font-semibold hover:bg-hover pointer-coarse:min-h-11"
      face={
        <>
          <span dir="auto" className="min-w-0 truncate">
            {name}
          </span>
          <ChevronRight aria-hidden className="size-3.5 shrink-0 rotate-90 text-muted" />
        </>
      }
    >
      <WorkspaceMenuItems workspaces={workspaces} />
    </MenuButton>
  );
}
