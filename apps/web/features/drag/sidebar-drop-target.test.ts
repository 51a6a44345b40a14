import { expect, test } from "vitest";
import { folderPlace, projectPlace, sidebarDropTarget } from "./sidebar-drop-target.ts";

const folders = [
  { id: "work", parentId: null },
  { id: "clients", parentId: "work" },
  { id: "home", parentId: null },
];
const projects = [
  { id: "a", folderId: null },
  { id: "b", folderId: "clients" },
];
const project = (id: string) => ({ kind: "project", id }) as const;
const folder = (id: string) => ({ kind: "folder", id }) as const;

test("drops a project next to another, into the same folder", () => {
  const dropTarget = sidebarDropTarget(project("a"), project("b"), 0.8, folders);
  expect(dropTarget && projectPlace(dropTarget, projects)).toEqual({ folderId: "clients", after: "b" });
  expect(sidebarDropTarget(project("a"), project("a"), 0.8, folders)).toBeNull();
});

test("drops a project into a folder wherever on the folder the pointer is", () => {
  const dropTarget = sidebarDropTarget(project("a"), folder("home"), 0.1, folders);
  expect(dropTarget && projectPlace(dropTarget, projects)).toEqual({ folderId: "home" });
});

test("drops a folder next to or into another, but not into itself or next to a project", () => {
  const beside = sidebarDropTarget(folder("home"), folder("clients"), 0.1, folders);
  expect(beside && folderPlace(beside, folders)).toEqual({ parentId: "work", before: "clients" });
  const into = sidebarDropTarget(folder("home"), folder("work"), 0.5, folders);
  expect(into && folderPlace(into, folders)).toEqual({ parentId: "work" });
  expect(sidebarDropTarget(folder("work"), folder("clients"), 0.5, folders)).toBeNull();
  expect(sidebarDropTarget(folder("work"), project("a"), 0.5, folders)).toBeNull();
});
