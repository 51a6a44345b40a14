"use client";

import { useDraggable } from "@dnd-kit/core";
import { useEffect } from "react";

type DragSourceProps = {
  /** Returns the element that an event starts to drag; null if the event does not start a drag. */
  grab: (event: Event) => HTMLElement | null;
};

const LISTENERS: Record<string, string> = {
  mousedown: "onMouseDown",
  touchstart: "onTouchStart",
  keydown: "onKeyDown",
};

/**
 * The only draggable on a page. It attaches to the element from which a drag starts. Rows and cards, which can number
 * in the thousands, therefore need no drag code, and this component can be loaded after them.
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
      // Pass only those properties of a React event that the sensors read.
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
