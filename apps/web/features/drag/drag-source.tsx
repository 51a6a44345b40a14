"use client";

import { useDraggable } from "@dnd-kit/core";
import { useEffect } from "react";

type DragSourceProps = {
  /** Returns the element that an event picks up; null when the event means something else. */
  grab: (event: Event) => HTMLElement | null;
};

const LISTENERS: Record<string, string> = {
  mousedown: "onMouseDown",
  touchstart: "onTouchStart",
  keydown: "onKeyDown",
};

/**
 * The single draggable of a page. It is attached to the element from which a drag starts. Rows and cards, of which
 * there may be thousands, therefore render without any code for dragging, and this component can be loaded after them.
 */
export function DragSource({ grab }: DragSourceProps) {
  const { listeners, setNodeRef, isDragging } = useDraggable({ id: "dragged" });
  useEffect(() => {
    if (isDragging) return;
    const begin = (event: Event) => {
      const listener = listeners?.[LISTENERS[event.type] ?? ""];
      const element = event.defaultPrevented || !listener ? null : grab(event);
      if (!element) return;
      setNodeRef(element);
      // The properties of a React event that the sensors read.
      listener?.({ nativeEvent: event, target: event.target, preventDefault: () => event.preventDefault() });
    };
    const types = Object.keys(LISTENERS);
    for (const type of types) document.addEventListener(type, begin, { passive: type === "touchstart" });
    return () => {
      for (const type of types) document.removeEventListener(type, begin);
    };
  }, [grab, isDragging, listeners, setNodeRef]);
  return null;
}
