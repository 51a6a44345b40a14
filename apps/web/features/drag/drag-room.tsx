"use client";

import {
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import type { KeyboardCoordinateGetter, Modifier } from "@dnd-kit/core";
import { useEffect, useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import { DropMark } from "./drop-mark.tsx";
import { DropZone } from "./drop-zone.tsx";
import type { Arrow } from "./key-step.ts";
import { Lifter } from "./lifter.tsx";
import { markAt, sectionMark } from "./page-geometry.ts";
import { useDrag } from "./use-drag.ts";
import type { DragOptions } from "./use-drag.ts";

const MOUSE = { activationConstraint: { distance: 5 } };
const TOUCH = { activationConstraint: { delay: 200, tolerance: 8 } };
const KEYS = { start: ["Space"], end: ["Space", "Enter"], cancel: ["Escape", "Tab"] };
const ARROWS: Record<string, Arrow> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "back", ArrowRight: "on" };
const AUTO_SCROLL = { layoutShiftCompensation: false };
/** What is said is said by useTold, which knows the places. */
const SILENT = {
  announcements: {
    onDragStart: () => undefined,
    onDragOver: () => undefined,
    onDragEnd: () => undefined,
    onDragCancel: () => undefined,
  },
  screenReaderInstructions: { draggable: "" },
  restoreFocus: false,
};

/**
 * Dragging for the view in which it stands: tasks, one or all selected, between rows, groups and columns and onto the sidebar, and
 * sections among each other; by mouse, finger and keyboard. It finds everything in the page by its data attributes.
 */
export function DragRoom(options: DragOptions) {
  const t = useTranslations("drag");
  const drag = useDrag(options);
  const { lifted, spot, scene } = drag;
  const step = useRef(drag.step);
  useEffect(() => {
    step.current = drag.step;
  });
  const keyboard = useMemo(() => {
    const coordinateGetter: KeyboardCoordinateGetter = (event) => {
      const arrow = ARROWS[event.code];
      if (!arrow) return;
      event.preventDefault();
      // The keyboard goes from spot to spot, so there is nothing to be measured.
      step.current(arrow);
    };
    return { keyboardCodes: KEYS, coordinateGetter };
  }, []);
  const sensors = useSensors(
    useSensor(MouseSensor, MOUSE),
    useSensor(TouchSensor, TOUCH),
    useSensor(KeyboardSensor, keyboard),
  );
  const isByKey = ({ activatorEvent }: { activatorEvent: Event }) => activatorEvent instanceof KeyboardEvent;
  const name = lifted?.kind === "section" ? lifted.name : (lifted?.tasks[0]?.title ?? "");
  const count = lifted?.kind === "tasks" ? lifted.tasks.length : 1;

  return (
    <DndContext
      id="tasks"
      sensors={sensors}
      collisionDetection={drag.detect}
      autoScroll={AUTO_SCROLL}
      accessibility={SILENT}
      onDragStart={(event) => drag.lift(isByKey(event))}
      onDragMove={drag.move}
      onDragEnd={(event) => drag.drop(isByKey(event))}
      onDragCancel={drag.cancel}
    >
      <Lifter grab={drag.grab} />
      {lifted && <DropZone selector="#sidebar nav" />}
      {lifted && options.state.layout === "board" && (
        <BoardZones keys={scene?.groups.map(({ group }) => group.key) ?? []} />
      )}
      {scene && <style>{`${scene.dragged.map(({ id }) => `main [data-task="${id}"]`).join()} { opacity: 0.4 }`}</style>}
      {scene && spot && spot.kind !== "section" && <DropMark find={() => markAt(scene, spot)} />}
      {spot?.kind === "section" && <DropMark find={() => sectionMark(drag.isBoard, spot)} />}
      <DragOverlay dropAnimation={null} modifiers={AT_POINTER} style={{ width: "auto", height: "auto" }}>
        {lifted && (
          <div className="pointer-events-none flex w-fit max-w-72 items-center gap-2 rounded-lg border border-line bg-panel px-3 py-2 shadow-lg">
            <span className="truncate">{name}</span>
            {count > 1 && (
              <span className="shrink-0 rounded-full bg-accent px-2 text-xs font-medium text-on-accent tabular-nums">
                <span aria-hidden>{count}</span>
                <span className="sr-only">{t("more", { count })}</span>
              </span>
            )}
          </div>
        )}
      </DragOverlay>
      <p role="status" aria-live="assertive" className="sr-only" data-drag-told>
        {drag.told}
      </p>
    </DndContext>
  );
}

function BoardZones({ keys }: { keys: readonly string[] }) {
  return keys.map((key) => <DropZone key={key} selector={`main [data-group="${CSS.escape(key)}"] [data-cards]`} />);
}

/** What is dragged hangs at the pointer, wherever on a wide row it was taken hold of. */
const atPointer: Modifier = ({ activatorEvent, draggingNodeRect, activeNodeRect, transform }) => {
  const point = pointOf(activatorEvent);
  if (!point || !draggingNodeRect || !activeNodeRect) return transform;
  return {
    ...transform,
    x: transform.x + point.clientX - activeNodeRect.left + 12,
    y: transform.y + point.clientY - activeNodeRect.top + 8,
  };
};

function pointOf(event: Event | null): { clientX: number; clientY: number } | undefined {
  if (event instanceof MouseEvent) return event;
  // Desktop Safari has no touch events.
  return "TouchEvent" in window && event instanceof TouchEvent ? event.touches[0] : undefined;
}

const AT_POINTER = [atPointer];
