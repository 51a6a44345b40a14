"use client";

import { useEffect, useImperativeHandle, useMemo, useState } from "react";
import type { KeyboardEvent } from "react";
import { createPortal } from "react-dom";
import type { QuickAddLine } from "../../entities/draft/new-task-draft.ts";
import { CompletionList } from "./completion-list.tsx";
import { completedText, completionsOf, isTyped, typedNameAt } from "./completion.ts";
import type { Completion } from "./completion.ts";
import type { AfterAdding, LineFieldState } from "./line-field.tsx";
import { LineTint } from "./line-tint.tsx";
import { editLine, rangeAtEnd, withPlain } from "./plain-ranges.ts";
import type { Reading } from "./use-reading.ts";

type LineAssistProps = {
  field: LineFieldState;
  line: QuickAddLine;
  onLine: (line: QuickAddLine) => void;
  reading: Reading;
  onSubmit: (after: AfterAdding) => void;
};

/**
 * Marks in a field what is recognised, completes names, and submits the line. Backspace after a recognised part at the
 * end turns it back into plain words.
 */
export function LineAssist({ field, line, onLine, reading, onSubmit }: LineAssistProps) {
  const { inputRef, assistantRef, host, caret, setOption, listId } = field;
  const { typed, isReady } = reading;
  const completion = useCompletion(line, reading, caret);
  const { name, choices, active } = completion;
  const option = choices.length > 0 ? `${listId}-${active}` : null;
  useEffect(() => {
    setOption(option);
    return () => setOption(null);
  }, [option, setOption]);

  const take = (choice: Completion) => {
    const element = inputRef.current;
    if (!element || !name) return;
    if ("create" in choice && name.kind !== "section" && name.kind !== "person")
      reading.createName?.(name.kind, choice.create);
    completion.close();
    element.focus();
    element.setSelectionRange(name.start, name.end);
    replaceSelection(element, completedText(name, choice, line.title));
  };

  const handleKey = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const choice = choices[active];
    if (name && choice && handleListKey(event, choice)) {
      event.preventDefault();
      event.stopPropagation();
      return true;
    }
    if (event.key !== "Backspace") return false;
    const { selectionStart, selectionEnd } = event.currentTarget;
    const span = selectionStart === selectionEnd ? rangeAtEnd(line.title, typed.spans, selectionEnd) : null;
    if (!span) return false;
    event.preventDefault();
    onLine(withPlain(line, [span]));
    return true;
  };

  const handleListKey = (event: KeyboardEvent, choice: Completion): boolean => {
    switch (event.key) {
      case "ArrowDown":
        completion.move(1);
        return true;
      case "ArrowUp":
        completion.move(-1);
        return true;
      case "Escape":
        completion.close();
        return true;
      case "Enter":
        // A name that has been typed completely needs no completion, so Enter submits the line.
        if (event.shiftKey || (name && !completion.isMoved && isTyped(name, choice))) return false;
        take(choice);
        return true;
      case "Tab":
        if (event.shiftKey) return false;
        take(choice);
        return true;
      default:
        return false;
    }
  };

  const submit = (after: AfterAdding): boolean => {
    if (isReady) onSubmit(after);
    return isReady;
  };
  useImperativeHandle(assistantRef, () => ({ handleKey, edit: (title) => editLine(line, title), submit }));

  return (
    <>
      {host && createPortal(<LineTint input={inputRef} title={line.title} spans={typed.spans} />, host)}
      {name && host && choices.length > 0 && (
        <CompletionList
          id={listId}
          kind={name.kind}
          anchor={host}
          offset={name.start}
          choices={choices}
          active={active}
          onTake={take}
        />
      )}
    </>
  );
}

/** Returns the name that is being typed and the entries of the completing list, with functions to move in and close it. */
function useCompletion(line: QuickAddLine, reading: Reading, caret: number | null) {
  const { typed, names, projectId, createName } = reading;
  const name = useMemo(
    () =>
      caret === null
        ? null
        : typedNameAt(line.title, caret, {
            plain: line.plain,
            projectEnds: typed.spans.filter(({ kind }) => kind === "project").map(({ end }) => end),
          }),
    [caret, line, typed.spans],
  );
  const key = name && `${name.start} ${name.query}`;
  const [moved, setMoved] = useState<{ key: string; index: number } | null>(null);
  const [closedAt, setClosedAt] = useState<number | null>(null);
  // A list that was closed opens again for another name.
  if (closedAt !== null && name?.start !== closedAt && caret !== null) setClosedAt(null);
  const choices = useMemo(() => {
    if (name === null || name.start === closedAt) return [];
    const found = completionsOf(name, { names, projectId, canCreate: createName !== null });
    const [only] = found;
    return only && found.length === 1 && isTyped(name, only) ? [] : found;
  }, [closedAt, createName, name, names, projectId]);
  const active = Math.min(moved?.key === key ? moved.index : 0, Math.max(0, choices.length - 1));
  return {
    name,
    choices,
    active,
    isMoved: moved?.key === key,
    move: (step: number) => {
      if (key !== null) setMoved({ key, index: (active + step + choices.length) % choices.length });
    },
    close: () => setClosedAt(name?.start ?? null),
  };
}

/** Replaces the selected text like typing, so that the browser's undo takes it back. */
function replaceSelection(input: HTMLInputElement, text: string): void {
  // Deprecated, but no other way keeps the browser's undo history.
  // oxlint-disable-next-line typescript/no-deprecated
  document.execCommand("insertText", false, text);
  input.scrollLeft = input.scrollWidth;
}
