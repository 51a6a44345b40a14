"use client";

import { useRef } from "react";
import { isComposing } from "./is-composing.ts";

type InlineTextProps = {
  value: string;
  /** What is edited, for those who can't see where it stands. */
  label: string;
  maxLength: number;
  /** The new text; null when nothing is to change. Ended by a key, the focus wants a place to go to. */
  onDone: (text: string | null, isByKey: boolean) => void;
  className?: string;
};

/**
 * A text that is being edited where it stands. Enter and leaving keep what was typed, Escape and an empty text what was there
 * before.
 */
export function InlineText({ value, label, maxLength, onDone, className = "" }: InlineTextProps) {
  const endedBy = useRef<string | null>(null);
  return (
    <input
      // The person has just asked to type here.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      dir="auto"
      aria-label={label}
      defaultValue={value}
      maxLength={maxLength}
      className={`w-full min-w-0 rounded border border-control bg-panel px-1 py-1 ${className}`}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => {
        const text = event.currentTarget.value.trim();
        const isChanged = endedBy.current !== "Escape" && text !== "" && text !== value;
        onDone(isChanged ? text : null, endedBy.current !== null);
      }}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key !== "Escape" && event.key !== "Enter") return;
        // The focus goes elsewhere, where the rest of this key press would do something.
        event.preventDefault();
        event.stopPropagation();
        endedBy.current = event.key;
        event.currentTarget.blur();
      }}
    />
  );
}
