"use client";

import { KeyboardSensor, useSensor } from "@dnd-kit/core";
import type { KeyboardCoordinateGetter } from "@dnd-kit/core";
import { useEffect, useMemo, useRef } from "react";
import { DragFrame, useDragSensors } from "./drag-frame.tsx";
import { DropMark } from "./drop-mark.tsx";
import { DropZone } from "./drop-zone.tsx";
import type { Arrow } from "./keyboard-drop-target.ts";
import { markAt, sectionMark } from "./page-geometry.ts";
import { useDrag } from "./use-drag.ts";
import type { DragOptions } from "./use-drag.ts";

const KEYS = { start: ["Space"], end: ["Space", "Enter"], cancel: ["Escape", "Tab"] };
const ARROWS: Record<string, Arrow> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "back", ArrowRight: "on" };

/**
 * Adds dragging by mouse, touch and keyboard to a view. Tasks can be dragged between rows, groups and columns and onto
 * the sidebar; sections can be reordered. Elements are found by their data attributes.
 */
export function TaskDragContext(options: DragOptions) {
  const drag = useDrag(options);
  const { dragged, dropTarget, dragLayout } = drag;
  const step = useRef(drag.step);
  useEffect(() => {
    step.current = drag.step;
  });
  const keyboard = useMemo(() => {
    const coordinateGetter: KeyboardCoordinateGetter = (event) => {
      const arrow = ARROWS[event.code];
      if (!arrow) return;
      event.preventDefault();
      // The keyboard moves between drop targets, so nothing needs to be measured.
      step.current(arrow);
    };
    return { keyboardCodes: KEYS, coordinateGetter };
  }, []);
  const sensors = useDragSensors(useSensor(KeyboardSensor, keyboard));
  const groups = options.state.layout === "board" ? (dragLayout?.groups ?? []) : [];
  // The elements that scroll when a task is dragged to their edge.
  const zones = groups.map(({ group }) => `main [data-group="${CSS.escape(group.key)}"] [data-cards]`);

  return (
    <DragFrame
      id="tasks"
      sensors={sensors}
      grab={drag.grab}
      dragged={
        dragged && {
          name: dragged.kind === "section" ? dragged.name : (dragged.tasks[0]?.title ?? ""),
          count: dragged.kind === "section" ? 1 : dragged.tasks.length,
        }
      }
      onLift={drag.lift}
      onMove={drag.move}
      onDrop={drag.drop}
      onCancel={drag.cancel}
    >
      {dragged && <DropZone selector="#sidebar nav" />}
      {zones.map((selector) => (
        <DropZone key={selector} selector={selector} />
      ))}
      {dragLayout && options.state.layout === "calendar" && options.state.range === "week" && (
        <DropZone selector="main [role=grid]" />
      )}
      {dragLayout && (
        <style>{`${dragLayout.dragged.map(({ id }) => `main [data-task="${id}"]`).join()} { opacity: 0.4 }`}</style>
      )}
      {dragLayout && dropTarget && dropTarget.kind !== "section" && (
        <DropMark find={() => markAt(dragLayout, dropTarget)} />
      )}
      {dropTarget?.kind === "section" && <DropMark find={() => sectionMark(drag.isBoard, dropTarget)} />}
      <p role="status" aria-live="assertive" className="sr-only" data-drag-announcement>
        {drag.announcement}
      </p>
    </DragFrame>
  );
}
