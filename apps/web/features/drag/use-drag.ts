"use client";

import type { ListedTask } from "@docket/schema/task";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useSectionActions } from "../../entities/project/use-section-actions.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { isManuallyOrdered } from "../../entities/view/task-group.ts";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import type { ViewState } from "../../entities/view/view-state.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { canEditIn, useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { beginDragging } from "./begin-dragging.ts";
import { dayOf, dayUnder, stepToDay } from "./day-drop-target.ts";
import { dragItemOf } from "./drag-item.ts";
import type { DragItem } from "./drag-item.ts";
import { changesAt, foldedAt, dropTargetAt, startOf } from "./drop-target.ts";
import type { DragLayout, DropTarget } from "./drop-target.ts";
import { stepDropTarget } from "./keyboard-drop-target.ts";
import type { Arrow } from "./keyboard-drop-target.ts";
import { INDENT_PX, groupUnder, scrollToTarget, sidebarUnder, tasksUnder } from "./page-geometry.ts";
import type { Point } from "./page-geometry.ts";
import { sectionPlace, sectionDropTarget } from "./section-drop-target.ts";
import type { SectionDropTarget } from "./section-drop-target.ts";
import { useApplyChanges } from "./use-apply-changes.ts";
import { useDragAnnouncements } from "./use-drag-announcements.ts";

export type DragOptions = { title: string; state: ViewState; actions: TaskActions };

/** Manages a drag from start to end: the dragged item, its drop target, and the changes that the drop makes. */
export function useDrag({ title, state, actions }: DragOptions) {
  const scope = useTaskScope();
  const replica = useReplica();
  const notice = useNotice();
  const t = useTranslations("drag");
  const { slug } = useWorkspace();
  const { today, timeZone } = useViewer();
  const projects = useProjects();
  const apply = useApplyChanges(actions);
  const sections = useSectionActions();
  const { announcement, announce } = useDragAnnouncements(title);
  const [dragged, setDragged] = useState<DragItem | null>(null);
  const [dropTarget, setDropTarget] = useState<DropTarget | SectionDropTarget | null>(null);
  const grabbed = useRef<DragItem | null>(null);
  const target = useRef<DropTarget | SectionDropTarget | null>(null);
  const start = useRef<{ point: Point | null; depth: number; finish: () => void } | null>(null);

  const layoutOf = (tasks: readonly ListedTask[], fromKey: string): DragLayout => {
    const groups = scope.shownTasks().groups ?? [];
    const isBoard = state.layout === "board";
    const isOrdered = isManuallyOrdered(
      state,
      groups.map(({ group }) => group),
    );
    return { groups, dragged: tasks, fromKey, isOrdered, isNested: isOrdered && !isBoard, isBoard };
  };
  const updateDropTarget = (next: DropTarget | SectionDropTarget | null, dragLayout: DragLayout | null) => {
    if (JSON.stringify(next) === JSON.stringify(target.current)) return;
    target.current = next;
    setDropTarget(next);
    if (dragLayout && next?.kind !== "section") announce.at(dragLayout, next);
  };
  const end = () => {
    start.current?.finish();
    start.current = null;
    grabbed.current = null;
    target.current = null;
    setDragged(null);
    setDropTarget(null);
  };

  const updateTaskDropTarget = ({ tasks, fromKey, grabbedAt }: Extract<DragItem, { kind: "tasks" }>, point: Point) => {
    const dragLayout = layoutOf(tasks, fromKey);
    const beside = sidebarUnder(point, slug, { date: today, timeZone });
    if (beside) {
      const isAllowed = beside.kind !== "project" || canEditIn(projects.byId.get(beside.projectId));
      return updateDropTarget(isAllowed ? beside : null, dragLayout);
    }
    const day = dayUnder(point, timeZone, grabbedAt);
    if (day) return updateDropTarget(day, dragLayout);
    const across = point.x - (start.current?.point?.x ?? point.x);
    const under = tasksUnder(point, (start.current?.depth ?? 0) + Math.trunc(across / INDENT_PX));
    updateDropTarget(under && dropTargetAt(dragLayout, under), dragLayout);
  };

  return {
    dragged,
    dropTarget,
    announcement,
    dragLayout: dragged?.kind === "tasks" ? layoutOf(dragged.tasks, dragged.fromKey) : null,
    isBoard: state.layout === "board",
    grab: (event: Event): HTMLElement | null => {
      const found = dragItemOf(event, scope);
      if (!found) return null;
      grabbed.current = found;
      return found.element;
    },
    lift: (isByKey: boolean) => {
      const draggedItem = grabbed.current;
      if (!draggedItem) return;
      const release = replica.pause();
      const endDragging = beginDragging();
      start.current = {
        point: null,
        depth: 0,
        finish: () => {
          release();
          endDragging();
        },
      };
      setDragged(draggedItem);
      if (draggedItem.kind === "section") return;
      announce.dragged(draggedItem.tasks);
      const dragLayout = layoutOf(draggedItem.tasks, draggedItem.fromKey);
      const initialTarget = state.layout === "calendar" ? dayOf(draggedItem.tasks, timeZone) : startOf(dragLayout);
      if (initialTarget.kind === "line") start.current.depth = initialTarget.depth;
      if (!isByKey) return;
      target.current = initialTarget;
      setDropTarget(initialTarget);
    },
    move: (point: Point) => {
      const thing = grabbed.current;
      if (!thing || !start.current) return;
      start.current.point ??= point;
      if (thing.kind === "tasks") return updateTaskDropTarget(thing, point);
      const group = groupUnder(point);
      const isFar = group && (state.layout === "board" ? group.across : group.down) > 0.5;
      updateDropTarget(
        group && sectionDropTarget(scope.shownTasks().groups ?? [], thing.id, group.key, isFar === true),
        null,
      );
    },
    step: (arrow: Arrow) => {
      const [thing, dropTarget] = [grabbed.current, target.current];
      if (thing?.kind !== "tasks" || !dropTarget || dropTarget.kind === "section") return;
      const dragLayout = layoutOf(thing.tasks, thing.fromKey);
      const next =
        dropTarget.kind === "date"
          ? stepToDay(dropTarget, arrow, today)
          : stepDropTarget(dragLayout, dropTarget, arrow);
      scrollToTarget(dragLayout, next);
      updateDropTarget(next, dragLayout);
    },
    drop: (isByKey: boolean) => {
      const [thing, dropTarget] = [grabbed.current, target.current];
      if (thing?.kind === "section" && dropTarget?.kind === "section") {
        const place = sectionPlace(scope.shownTasks().groups ?? [], thing.id, dropTarget);
        if (place) sections.move(thing, place);
      }
      if (thing?.kind === "tasks") {
        const dragLayout = layoutOf(thing.tasks, thing.fromKey);
        const changes = dropTarget && dropTarget.kind !== "section" ? changesAt(dragLayout, dropTarget) : [];
        apply(changes);
        const into = dropTarget && dropTarget.kind !== "section" ? foldedAt(dragLayout, dropTarget) : null;
        if (into && changes.length > 0) scope.shownTasks().unfold?.(into);
        announce.dropped(thing.tasks, changes.length > 0);
        if (dropTarget?.kind === "group" && dropTarget.groupKey === thing.fromKey)
          notice({ text: t("sorted"), tone: "plain" });
        if (changes.length > 0) scope.selection.clear();
        const [first] = thing.tasks;
        if (isByKey && first) requestAnimationFrame(() => scope.shownTasks().focus(first.id));
      }
      end();
    },
    cancel: () => {
      if (start.current) announce.cancelled();
      end();
    },
  };
}
