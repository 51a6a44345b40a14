"use client";

import type { ListedTask, TaskFields } from "@docket/schema/task";
import { useImperativeHandle, useMemo } from "react";
import type { RefObject } from "react";
import { useTranslations } from "use-intl";
import { Kbd } from "../../ui/kbd.tsx";
import { changesOf } from "./changes-of.ts";
import { LineSurface } from "./line-surface.tsx";
import { editLine } from "./plain-ranges.ts";
import { KINDS_OF_RENAME } from "./token-kinds.ts";
import { typedValues } from "./typed-values.ts";
import { useDescribeTyped } from "./use-describe-typed.ts";
import { useReading } from "./use-reading.ts";

/** Lets the field take what is offered. Returns null if nothing is. */
export type RenameOfferHandle = { take: () => TaskFields | null };

type RenameOfferProps = {
  task: ListedTask;
  /** The new title as it is typed. */
  title: string;
  handleRef: RefObject<RenameOfferHandle | null>;
  /** The element next to which the offer is shown; if omitted, it is part of the page. */
  anchor?: HTMLElement;
  onTake: (changes: TaskFields) => void;
  /** Called when the offer loses the focus, with the element that gets it. */
  onLeave: (to: Element | null) => void;
  /** Called when Escape is pressed in the offer. */
  onCancel: () => void;
};

/**
 * Offers to set what is recognised in the new title of a task. Nothing is set unless the user takes the offer. What the
 * title contained before is not offered. It is rendered as long as the title is edited, so that screen readers announce
 * what is offered.
 */
export function RenameOffer({ task, title, handleRef, anchor, onTake, onLeave, onCancel }: RenameOfferProps) {
  const t = useTranslations("quickAdd");
  const describe = useDescribeTyped();
  const before = useMemo(() => ({ title: task.title, plain: [] }), [task.title]);
  const reading = useReading(before, { homeId: task.projectId, kinds: KINDS_OF_RENAME });
  const { read } = reading;
  const { spans } = reading.typed;
  const line = useMemo(() => editLine({ title: before.title, plain: spans }, title), [before, spans, title]);
  const typed = useMemo(() => read(line), [line, read]);
  const changes = typed.spans.length > 0 ? changesOf(typed, task) : null;
  useImperativeHandle(handleRef, () => ({ take: () => changes }));
  const values = typedValues(line.title, typed).map((value) => {
    const { name, text } = describe(value, { ...reading, typed });
    return `${name}: ${text}`;
  });
  const text = changes && t("setTyped", { values: values.join(" · ") });
  const offer = changes && (
    <p className="flex flex-wrap items-center gap-2 text-[0.8125rem]">
      <Kbd keys="$mod+Enter" />
      <button
        type="button"
        aria-keyshortcuts="Control+Enter Meta+Enter"
        className="rounded px-1 text-start text-accent hover:underline"
        // A click leaves the focus in the field.
        onPointerDown={(event) => event.preventDefault()}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => onTake(changes)}
        onBlur={(event) => onLeave(event.relatedTarget)}
        onKeyDown={(event) => {
          // The keys of the list do not apply while a title is edited.
          event.stopPropagation();
          if (event.key === "Escape") onCancel();
        }}
      >
        {text}
      </button>
    </p>
  );
  return (
    <>
      <span role="status" className="sr-only">
        {text}
      </span>
      {offer && anchor ? <LineSurface anchor={anchor}>{offer}</LineSurface> : offer}
    </>
  );
}
