"use client";

import type { Folder } from "@docket/schema/folder";
import { ChevronRight, Ellipsis } from "lucide-react";
import { Suspense, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { projectTree } from "../../entities/workspace/project-tree.ts";
import type { TreeNode } from "../../entities/workspace/project-tree.ts";
import { useFolders, useProjects } from "../../entities/workspace/use-entities.ts";
import { folderName, useFolded } from "../../entities/workspace/use-folded.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { LazyIsland } from "../../ui/lazy-island.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { ITEM_MENU, ProjectItem } from "./project-item.tsx";
import { SideSection } from "./side-section.tsx";

type LevelProps = { nodes: readonly TreeNode[]; openIn: ReadonlyMap<string, number> };

const FolderItemMenu = lazyComponent(async () => (await import("./folder-item-menu.tsx")).FolderItemMenu);
const FolderNameDialog = lazyComponent(async () => (await import("./folder-name-dialog.tsx")).FolderNameDialog);
const SidebarDragContext = lazyComponent(
  async () => (await import("../drag/sidebar-drag-context.tsx")).SidebarDragContext,
);

/** The viewer's projects in their folders and order, each with its number of open tasks. */
export function ProjectList({ openIn }: { openIn: ReadonlyMap<string, number> }) {
  const { role } = useWorkspace();
  const projects = useProjects();
  const folders = useFolders();
  const t = useTranslations("navigation");
  const nodes = useMemo(() => projectTree(folders.items, projects.items), [folders.items, projects.items]);
  return (
    <SideSection name="projects" title={t("projects")} add={role === "guest" ? undefined : "project.add"}>
      {nodes.length === 0 && <p className="px-2 py-1 text-muted">{t("noProjects")}</p>}
      <div data-arranged>
        <Level nodes={nodes} openIn={openIn} />
      </div>
      <LazyIsland>
        <SidebarDragContext />
      </LazyIsland>
    </SideSection>
  );
}

function Level({ nodes, openIn }: LevelProps) {
  const siblings = nodes.flatMap((node) => (node.kind === "project" ? [node.project] : []));
  return (
    <ul>
      {nodes.map((node) =>
        node.kind === "folder" ? (
          <FolderItem key={node.folder.id} folder={node.folder} nodes={node.children} openIn={openIn} />
        ) : (
          <li key={node.project.id}>
            <ProjectItem project={node.project} siblings={siblings} count={openIn.get(node.project.id)} />
          </li>
        ),
      )}
    </ul>
  );
}

function FolderItem({ folder, nodes, openIn }: LevelProps & { folder: Folder }) {
  const t = useTranslations("navigation");
  const [isFolded, toggle] = useFolded(folderName(folder.id));
  const [isRenaming, setRenaming] = useState(false);
  return (
    <li data-folder={folder.id}>
      <div className="group/item relative" data-folder-head={folder.id}>
        <button
          type="button"
          aria-expanded={!isFolded}
          className="flex min-h-8 w-full items-center gap-2 rounded-md px-2 pe-8 text-start hover:bg-hover pointer-coarse:min-h-11"
          onClick={toggle}
        >
          <ChevronRight
            aria-hidden
            className={`size-4 shrink-0 text-muted ${isFolded ? "rtl:rotate-180" : "rotate-90"}`}
          />
          <span dir="auto" className="min-w-0 truncate">
            {folder.name}
          </span>
        </button>
        <MenuButton label={t("more", { name: folder.name })} className={ITEM_MENU} face={<Ellipsis aria-hidden />}>
          <FolderItemMenu folder={folder} onRename={() => setRenaming(true)} />
        </MenuButton>
      </div>
      {!isFolded && (
        <div className="ps-4">
          <Level nodes={nodes} openIn={openIn} />
        </div>
      )}
      <Suspense>{isRenaming && <FolderNameDialog folder={folder} onClose={() => setRenaming(false)} />}</Suspense>
    </li>
  );
}
