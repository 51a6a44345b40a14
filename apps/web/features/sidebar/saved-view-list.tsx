"use client";

import type { View } from "@docket/schema/view";
import { Ellipsis } from "lucide-react";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { savedViewPath } from "../../entities/workspace/path.ts";
import { useProjects, useSavedViews } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { MenuButton } from "../../ui/menu.tsx";
import { ViewIcon } from "../saved-view/view-icon.tsx";
import { NavLink } from "./nav-link.tsx";
import { ITEM_MENU } from "./project-item.tsx";
import { SideSection } from "./side-section.tsx";

const ViewMenuItems = lazyComponent(async () => (await import("../saved-view/view-menu-items.tsx")).ViewMenuItems);
const EditViewDialog = lazyComponent(async () => (await import("../saved-view/edit-view-dialog.tsx")).EditViewDialog);

const SCOPES = ["user", "project", "workspace"] as const;

/** The saved views of the user, their projects and the workspace. Renders nothing if there are none. */
export function SavedViewList() {
  const { slug } = useWorkspace();
  const views = useSavedViews().items;
  const projects = useProjects().byId;
  const t = useTranslations("navigation");
  const [editing, setEditing] = useState<View | null>(null);
  if (views.length === 0) return null;
  const ordered = SCOPES.flatMap((scope) => views.filter((view) => view.scope === scope));
  return (
    <SideSection name="views" title={t("views")}>
      <ul>
        {ordered.map((view) => (
          <li key={view.id} className="group/item relative" data-view={view.id}>
            <NavLink href={savedViewPath(slug, view.id)} icon={<ViewIcon color={view.color} />} hasMenu>
              {view.name}
              {view.projectId !== null && (
                <span className="ps-1.5 text-xs font-normal text-muted">{projects.get(view.projectId)?.name}</span>
              )}
            </NavLink>
            <MenuButton label={t("more", { name: view.name })} className={ITEM_MENU} face={<Ellipsis aria-hidden />}>
              <ViewMenuItems view={view} onEdit={() => setEditing(view)} />
            </MenuButton>
          </li>
        ))}
      </ul>
      <Suspense>{editing && <EditViewDialog view={editing} onClose={() => setEditing(null)} />}</Suspense>
    </SideSection>
  );
}
