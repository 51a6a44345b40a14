"use client";

import type { ListedTask } from "@docket/schema/task";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useSync } from "../../sync/sync-provider.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { useSectionActions } from "../section/use-section-actions.ts";
import { useViewer } from "../session/viewer.tsx";
import { useTaskScope } from "../task/task-scope.tsx";
import type { TaskActions } from "../task/use-task-actions.ts";
import { isOrderedByHand } from "../view/task-group.ts";
import type { ViewState } from "../view/view-state.ts";
import { canEditIn, useProjects } from "../workspace/use-nouns.ts";
import { useWorkspace } from "../workspace/workspace-context.tsx";
import { beginDragging } from "./begin-dragging.ts";
import { dayOf, dayUnder, steppedToDay } from "./day-spot.ts";
import { changesAt, foldedAt, spotUnder, startOf } from "./drop-spot.ts";
import type { DragScene, Spot } from "./drop-spot.ts";
import { stepped } from "./key-step.ts";
import type { Arrow } from "./key-step.ts";
import { liftedBy } from "./lifted.ts";
import { STEP, elementAt, groupUnder, sidebarUnder, tasksUnder } from "./page-geometry.ts";
import type { Point } from "./page-geometry.ts";
import { sectionPlace, sectionSpot } from "./section-spot.ts";
import type { SectionSpot } from "./section-spot.ts";
import { useApplyChanges } from "./use-apply-changes.ts";
import { useTold } from "./use-told.ts";

/** What is being dragged. */
export type Lifted =
  | { kind: "tasks"; tasks: ListedTask[]; fromKey: string }
  | { kind: "section"; id: string; name: string };

export type DragOptions = { title: string; state: ViewState; actions: TaskActions };

/** One drag from its beginning to its end: what is lifted, where it would go, and what comes of dropping it. */
export function useDrag({ title, state, actions }: DragOptions) {
  const scope = useTaskScope();
  const sync = useSync();
  const notice = useNotice();
  const t = useTranslations("drag");
  const { slug } = useWorkspace();
  const { today, timeZone } = useViewer();
  const projects = useProjects();
  const apply = useApplyChanges(actions);
  const sections = useSectionActions();
  const { told, tell } = useTold(title);
  const [lifted, setLifted] = useState<Lifted | null>(null);
  const [spot, setSpot] = useState<Spot | SectionSpot | null>(null);
  const grabbed = useRef<Lifted | null>(null);
  const target = useRef<Spot | SectionSpot | null>(null);
  const start = useRef<{ point: Point | null; depth: number; finish: () => void } | null>(null);

  const sceneOf = (tasks: readonly ListedTask[], fromKey: string): DragScene => {
    const groups = scope.shown().groups ?? [];
    const isBoard = state.layout === "board";
    const isOrdered = isOrderedByHand(
      state,
      groups.map(({ group }) => group),
    );
    return { groups, dragged: tasks, fromKey, isOrdered, isNested: isOrdered && !isBoard, isBoard };
  };
  const aim = (next: Spot | SectionSpot | null, scene: DragScene | null) => {
    if (JSON.stringify(next) === JSON.stringify(target.current)) return;
    target.current = next;
    setSpot(next);
    if (scene && next?.kind !== "section") tell.at(scene, next);
  };
  const end = () => {
    start.current?.finish();
    start.current = null;
    grabbed.current = null;
    target.current = null;
    setLifted(null);
    setSpot(null);
  };

  const taskSpot = ({ tasks, fromKey }: Extract<Lifted, { kind: "tasks" }>, point: Point) => {
    const scene = sceneOf(tasks, fromKey);
    const beside = sidebarUnder(point, slug, { date: today, timeZone });
    if (beside) {
      const isAllowed = beside.kind !== "project" || canEditIn(projects.byId.get(beside.projectId));
      return aim(isAllowed ? beside : null, scene);
    }
    const day = dayUnder(point, timeZone);
    if (day) return aim(day, scene);
    const across = point.x - (start.current?.point?.x ?? point.x);
    const under = tasksUnder(point, (start.current?.depth ?? 0) + Math.trunc(across / STEP));
    aim(under && spotUnder(scene, under), scene);
  };

  return {
    lifted,
    spot,
    told,
    scene: lifted?.kind === "tasks" ? sceneOf(lifted.tasks, lifted.fromKey) : null,
    isBoard: state.layout === "board",
    grab: (event: Event): HTMLElement | null => {
      const found = liftedBy(event, scope);
      if (!found) return null;
      grabbed.current = found;
      return found.element;
    },
    lift: (isByKey: boolean) => {
      const thing = grabbed.current;
      if (!thing) return;
      const release = sync.pause();
      const endDragging = beginDragging();
      start.current = {
        point: null,
        depth: 0,
        finish: () => {
          release();
          endDragging();
        },
      };
      setLifted(thing);
      if (thing.kind === "section") return;
      tell.lifted(thing.tasks);
      const scene = sceneOf(thing.tasks, thing.fromKey);
      const here = state.layout === "calendar" ? dayOf(thing.tasks, timeZone) : startOf(scene);
      if (here.kind === "line") start.current.depth = here.depth;
      if (!isByKey) return;
      target.current = here;
      setSpot(here);
    },
    move: (point: Point) => {
      const thing = grabbed.current;
      if (!thing || !start.current) return;
      start.current.point ??= point;
      if (thing.kind === "tasks") return taskSpot(thing, point);
      const group = groupUnder(point);
      const isFar = group && (state.layout === "board" ? group.across : group.down) > 0.5;
      aim(group && sectionSpot(scope.shown().groups ?? [], thing.id, group.key, isFar === true), null);
    },
    step: (arrow: Arrow) => {
      const [thing, spot] = [grabbed.current, target.current];
      if (thing?.kind !== "tasks" || !spot || spot.kind === "section") return;
      const scene = sceneOf(thing.tasks, thing.fromKey);
      const next = spot.kind === "date" ? steppedToDay(spot, arrow, today) : stepped(scene, spot, arrow);
      elementAt(scene, next)?.scrollIntoView({ block: "nearest", inline: "nearest" });
      aim(next, scene);
    },
    drop: (isByKey: boolean) => {
      const [thing, spot] = [grabbed.current, target.current];
      if (thing?.kind === "section" && spot?.kind === "section") {
        const place = sectionPlace(scope.shown().groups ?? [], thing.id, spot);
        if (place) sections.move(thing, place);
      }
      if (thing?.kind === "tasks") {
        const scene = sceneOf(thing.tasks, thing.fromKey);
        const changes = spot && spot.kind !== "section" ? changesAt(scene, spot) : [];
        apply(changes);
        const into = spot && spot.kind !== "section" ? foldedAt(scene, spot) : null;
        if (into && changes.length > 0) scope.shown().unfold?.(into);
        tell.dropped(thing.tasks, changes.length > 0);
        if (spot?.kind === "group" && spot.groupKey === thing.fromKey) notice({ text: t("sorted"), tone: "plain" });
        if (changes.length > 0) scope.selection.clear();
        const [first] = thing.tasks;
        if (isByKey && first) requestAnimationFrame(() => scope.shown().focus(first.id));
      }
      end();
    },
    cancel: () => {
      if (start.current) tell.cancelled();
      end();
    },
  };
}
