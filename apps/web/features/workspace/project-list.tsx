"use client";

import type { Folder } from "@docket/schema/folder";
import type { Project } from "@docket/schema/project";
import { ChevronRight, Ellipsis } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { Later } from "../../ui/later.tsx";
import { loadedLater } from "../../ui/loaded-later.ts";
import { MenuButton } from "../../ui/menu.tsx";
import { NameDialog } from "../../ui/name-dialog.tsx";
import { ITEM_MENU, ProjectItem } from "./project-item.tsx";
import { projectTree } from "./project-tree.ts";
import type { TreeNode } from "./project-tree.ts";
import { SideSection } from "./side-section.tsx";
import { useArrangement } from "./use-arrangement.ts";
import type { Arrangement } from "./use-arrangement.ts";
import { useFolded } from "./use-folded.ts";
import { useFolders, useProjects } from "./use-nouns.ts";
import { useWorkspace } from "./workspace-context.tsx";

type Shared = { openIn: ReadonlyMap<string, number>; folders: readonly Folder[]; arrangement: Arrangement };

const FolderItemMenu = loadedLater(async () => (await import("./folder-item-menu.tsx")).FolderItemMenu);
const SideRoom = loadedLater(async () => (await import("../drag/side-room.tsx")).SideRoom);

/** My projects in their folders, in my own order, with how much is open in each. */
export function ProjectList({ openIn }: { openIn: ReadonlyMap<string, number> }) {
  const { role } = useWorkspace();
  const projects = useProjects();
  const folders = useFolders();
  const arrangement = useArrangement();
  const t = useTranslations("navigation");
  const nodes = useMemo(() => projectTree(folders.items, projects.items), [folders.items, projects.items]);
  return (
    <SideSection name="projects" title={t("projects")} add={role === "guest" ? undefined : "project.add"}>
      {nodes.length === 0 && <p className="px-2 py-1 text-muted">{t("noProjects")}</p>}
      <div data-arranged>
        <Level nodes={nodes} openIn={openIn} folders={folders.items} arrangement={arrangement} />
      </div>
      <Later>
        <SideRoom />
      </Later>
    </SideSection>
  );
}

function Level({ nodes, ...shared }: Shared & { nodes: readonly TreeNode[] }) {
  const siblings = nodes.flatMap((node) => (node.kind === "project" ? [node.project] : []));
  return (
    <ul>
      {nodes.map((node) =>
        node.kind === "folder" ? (
          <FolderItem key={node.folder.id} folder={node.folder} nodes={node.children} {...shared} />
        ) : (
          <li key={node.project.id}>
            <Item project={node.project} siblings={siblings} {...shared} />
          </li>
        ),
      )}
    </ul>
  );
}

function Item({ project, siblings, openIn, folders, arrangement }: Shared & { project: Project; siblings: Project[] }) {
  return <ProjectItem {...{ project, siblings, folders, arrangement }} count={openIn.get(project.id)} />;
}

function FolderItem({ folder, nodes, ...shared }: Shared & { folder: Folder; nodes: readonly TreeNode[] }) {
  const t = useTranslations("navigation");
  const common = useTranslations("general");
  const [isFolded, toggle] = useFolded(`folder.${folder.id}`);
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
          <span className="min-w-0 truncate">{folder.name}</span>
        </button>
        <MenuButton label={t("more", { name: folder.name })} className={ITEM_MENU} face={<Ellipsis aria-hidden />}>
          <FolderItemMenu
            folder={folder}
            folders={shared.folders}
            arrangement={shared.arrangement}
            onRename={() => setRenaming(true)}
          />
        </MenuButton>
      </div>
      {!isFolded && (
        <div className="ps-4">
          <Level nodes={nodes} {...shared} />
        </div>
      )}
      {isRenaming && (
        <NameDialog
          title={common("rename")}
          label={t("folderName")}
          value={folder.name}
          maxLength={200}
          submit={common("save")}
          onSave={(name) => shared.arrangement.renameFolder(folder, name)}
          onClose={() => setRenaming(false)}
        />
      )}
    </li>
  );
}
