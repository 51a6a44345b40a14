"use client";

import { useDroppable } from "@dnd-kit/core";
import { useEffect } from "react";

/**
 * Registers an element that scrolls when an item is dragged to its edge. Drop targets are found by pointer position.
 */
export function DropZone({ selector }: { selector: string }) {
  const { setNodeRef } = useDroppable({ id: selector });
  useEffect(() => {
    setNodeRef(document.querySelector<HTMLElement>(selector));
    return () => setNodeRef(null);
  }, [selector, setNodeRef]);
  return null;
}
