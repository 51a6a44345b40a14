import type { Folder } from "@docket/schema/folder";
import type { Project } from "@docket/schema/project";
import { expect, test } from "vitest";
import { projectTree } from "./project-tree.ts";
import type { TreeNode } from "./project-tree.ts";

const folder = (id: string, parentId: string | null = null) => ({ id, parentId }) as Folder;
const project = (id: string, folderId: string | null = null, isInbox = false) => ({ id, folderId, isInbox }) as Project;

const names = (nodes: TreeNode[]): unknown[] =>
  nodes.map((node) => (node.kind === "project" ? node.project.id : [node.folder.id, ...names(node.children)]));

test("puts folders before projects on each level, in the given order, without the inbox", () => {
  const folders = [folder("work"), folder("clients", "work"), folder("home")];
  const projects = [
    project("inbox", null, true),
    project("garden", "home"),
    project("loose"),
    project("acme", "clients"),
  ];
  expect(names(projectTree(folders, projects))).toEqual([["work", ["clients", "acme"]], ["home", "garden"], "loose"]);
});

test("puts the contents of a missing folder at the top level", () => {
  expect(names(projectTree([folder("lost", "gone")], [project("garden", "gone")]))).toEqual([["lost"], "garden"]);
});
