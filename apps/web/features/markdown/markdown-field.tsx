"use client";

import { useEffect, useImperativeHandle, useRef } from "react";
import type { KeyboardEvent, Ref } from "react";
import { isComposing } from "../../ui/is-composing.ts";
import { MARKDOWN_KEYS, enterEdit, markEdit } from "./markdown-edit.ts";
import type { Edit } from "./markdown-edit.ts";
import { MentionList } from "./mention-list.tsx";
import { useMentionCompletion } from "./use-mention-completion.ts";

type MarkdownFieldProps = {
  label: string;
  placeholder?: string;
  value: string;
  maxLength: number;
  onChange: (text: string) => void;
  /** Called on Ctrl+Enter or ⌘+Enter. */
  onSave: () => void;
  /** Called on Escape. */
  onLeave: () => void;
  hasFocus?: boolean;
  fieldRef?: Ref<HTMLTextAreaElement>;
  className?: string;
};

/**
 * A text area for Markdown that grows with its content. Ctrl+B, I and K format the selection; Enter continues a list; `@`
 * offers people to mention.
 */
export function MarkdownField({ value, onChange, onSave, onLeave, hasFocus = false, ...rest }: MarkdownFieldProps) {
  const { label, placeholder, maxLength, fieldRef, className = "" } = rest;
  const own = useRef<HTMLTextAreaElement>(null);
  // Safe because the text area is mounted for as long as this component is.
  useImperativeHandle(fieldRef, () => own.current as HTMLTextAreaElement, []);
  useEffect(() => {
    const field = own.current;
    if (!hasFocus || !field) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }, [hasFocus]);

  const mention = useMentionCompletion(value, (edit) => own.current && apply(own.current, edit));

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event.nativeEvent)) return;
    if (mention.onKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const action = actionOf(event);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    if (action === "save") onSave();
    else if (action === "leave") onLeave();
    else apply(event.currentTarget, action);
  };
  return (
    <div className="relative min-w-0">
      <textarea
        ref={own}
        dir="auto"
        aria-label={label}
        placeholder={placeholder}
        maxLength={maxLength}
        value={value}
        rows={3}
        className={`field-sizing-content max-h-[60dvh] w-full min-w-0 resize-none rounded-md border border-control bg-panel px-3 py-2 placeholder:text-muted ${className}`}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        {...mention.field}
      />
      {mention.list && <MentionList {...mention.list} />}
    </div>
  );
}

function actionOf(event: KeyboardEvent<HTMLTextAreaElement>): Edit | "save" | "leave" | null {
  const { currentTarget: field, key, shiftKey, altKey } = event;
  const selected = { text: field.value, start: field.selectionStart, end: field.selectionEnd };
  if (key === "Escape") return "leave";
  if (altKey) return null;
  if (event.ctrlKey || event.metaKey) {
    if (key === "Enter") return "save";
    const kind = shiftKey ? undefined : new Map(Object.entries(MARKDOWN_KEYS)).get(key.toLowerCase());
    return kind === undefined ? null : markEdit(selected, kind);
  }
  return key === "Enter" && !shiftKey ? enterEdit(selected) : null;
}

/** Applies an edit as if it had been typed, so that the browser's undo reverts it. */
function apply(field: HTMLTextAreaElement, { from, to, insert, start, end }: Edit): void {
  field.setSelectionRange(from, to);
  // Deprecated, but the only way to add to the browser's undo history.
  // oxlint-disable-next-line typescript/no-deprecated
  document.execCommand(insert === "" ? "delete" : "insertText", false, insert);
  field.setSelectionRange(start, end);
}
