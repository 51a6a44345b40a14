"use client";

import { Plus } from "lucide-react";
import { Suspense, useEffect, useState } from "react";
import { EMPTY_LINE } from "../../entities/draft/new-task-draft.ts";
import type { NewTaskPlace } from "../../entities/draft/new-task-draft.ts";
import type { TaskLine } from "../../entities/task/task-lines.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { useAddPendingLine } from "../quick-add/add-pending-line.ts";
import { LineField, useLineField } from "../quick-add/line-field.tsx";

const AddRowReader = lazyComponent(async () => (await import("./add-row-reader.tsx")).AddRowReader);

type AddRowProps = {
  label: string;
  /** A placeholder shorter than the label. Defaults to the label. */
  placeholder?: string;
  /**
   * Whether the user opened the field on demand. If so, it is focused when it opens, and closes on blur while empty.
   */
  isDraft?: boolean;
  place: NewTaskPlace | null;
  actions: TaskActions;
  /** Called with the id of a task that was added at the place. */
  onAdded?: (id: string) => void;
  onLeave?: () => void;
  className?: string;
};

/**
 * A field for new tasks, which reads the same as quick add. Enter creates a task and clears the field; pasting several
 * lines creates several tasks.
 */
export function AddRow({
  label,
  placeholder = label,
  isDraft = false,
  place,
  actions,
  onAdded,
  onLeave,
  className = "",
}: AddRowProps) {
  const field = useLineField();
  const addPendingLine = useAddPendingLine();
  const [line, setLine] = useState(EMPTY_LINE);
  const [pasted, setPasted] = useState<TaskLine[] | null>(null);
  const [isFocused, setFocused] = useState(false);
  const { inputRef, assistantRef } = field;
  useEffect(() => {
    if (isDraft) inputRef.current?.focus();
  }, [inputRef, isDraft]);
  const submit = () => {
    if (assistantRef.current?.submit("stay") || line.title.trim() === "" || place === null) return;
    addPendingLine({ draft: line, place });
    setLine(EMPTY_LINE);
  };
  return (
    // The element is not interactive. It notices when the focus leaves the field and what belongs to it.
    <div
      className={`flex h-full items-center gap-1 rounded-md focus-within:bg-hover/60 ${className}`}
      onFocus={() => setFocused(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (currentTarget.contains(relatedTarget)) return;
        setFocused(false);
        if (isDraft && pasted === null && line.title.trim() === "") onLeave?.();
      }}
    >
      <span className="grid size-8 shrink-0 place-items-center text-muted pointer-coarse:size-11">
        <Plus aria-hidden className="size-4" />
      </span>
      <LineField
        field={field}
        line={line}
        onLine={setLine}
        label={label}
        placeholder={placeholder}
        data-add-line={isDraft ? "draft" : ""}
        className="min-h-8"
        onSubmit={submit}
        onPasteLines={setPasted}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          setLine(EMPTY_LINE);
          setPasted(null);
          event.currentTarget.blur();
          if (isDraft) onLeave?.();
        }}
      />
      <Suspense>
        {place !== null && (isFocused || line.title !== "") && (
          <AddRowReader
            {...{ field, line, place, actions, pasted, isFocused }}
            onLine={setLine}
            onPasted={setPasted}
            onAdded={onAdded}
          />
        )}
      </Suspense>
    </div>
  );
}
