"use client";

import type { ListedTask, TaskFields } from "@docket/schema/task";
import { useImperativeHandle, useMemo } from "react";
import type { RefObject } from "react";
import { useTranslations } from "use-intl";
import { Kbd } from "../../ui/kbd.tsx";
import { changesOf } from "./changes-of.ts";
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
  onTake: (changes: TaskFields) => void;
};

/**
 * Offers to set what is recognised in the new title of a task. Nothing is set unless the user takes the offer. What the
 * title contained before is not offered.
 */
export function RenameOffer({ task, title, handleRef, onTake }: RenameOfferProps) {
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
  if (changes === null) return null;
  const values = typedValues(line.title, typed).map((value) => {
    const { name, text } = describe(value, { ...reading, typed });
    return `${name}: ${text}`;
  });
  return (
    <p role="status" className="flex flex-wrap items-center gap-2 text-[0.8125rem]">
      <Kbd keys="Tab" />
      <button
        type="button"
        tabIndex={-1}
        className="rounded px-1 text-start text-accent hover:underline"
        // The field keeps the focus.
        onPointerDown={(event) => event.preventDefault()}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => onTake(changes)}
      >
        {t("setTyped", { values: values.join(" · ") })}
      </button>
    </p>
  );
}
