"use client";

import { useDroppable } from "@dnd-kit/core";
import { useEffect } from "react";

/** A part of the page that scrolls when something is dragged to its edge; what is dropped on is found more exactly. */
export function DropZone({ selector }: { selector: string }) {
  const { setNodeRef } = useDroppable({ id: selector });
  useEffect(() => {
    setNodeRef(document.querySelector<HTMLElement>(selector));
    return () => setNodeRef(null);
  }, [selector, setNodeRef]);
  return null;
}
