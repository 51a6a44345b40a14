"use client";

import { Plus } from "lucide-react";
import { useRef } from "react";
import { isComposing } from "./is-composing.ts";

type AddLineProps = {
  /** Label and placeholder of the field, e.g. “Add task”. */
  label: string;
  maxLength: number;
  /** Can return a promise that resolves to whether the text was accepted. Rejected text is restored to the field. */
  onAdd: (text: string) => Promise<boolean> | void;
};

/** Text field for adding items at the end of a list. Enter adds the text and clears the field; Escape leaves it. */
export function AddLine({ label, maxLength, onAdd }: AddLineProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <form
      className="flex min-h-11 items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const line = input.current;
        const text = line?.value.trim() ?? "";
        if (line === null || text === "") return;
        line.value = "";
        void onAdd(text)?.then((isTaken) => {
          if (!isTaken && line.value === "") line.value = text;
        });
      }}
    >
      <Plus aria-hidden className="ms-2.5 size-4 shrink-0 text-muted" />
      <input
        ref={input}
        dir="auto"
        aria-label={label}
        placeholder={label}
        maxLength={maxLength}
        enterKeyHint="done"
        autoComplete="off"
        className="min-h-9 min-w-0 grow rounded-md bg-transparent px-1 placeholder:text-muted"
        onKeyDown={(event) => {
          if (event.key !== "Escape" || isComposing(event.nativeEvent)) return;
          event.preventDefault();
          event.currentTarget.value = "";
          event.currentTarget.blur();
        }}
      />
    </form>
  );
}
