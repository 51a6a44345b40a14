"use client";

import { useDroppable } from "@dnd-kit/core";
import { useEffect } from "react";

/** A part of the page that scrolls when an item is dragged to its edge. The drop target itself is found by position. */
export function DropZone({ selector }: { selector: string }) {
  const { setNodeRef } = useDroppable({ id: selector });
  useEffect(() => {
    setNodeRef(document.querySelector<HTMLElement>(selector));
    return () => setNodeRef(null);
  }, [selector, setNodeRef]);
  return null;
}
