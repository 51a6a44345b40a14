"use client";

import { useRef } from "react";
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import type { NewTaskDraft, TaskDestination } from "../../entities/draft/new-task-draft.ts";
import type { TaskLine } from "../../entities/task/task-lines.ts";
import { useTaskActions } from "../../entities/task/use-task-actions.ts";
import { Button } from "../../ui/button.tsx";
import { closeDialog } from "../../ui/dialog.tsx";
import { isComposing } from "../../ui/is-composing.ts";
import { Kbd } from "../../ui/kbd.tsx";
import { LineAssist } from "../quick-add/line-assist.tsx";
import type { AfterAdding, LineFieldState } from "../quick-add/line-field.tsx";
import { LinePreview } from "../quick-add/line-preview.tsx";
import { newTaskLists } from "../quick-add/new-task-lists.ts";
import type { NewTaskLine } from "../quick-add/new-task-lists.ts";
import { newTaskOf } from "../quick-add/new-task-of.ts";
import { PastedLines } from "../quick-add/pasted-lines.tsx";
import { readPastedLines } from "../quick-add/read-pasted-lines.ts";
import { TypedChips } from "../quick-add/typed-chips.tsx";
import { useReading } from "../quick-add/use-reading.ts";
import { DraftChips } from "./draft-chips.tsx";

type QuickAddBodyProps = {
  field: LineFieldState;
  draft: NewTaskDraft;
  onDraft: (draft: NewTaskDraft) => void;
  /** Pasted lines, until the user has decided whether they are several tasks. */
  pasted: TaskLine[] | null;
  onPasted: (lines: TaskLine[] | null) => void;
  /** The project and section of the task unless others are typed; null if the user can add no tasks. */
  home: TaskDestination | null;
  onSubmit: (after: AfterAdding) => void;
  /** Called when the task has been created. */
  onAdded: (after: AfterAdding) => void;
};

/** The part of the quick add dialog below the title: what the title means, the other fields and the buttons. */
export function QuickAddBody({ field, draft, onDraft, pasted, onPasted, home, onSubmit, onAdded }: QuickAddBodyProps) {
  const t = useTranslations("quickAdd");
  const actions = useTaskActions();
  const reading = useReading(draft, { homeId: home?.projectId ?? null, day: draft.due?.date });
  const description = useRef<HTMLTextAreaElement>(null);
  const { inputRef } = field;
  const { typed } = reading;

  const add = (lines: NewTaskLine[], after: AfterAdding) => {
    if (home === null || lines.length === 0) return;
    actions.createTasks(newTaskLists(lines, home));
    onAdded(after);
  };
  const addTyped = (after: AfterAdding) => {
    if (home === null || typed.title === "") return;
    add([{ ...newTaskOf(typed, draft, home, reading.members), parent: null }], after);
  };
  const onDescriptionKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || isComposing(event.nativeEvent) || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onSubmit(event.shiftKey ? "stay" : "close");
  };

  return (
    <>
      <LineAssist
        field={field}
        line={draft}
        onLine={(line) => onDraft({ ...draft, ...line })}
        reading={reading}
        onSubmit={addTyped}
      />
      <LinePreview typed={typed} />
      {draft.description !== null && (
        <textarea
          ref={description}
          dir="auto"
          aria-label={t("description")}
          placeholder={t("description")}
          maxLength={50_000}
          rows={3}
          value={draft.description}
          className="w-full resize-y rounded-md bg-hover/50 px-2 py-1.5 placeholder:text-muted"
          onKeyDown={onDescriptionKey}
          onChange={(event) => onDraft({ ...draft, description: event.currentTarget.value })}
        />
      )}
      {pasted && (
        <PastedLines
          lines={pasted}
          onSeveral={() =>
            home && add(readPastedLines(pasted, reading, { ...draft, description: null }, home), "close")
          }
          onOne={() => {
            onPasted(null);
            const text = [draft.title, ...pasted.map((line) => line.title)].filter((part) => part !== "").join(" ");
            onDraft({ ...draft, title: text.slice(0, 500) });
            inputRef.current?.focus();
          }}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <TypedChips
          line={draft}
          reading={reading}
          onLine={(line) => {
            onDraft({ ...draft, ...line });
            inputRef.current?.focus();
          }}
        />
        <DraftChips
          draft={draft}
          home={home}
          typed={typed}
          onDraft={onDraft}
          onChosen={() => inputRef.current?.focus()}
          onDescribe={() => {
            onDraft({ ...draft, description: "" });
            requestAnimationFrame(() => description.current?.focus());
          }}
        />
      </div>
      <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2 border-t border-line pt-3">
        <p className="me-auto flex items-center gap-1.5 text-xs text-muted phone:hidden pointer-coarse:hidden">
          <Kbd keys="Shift+Enter" />
          {t("another")}
        </p>
        <Button onClick={(event) => closeDialog(event.currentTarget)}>{t("cancel")}</Button>
        <Button look="primary" disabled={draft.title.trim() === "" || home === null} onClick={() => onSubmit("close")}>
          {t("add")}
        </Button>
      </div>
    </>
  );
}
