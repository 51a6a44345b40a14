import type { Folder } from "@docket/schema/folder";
import type { Project } from "@docket/schema/project";

/** A folder with its contents, or a project. */
export type TreeNode = { kind: "folder"; folder: Folder; children: TreeNode[] } | { kind: "project"; project: Project };

/**
 * Returns the projects as the tree for the sidebar. Each level lists folders before projects, both in the given order.
 * The inbox is not included.
 */
export function projectTree(folders: readonly Folder[], projects: readonly Project[]): TreeNode[] {
  const known = new Set(folders.map(({ id }) => id));
  const parentOf = (id: string | null) => (id !== null && known.has(id) ? id : null);
  const level = (parentId: string | null): TreeNode[] => [
    ...folders
      .filter((folder) => parentOf(folder.parentId) === parentId)
      .map((folder): TreeNode => ({ kind: "folder", folder, children: level(folder.id) })),
    ...projects
      .filter((project) => !project.isInbox && parentOf(project.folderId) === parentId)
      .map((project): TreeNode => ({ kind: "project", project })),
  ];
  return level(null);
}
