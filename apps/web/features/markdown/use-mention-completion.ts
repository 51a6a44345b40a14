"use client";

import { useId, useState } from "react";
import type { KeyboardEvent } from "react";
import type { Edit } from "./markdown-edit.ts";
import { useMentionable } from "./mention-people.ts";
import { completeMention, mentionQueryAt, offeredPeople } from "./mention-text.ts";
import type { Mentionable } from "./mention-text.ts";

/**
 * Offers people while a mention is being typed in a text field.
 *
 * @param value the text of the field
 * @param apply makes an edit in the field
 */
export function useMentionCompletion(value: string, apply: (edit: Edit) => void) {
  const id = useId();
  const [cursor, setCursor] = useState<{ start: number; end: number } | null>(null);
  const [active, setActive] = useState(0);
  /** The position of the mention for which the list was closed. */
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const people = useMentionable(value);
  const query = cursor === null ? null : mentionQueryAt({ text: value, ...cursor });
  const offered = query === null || query.from === closedAt ? [] : offeredPeople(people, query);
  const activeIndex = Math.min(active, offered.length - 1);
  const isOpen = offered.length > 0;
  const choose = ({ name }: Mentionable) => {
    if (query === null || cursor === null) return;
    setActive(0);
    apply(completeMention(query, cursor.start, name));
  };
  return {
    list: isOpen ? { id, people: offered, activeIndex, onChoose: choose } : null,
    /** Handles a key while the list is open. Returns false for other keys. */
    onKey: ({ key, shiftKey }: KeyboardEvent): boolean => {
      const person = offered[activeIndex];
      if (!person) return false;
      if (key === "ArrowDown") setActive((activeIndex + 1) % offered.length);
      else if (key === "ArrowUp") setActive((activeIndex + offered.length - 1) % offered.length);
      else if ((key === "Enter" || key === "Tab") && !shiftKey) choose(person);
      else if (key === "Escape") setClosedAt(query?.from ?? null);
      else return false;
      return true;
    },
    field: {
      "aria-autocomplete": "list" as const,
      "aria-controls": isOpen ? id : undefined,
      "aria-activedescendant": isOpen ? `${id}-${activeIndex}` : undefined,
      onSelect: ({ currentTarget }: { currentTarget: HTMLTextAreaElement }) =>
        setCursor({ start: currentTarget.selectionStart, end: currentTarget.selectionEnd }),
      onBlur: () => setCursor(null),
    },
  };
}
