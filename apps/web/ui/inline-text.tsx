"use client";

import { useRef } from "react";
import { isComposing } from "./is-composing.ts";

type InlineTextProps = {
  value: string;
  /** Name of the field, for screen readers. */
  label: string;
  maxLength: number;
  /**
   * Called with the new text, or null if it did not change. If a key ended the editing, the caller must move the focus.
   */
  onDone: (text: string | null, isByKey: boolean) => void;
  /** Called with the text whenever it is changed. */
  onText?: (text: string) => void;
  /** Called for Ctrl+Enter and ⌘+Enter. Returns whether the key was used. If not, it works like Enter. */
  onModEnter?: () => boolean;
  className?: string;
};

/**
 * Text field for editing text in place. Enter and blur save the text. Escape, or leaving the field empty, restores the
 * previous text. What is next to the field in the same element belongs to it, so moving the focus there ends nothing.
 */
export function InlineText({ value, label, maxLength, onDone, onText, onModEnter, className = "" }: InlineTextProps) {
  const endedBy = useRef<string | null>(null);
  return (
    <input
      // The user has just chosen to edit the text.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      dir="auto"
      aria-label={label}
      defaultValue={value}
      maxLength={maxLength}
      className={`w-full min-w-0 rounded border border-control bg-panel px-1 py-1 ${className}`}
      onChange={(event) => onText?.(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => {
        if (event.currentTarget.parentElement?.contains(event.relatedTarget)) return;
        const text = event.currentTarget.value.trim();
        const isChanged = endedBy.current !== "Escape" && text !== "" && text !== value;
        onDone(isChanged ? text : null, endedBy.current !== null);
      }}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key !== "Escape" && event.key !== "Enter") return;
        // Blur moves the focus, so prevent this key from acting on the newly focused element.
        event.preventDefault();
        event.stopPropagation();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && onModEnter?.()) return;
        endedBy.current = event.key;
        event.currentTarget.blur();
      }}
    />
  );
}
