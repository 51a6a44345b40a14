"use client";

import { useDraggable } from "@dnd-kit/core";
import { useEffect } from "react";

type DragSourceProps = {
  /** The element that an event would lift; null when it means something else. */
  grab: (event: Event) => HTMLElement | null;
};

const LISTENERS: Record<string, string> = {
  mousedown: "onMouseDown",
  touchstart: "onTouchStart",
  keydown: "onKeyDown",
};

/**
 * The one thing that can be dragged, lent to whatever is taken hold of. So rows and cards need to know nothing of dragging: they are
 * drawn, thousands of times, without any of it, and it may come later than they do.
 */
export function DragSource({ grab }: DragSourceProps) {
  const { listeners, setNodeRef, isDragging } = useDraggable({ id: "lifted" });
  useEffect(() => {
    if (isDragging) return;
    const begin = (event: Event) => {
      const listener = listeners?.[LISTENERS[event.type] ?? ""];
      const element = event.defaultPrevented || !listener ? null : grab(event);
      if (!element) return;
      setNodeRef(element);
      // What the sensors read of React's events.
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
