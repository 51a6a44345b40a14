"use client";

import { GripVertical } from "lucide-react";
import { useTranslations } from "use-intl";

/** Visible handle for dragging a task by pointer or with the space bar. The dragging itself is in features/drag. */
export function DragHandle({ title, className }: { title: string; className: string }) {
  const t = useTranslations("drag");
  return (
    <button
      type="button"
      data-drag-handle
      aria-label={t("handle", { title })}
      aria-roledescription={t("roleDescription")}
      className={`grid size-6 shrink-0 cursor-grab place-items-center rounded text-muted opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 hover:bg-hover pointer-coarse:hidden ${className}`}
    >
      <GripVertical aria-hidden className="size-4" />
    </button>
  );
}
