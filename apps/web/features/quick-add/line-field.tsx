"use client";

import { useId, useMemo, useRef, useState } from "react";
import type { KeyboardEvent, RefObject } from "react";
import type { QuickAddLine } from "../../entities/draft/new-task-draft.ts";
import type { TaskLine } from "../../entities/task/task-lines.ts";
import { isComposing } from "../../ui/is-composing.ts";
import { lazyCall } from "../../ui/lazy-component.ts";

const lazyTaskLines = lazyCall(() => import("../../entities/task/task-lines.ts"));
const SEVERAL_LINES = /\S\s*[\r\n]\s*\S/;

/** What happens to the field after its task has been added. */
export type AfterAdding = "close" | "stay";

/** The code that reads a line while it is typed. */
export type LineAssistant = {
  /** Handles a key press in the field. Returns whether it did. */
  handleKey: (event: KeyboardEvent<HTMLInputElement>) => boolean;
  /** Returns the line after an edit. */
  edit: (title: string) => QuickAddLine;
  /** Creates the task. Returns whether the line could be read. */
  submit: (after: AfterAdding) => boolean;
};

/** What a field shares with its assistant, which is loaded after it. */
export type LineFieldState = {
  inputRef: RefObject<HTMLInputElement | null>;
  assistantRef: RefObject<LineAssistant | null>;
  /** The element around the input, in which the assistant marks what it recognises. */
  host: HTMLElement | null;
  setHost: (host: HTMLElement | null) => void;
  /** Position of the caret; null if the field is not focused, or text in it is selected. */
  caret: number | null;
  setCaret: (caret: number | null) => void;
  listId: string;
  /** The id of the active option in the completing list; null if the list is closed. */
  option: string | null;
  setOption: (id: string | null) => void;
};

/** Returns the state of a field that quick add reads. */
export function useLineField(): LineFieldState {
  const inputRef = useRef<HTMLInputElement>(null);
  const assistantRef = useRef<LineAssistant>(null);
  const [host, setHost] = useState<HTMLElement | null>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [option, setOption] = useState<string | null>(null);
  const listId = useId();
  return useMemo(
    () => ({ inputRef, assistantRef, host, setHost, caret, setCaret, listId, option, setOption }),
    [caret, host, listId, option],
  );
}

type LineFieldProps = {
  field: LineFieldState;
  line: QuickAddLine;
  onLine: (line: QuickAddLine) => void;
  label: string;
  placeholder: string;
  onSubmit: (after: AfterAdding) => void;
  onPasteLines: (lines: TaskLine[]) => void;
  /** Called for keys that the field does not handle. */
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  className: string;
  /** Value of the attribute by which the keyboard navigation finds fields in lists. */
  "data-add-line"?: string;
};

/** Text field for a new task. It accepts input before the code that reads it is loaded. */
export function LineField({ field, line, onLine, label, onSubmit, onPasteLines, className, ...rest }: LineFieldProps) {
  const { inputRef, assistantRef, setHost, setCaret, option, listId } = field;
  return (
    <span ref={setHost} className={`relative isolate flex min-w-0 grow ${className}`}>
      <input
        {...rest}
        ref={inputRef}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={option !== null}
        aria-controls={option === null ? undefined : listId}
        aria-activedescendant={option ?? undefined}
        aria-label={label}
        dir="auto"
        maxLength={500}
        enterKeyHint="done"
        autoComplete="off"
        value={line.title}
        className="min-w-0 grow rounded bg-transparent placeholder:font-normal placeholder:text-muted"
        onChange={({ currentTarget: { value, selectionStart } }) => {
          // Set together with the text, because rendering the previous text again would undo the edit.
          setCaret(selectionStart);
          onLine(assistantRef.current?.edit(value) ?? { plain: line.plain, title: value });
        }}
        onSelect={({ currentTarget: { selectionStart, selectionEnd } }) =>
          setCaret(selectionStart === selectionEnd ? selectionStart : null)
        }
        onBlur={() => setCaret(null)}
        onPaste={(event) => {
          const text = event.clipboardData.getData("text/plain");
          if (!SEVERAL_LINES.test(text)) return;
          event.preventDefault();
          lazyTaskLines(({ parseTaskLines }) => onPasteLines(parseTaskLines(text)));
        }}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent) || assistantRef.current?.handleKey(event)) return;
          if (event.key === "Enter") {
            event.preventDefault();
            onSubmit(event.shiftKey ? "stay" : "close");
          } else rest.onKeyDown?.(event);
        }}
      />
    </span>
  );
}
