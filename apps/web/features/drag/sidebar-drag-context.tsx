"use client";

import { useRef, useState } from "react";
import { useArrangement } from "../../entities/workspace/use-arrangement.ts";
import { useFolders, useProjects } from "../../entities/workspace/use-entities.ts";
import { beginDragging } from "./begin-dragging.ts";
import { DragFrame, useDragSensors } from "./drag-frame.tsx";
import { DropMark } from "./drop-mark.tsx";
import { DropZone } from "./drop-zone.tsx";
import type { Mark, Point } from "./page-geometry.ts";
import { folderPlace, projectPlace, sidebarDropTarget } from "./sidebar-drop-target.ts";
import type { SidebarItem, SidebarDropTarget } from "./sidebar-drop-target.ts";

const LIST = "#sidebar [data-arranged]";
const ITEMS = "[data-project], [data-folder-head]";

/**
 * Lets users arrange projects and folders in the sidebar by dragging. The arrangement is personal. Keyboard users can
 * make the same moves in the menus of projects and folders.
 */
export function SidebarDragContext() {
  const [projects, folders] = [useProjects(), useFolders()];
  const arrangement = useArrangement();
  const [dragged, setDragged] = useState<SidebarItem | null>(null);
  const [dropTarget, setDropTarget] = useState<SidebarDropTarget | null>(null);
  const grabbed = useRef<SidebarItem | null>(null);
  /** The drop target, also before the next rendering. */
  const target = useRef<SidebarDropTarget | null>(null);
  const finish = useRef<(() => void) | null>(null);
  const nameOf = ({ kind, id }: SidebarItem) => (kind === "project" ? projects : folders).byId.get(id)?.name ?? "";
  const setTarget = (next: SidebarDropTarget | null) => {
    target.current = next;
    setDropTarget(next);
  };
  const end = () => {
    finish.current?.();
    finish.current = null;
    setDragged(null);
    setTarget(null);
  };
  const drop = () => {
    const item = grabbed.current;
    const place = target.current;
    const entity = item && (item.kind === "project" ? projects : folders).byId.get(item.id);
    if (entity && place && "folderId" in entity) arrangement.moveProject(entity, projectPlace(place, projects.items));
    else if (entity && place && "parentId" in entity) arrangement.moveFolder(entity, folderPlace(place, folders.items));
    end();
  };
  const updateDropTarget = (point: Point) => {
    const under = itemAt(document.elementFromPoint(point.x, point.y));
    const item = grabbed.current;
    if (!item || !under) return setTarget(null);
    const { top, height } = under.element.getBoundingClientRect();
    return setTarget(sidebarDropTarget(item, under.item, (point.y - top) / height, folders.items));
  };

  return (
    <DragFrame
      id="sidebar"
      sensors={useDragSensors()}
      grab={(event) => {
        const { target } = event;
        if (event instanceof KeyboardEvent || !(target instanceof Element)) return null;
        if (event instanceof MouseEvent && event.button !== 0) return null;
        const found = target.closest("[aria-haspopup], dialog, [popover]") ? null : itemAt(target);
        grabbed.current = found?.item ?? null;
        return found?.element ?? null;
      }}
      dragged={dragged && { name: nameOf(dragged), count: 1 }}
      onLift={() => {
        finish.current = beginDragging();
        setDragged(grabbed.current);
      }}
      onMove={updateDropTarget}
      onDrop={drop}
      onCancel={end}
    >
      {dragged && <DropZone selector="#sidebar nav" />}
      {dropTarget && <DropMark find={() => markOf(dropTarget)} />}
    </DragFrame>
  );
}

/** Returns the project or folder to which an element in the sidebar belongs. */
function itemAt(target: Element | null): { item: SidebarItem; element: HTMLElement } | null {
  const element = target?.closest<HTMLElement>(ITEMS);
  if (!element?.closest(LIST)) return null;
  const { project, folderHead } = element.dataset;
  if (project !== undefined) return { item: { kind: "project", id: project }, element };
  return folderHead === undefined ? null : { item: { kind: "folder", id: folderHead }, element };
}

function markOf(dropTarget: SidebarDropTarget): Mark | null {
  const { kind, id } = dropTarget.kind === "into" ? { kind: "folder", id: dropTarget.folderId } : dropTarget.item;
  const name = kind === "project" ? "data-project" : "data-folder-head";
  const box = document.querySelector(`${LIST} [${name}="${CSS.escape(id)}"]`)?.getBoundingClientRect();
  if (!box) return null;
  const { top, left, width, height } = box;
  if (dropTarget.kind === "into") return { top, left, width, height };
  return { top: dropTarget.side === "before" ? top : top + height, left, width, height: 0 };
}
