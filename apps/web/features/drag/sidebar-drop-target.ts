import type { Folder } from "@docket/schema/folder";
import type { Project } from "@docket/schema/project";

/** A project or folder in the sidebar. */
export type SidebarItem = { kind: "project" | "folder"; id: string };

/** The drop target of a sidebar item: next to an item of the same kind, or into a folder. */
export type SidebarDropTarget =
  | { kind: "beside"; item: SidebarItem; side: "before" | "after" }
  | { kind: "into"; folderId: string };

/**
 * Fraction of a folder's height, at its top and at its bottom, in which another folder is dropped next to it instead of
 * into it.
 */
const EDGE = 0.3;

/**
 * Returns the drop target of a dragged sidebar item, given the item under the pointer; null if it cannot be dropped
 * there.
 *
 * @param fraction vertical position of the pointer in the item under it, from 0 to 1
 */
export function sidebarDropTarget(
  dragged: SidebarItem,
  under: SidebarItem,
  fraction: number,
  folders: readonly Pick<Folder, "id" | "parentId">[],
): SidebarDropTarget | null {
  const side = fraction < 0.5 ? "before" : "after";
  if (under.kind === "project")
    return dragged.kind === "folder" || dragged.id === under.id ? null : { kind: "beside", item: under, side };
  if (dragged.kind === "project") return { kind: "into", folderId: under.id };
  if (isWithin(under.id, dragged.id, folders)) return null;
  return fraction < EDGE || fraction > 1 - EDGE
    ? { kind: "beside", item: under, side }
    : { kind: "into", folderId: under.id };
}

/** Returns whether a folder is `outer` or inside it. */
function isWithin(id: string | null, outer: string, folders: readonly Pick<Folder, "id" | "parentId">[]): boolean {
  if (id === null || id === outer) return id === outer;
  return isWithin(folders.find((folder) => folder.id === id)?.parentId ?? null, outer, folders);
}

type Beside = { before?: string; after?: string };

/** Converts the drop target into input for the command that moves projects. */
export function projectPlace(
  dropTarget: SidebarDropTarget,
  projects: readonly Pick<Project, "id" | "folderId">[],
): Beside & { folderId: string | null } {
  if (dropTarget.kind === "into") return { folderId: dropTarget.folderId };
  const folderId = projects.find(({ id }) => id === dropTarget.item.id)?.folderId ?? null;
  return dropTarget.side === "before"
    ? { folderId, before: dropTarget.item.id }
    : { folderId, after: dropTarget.item.id };
}

/** Converts the drop target into input for the command that moves folders. */
export function folderPlace(
  dropTarget: SidebarDropTarget,
  folders: readonly Pick<Folder, "id" | "parentId">[],
): Beside & { parentId: string | null } {
  if (dropTarget.kind === "into") return { parentId: dropTarget.folderId };
  const parentId = folders.find(({ id }) => id === dropTarget.item.id)?.parentId ?? null;
  return dropTarget.side === "before"
    ? { parentId, before: dropTarget.item.id }
    : { parentId, after: dropTarget.item.id };
}
