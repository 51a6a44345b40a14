"use client";

import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { EMPTY_DRAFT, EMPTY_LINE } from "../../entities/draft/new-task-draft.ts";
import type { NewTaskDraft } from "../../entities/draft/new-task-draft.ts";
import type { TaskLine } from "../../entities/task/task-lines.ts";
import { Dialog, closeDialog } from "../../ui/dialog.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { useAddPendingLine } from "../quick-add/add-pending-line.ts";
import { LineField, useLineField } from "../quick-add/line-field.tsx";
import type { AfterAdding } from "../quick-add/line-field.tsx";
import { useHome } from "./use-home.ts";

const QuickAddBody = lazyComponent(async () => (await import("./quick-add-body.tsx")).QuickAddBody);

type QuickAddProps = {
  /** The current draft, possibly left over from an earlier use of the dialog. */
  draft: NewTaskDraft;
  onDraft: (draft: NewTaskDraft) => void;
  onClose: () => void;
};

/**
 * Dialog for creating a task from any page. The title field is not loaded lazily, so that it accepts input immediately;
 * what reads the title and the fields below it are. Enter adds the task and closes the dialog. Shift+Enter adds the task
 * and keeps the other fields for the next one.
 */
export function QuickAdd({ draft, onDraft, onClose }: QuickAddProps) {
  const t = useTranslations("quickAdd");
  const field = useLineField();
  const addPendingLine = useAddPendingLine();
  const home = useHome(draft);
  const [pasted, setPasted] = useState<TaskLine[] | null>(null);
  const { inputRef, assistantRef } = field;

  const finish = (after: AfterAdding) => {
    const isStaying = after === "stay";
    const rest = { ...draft, ...EMPTY_LINE, description: draft.description === null ? null : "" };
    onDraft(isStaying ? rest : EMPTY_DRAFT);
    setPasted(null);
    if (isStaying) inputRef.current?.focus();
    else closeDialog(inputRef.current);
  };
  const submit = (after: AfterAdding) => {
    if (assistantRef.current?.submit(after) || draft.title.trim() === "" || home === null) return;
    addPendingLine({ draft, place: { projectId: home.projectId, fields: home } });
    finish(after);
  };
  return (
    <Dialog title={t("title")} isTitleHidden shape="panel" onClose={onClose}>
      <div className="flex flex-col gap-3 overflow-y-auto p-4">
        <LineField
          field={field}
          line={draft}
          onLine={(line) => onDraft({ ...draft, ...line })}
          label={t("taskTitle")}
          placeholder={t("placeholder")}
          onSubmit={submit}
          onPasteLines={setPasted}
          className="min-h-9 text-base font-medium [&_input]:focus-visible:outline-none"
        />
        <Suspense fallback={<div className="min-h-35" />}>
          <QuickAddBody
            {...{ field, draft, onDraft, home, pasted }}
            onPasted={setPasted}
            onSubmit={submit}
            onAdded={finish}
          />
        </Suspense>
      </div>
    </Dialog>
  );
}
