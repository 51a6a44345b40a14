"use client";

import { DndContext, DragOverlay, MouseSensor, TouchSensor, pointerWithin, useSensor, useSensors } from "@dnd-kit/core";
import type { CollisionDetection, Modifier } from "@dnd-kit/core";
import { useCallback, useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { DragSource } from "./drag-source.tsx";
import type { Point } from "./page-geometry.ts";

type DragFrameProps = {
  /** A stable id, unique among the frames on a page. */
  id: string;
  sensors: ReturnType<typeof useSensors>;
  /** Returns the element that an event starts to drag; null if the event does not start a drag. */
  grab: (event: Event) => HTMLElement | null;
  /** The dragged item as it follows the pointer. */
  dragged: { name: string; count: number } | null;
  onLift: (isByKey: boolean) => void;
  /** Called when the pointer has moved or the page has scrolled under it. */
  onMove: (point: Point) => void;
  onDrop: (isByKey: boolean) => void;
  onCancel: () => void;
  /** Drop marks and zones. */
  children: ReactNode;
};

const MOUSE = { activationConstraint: { distance: 5 } };
const TOUCH = { activationConstraint: { delay: 200, tolerance: 8 } };
const AUTO_SCROLL = { layoutShiftCompensation: false };
/** Options that disable the library's announcements, which do not mention positions in the list. */
const NO_ANNOUNCEMENTS = {
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
 * Returns the sensors that start drags. A mouse drag starts after five pixels, and a touch drag after a short hold,
 * because a quick swipe scrolls the page.
 *
 * @param other an additional sensor
 */
export function useDragSensors(other?: Parameters<typeof useSensors>[number]): ReturnType<typeof useSensors> {
  return useSensors(useSensor(MouseSensor, MOUSE), useSensor(TouchSensor, TOUCH), other);
}

const isByKey = ({ activatorEvent }: { activatorEvent: Event }) => activatorEvent instanceof KeyboardEvent;

/** Behaviour shared by all kinds of dragging: start, scrolling, end, and the overlay that follows the pointer. */
export function DragFrame({ id, sensors, grab, dragged, onLift, onMove, onDrop, onCancel, children }: DragFrameProps) {
  const t = useTranslations("drag");
  const pointer = useRef<Point | null>(null);
  // The library passes the pointer's position to the collision detection.
  const detect = useCallback<CollisionDetection>((args) => {
    pointer.current = args.pointerCoordinates;
    return pointerWithin(args);
  }, []);
  const latest = useLatestPoint();
  const liftedAt = useRef<Point | null>(null);
  return (
    <DndContext
      id={id}
      sensors={sensors}
      collisionDetection={detect}
      autoScroll={AUTO_SCROLL}
      accessibility={NO_ANNOUNCEMENTS}
      onDragStart={(event) => {
        liftedAt.current = latest.current;
        onLift(isByKey(event));
      }}
      onDragMove={() => {
        if (pointer.current) onMove(pointer.current);
      }}
      onDragEnd={(event) => {
        // The library reports moves after the next rendering, so the last ones before a quick drop are missing.
        if (!isByKey(event) && latest.current && latest.current !== liftedAt.current) onMove(latest.current);
        onDrop(isByKey(event));
      }}
      onDragCancel={onCancel}
    >
      <DragSource grab={grab} />
      {children}
      <DragOverlay dropAnimation={null} modifiers={AT_POINTER} style={{ width: "auto", height: "auto" }}>
        {dragged && (
          <div className="pointer-events-none flex w-fit max-w-72 items-center gap-2 rounded-lg border border-line bg-panel px-3 py-2 shadow-lg">
            <span dir="auto" className="truncate">
              {dragged.name}
            </span>
            {dragged.count > 1 && (
              <span className="shrink-0 rounded-full bg-accent px-2 text-xs font-medium text-on-accent tabular-nums">
                <span aria-hidden>{dragged.count}</span>
                <span className="sr-only">{t("more", { count: dragged.count })}</span>
              </span>
            )}
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

const POINTER_EVENTS = ["mousemove", "mouseup", "touchstart", "touchmove"] as const;

/** Returns the position of the mouse or the first finger at its last event. */
function useLatestPoint() {
  const latest = useRef<Point | null>(null);
  useEffect(() => {
    const note = (event: Event) => {
      const point = pointOf(event);
      if (point) latest.current = { x: point.clientX, y: point.clientY };
    };
    // On the window, because the sensors listen on the document.
    for (const name of POINTER_EVENTS) window.addEventListener(name, note, { capture: true, passive: true });
    return () => {
      for (const name of POINTER_EVENTS) window.removeEventListener(name, note, { capture: true });
    };
  }, []);
  return latest;
}

/** Places the dragged item at the pointer, regardless of where on a wide row the drag began. */
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
