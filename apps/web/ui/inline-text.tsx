"use client";

import { useEffect, useRef } from "react";

type InlineTextProps = {
  value: string;
  /** What is edited, for those who can't see where it stands. */
  label: string;
  maxLength: number;
  isReadOnly?: boolean;
  isEditing: boolean;
  onEditing: (isEditing: boolean) => void;
  onSave: (value: string) => void;
  className?: string;
};

/**
 * A text that turns into an input where it stands. Enter and leaving keep what was typed, Escape and an empty text what
 * was there before; the focus comes back to the text.
 */
export function InlineText({
  value,
  label,
  maxLength,
  isReadOnly,
  isEditing,
  onEditing,
  onSave,
  className = "",
}: InlineTextProps) {
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  const isCancelled = useRef(false);

  useEffect(() => {
    if (wasEditing.current && !isEditing) button.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);

  if (isReadOnly) return <span className={`block break-words ${className}`}>{value}</span>;
  if (!isEditing) {
    return (
      <button
        ref={button}
        type="button"
        className={`block w-full break-words rounded text-start ${className}`}
        onClick={() => onEditing(true)}
      >
        {value}
      </button>
    );
  }
  const close = (typed: string) => {
    const text = typed.trim();
    onEditing(false);
    if (!isCancelled.current && text !== "" && text !== value) onSave(text);
    isCancelled.current = false;
  };
  return (
    <input
      // The person has just asked to type here.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      aria-label={label}
      defaultValue={value}
      maxLength={maxLength}
      className={`w-full rounded border border-control bg-panel px-1 ${className}`}
      onBlur={(event) => close(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key !== "Escape" && event.key !== "Enter") return;
        // The focus goes to the text, which the rest of this key press would otherwise click.
        event.preventDefault();
        isCancelled.current = event.key === "Escape";
        event.currentTarget.blur();
      }}
    />
  );
}
