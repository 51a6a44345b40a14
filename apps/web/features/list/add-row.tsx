"use client";

import { Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import type { TaskLine } from "../../entities/task/task-lines.ts";
import { isComposing } from "../../ui/is-composing.ts";
import { lazyCall } from "../../ui/lazy-component.ts";

const lazyTaskLines = lazyCall(() => import("../../entities/task/task-lines.ts"));
const SEVERAL_LINES = /\S\s*[\r\n]\s*\S/;

type AddRowProps = {
  label: string;
  /** A placeholder shorter than the label. Defaults to the label. */
  placeholder?: string;
  /**
   * Whether the user opened the field on demand. If so, it is focused when it opens, and closes on blur while empty.
   */
  isDraft: boolean;
  onAdd: (title: string) => void;
  onAddLines: (lines: TaskLine[]) => void;
  onLeave: () => void;
  className?: string;
};

/** A field for new tasks. Enter creates a task and clears the field; pasting several lines creates several tasks. */
export function AddRow({
  label,
  placeholder = label,
  isDraft,
  onAdd,
  onAddLines,
  onLeave,
  className = "",
}: AddRowProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isDraft) input.current?.focus();
  }, [isDraft]);
  return (
    <form
      className={`flex h-full items-center gap-1 rounded-md focus-within:bg-hover/60 ${className}`}
      onSubmit={(event) => {
        event.preventDefault();
        const line = input.current;
        const title = line?.value.trim() ?? "";
        if (!line || title === "") return;
        line.value = "";
        onAdd(title);
      }}
    >
      <span className="grid size-8 shrink-0 place-items-center text-muted pointer-coarse:size-11">
        <Plus aria-hidden className="size-4" />
      </span>
      <input
        ref={input}
        dir="auto"
        aria-label={label}
        placeholder={placeholder}
        maxLength={500}
        enterKeyHint="done"
        autoComplete="off"
        data-add-line={isDraft ? "draft" : ""}
        className="min-h-8 min-w-0 grow rounded bg-transparent placeholder:text-muted"
        onPaste={(event) => {
          const text = event.clipboardData.getData("text/plain");
          if (!SEVERAL_LINES.test(text)) return;
          event.preventDefault();
          lazyTaskLines(({ parseTaskLines }) => onAddLines(parseTaskLines(text)));
        }}
        onBlur={(event) => {
          if (isDraft && event.currentTarget.value.trim() === "") onLeave();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || isComposing(event.nativeEvent)) return;
          event.stopPropagation();
          event.currentTarget.value = "";
          event.currentTarget.blur();
        }}
      />
    </form>
  );
}
