"use client";

import { usePathname } from "next/navigation";
import { Suspense, useId, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { EMPTY_DRAFT, fieldsOf } from "../../entities/draft/new-task-draft.ts";
import type { NewTaskDraft, TaskDestination } from "../../entities/draft/new-task-draft.ts";
import { parseTaskLines } from "../../entities/task/task-lines.ts";
import type { TaskLine } from "../../entities/task/task-lines.ts";
import { useTaskActions } from "../../entities/task/use-task-actions.ts";
import { projectAtPath } from "../../entities/workspace/path.ts";
import { canEditIn, useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, closeDialog } from "../../ui/dialog.tsx";
import { isComposing } from "../../ui/is-composing.ts";
import { Kbd } from "../../ui/kbd.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";

const DraftChips = lazyComponent(async () => (await import("./draft-chips.tsx")).DraftChips);
const PastedLines = lazyComponent(async () => (await import("./pasted-lines.tsx")).PastedLines);

type QuickAddProps = {
  /** The current draft, possibly left over from an earlier use of the dialog. */
  draft: NewTaskDraft;
  onDraft: (draft: NewTaskDraft) => void;
  onClose: () => void;
};

/**
 * Dialog for creating a task from any page. The title field is not loaded lazily, so that it accepts input immediately;
 * the buttons below it are. Enter adds the task and closes the dialog. Shift+Enter adds the task and keeps the other
 * properties for the next one.
 */
export function QuickAdd({ draft, onDraft, onClose }: QuickAddProps) {
  const t = useTranslations("quickAdd");
  const actions = useTaskActions();
  const home = useHome(draft);
  const form = useId();
  const title = useRef<HTMLInputElement>(null);
  const [pasted, setPasted] = useState<TaskLine[] | null>(null);

  const add = (lines: TaskLine[], isStaying: boolean) => {
    if (home === null || lines.length === 0) return;
    actions.createLines(lines, home.projectId, fieldsOf(draft, home));
    setPasted(null);
    onDraft(isStaying ? { ...draft, title: "", description: draft.description === null ? null : "" } : EMPTY_DRAFT);
    if (isStaying) title.current?.focus();
    else closeDialog(title.current);
  };
  const addTyped = (isStaying: boolean) => {
    const typed = draft.title.trim();
    if (typed !== "") add([{ title: typed, parent: null }], isStaying);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || isComposing(event.nativeEvent)) return;
    if (event.target instanceof HTMLTextAreaElement && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    addTyped(event.shiftKey);
  };

  return (
    <Dialog title={t("title")} isTitleHidden shape="panel" onClose={onClose}>
      <div className="flex flex-col gap-3 overflow-y-auto p-4">
        <form
          id={form}
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            addTyped(false);
          }}
        >
          <input
            ref={title}
            dir="auto"
            aria-label={t("taskTitle")}
            placeholder={t("placeholder")}
            maxLength={500}
            enterKeyHint="done"
            autoComplete="off"
            value={draft.title}
            className="min-h-9 w-full bg-transparent text-base font-medium placeholder:font-normal placeholder:text-muted focus-visible:outline-none"
            onKeyDown={onKeyDown}
            onChange={(event) => onDraft({ ...draft, title: event.currentTarget.value })}
            onPaste={(event) => {
              const lines = parseTaskLines(event.clipboardData.getData("text/plain"));
              if (lines.length < 2) return;
              event.preventDefault();
              setPasted(lines);
            }}
          />
          {draft.description !== null && (
            <textarea
              dir="auto"
              aria-label={t("description")}
              placeholder={t("description")}
              maxLength={50_000}
              rows={3}
              value={draft.description}
              className="w-full resize-y rounded-md bg-hover/50 px-2 py-1.5 placeholder:text-muted"
              onKeyDown={onKeyDown}
              onChange={(event) => onDraft({ ...draft, description: event.currentTarget.value })}
            />
          )}
        </form>
        <Suspense>
          {pasted && (
            <PastedLines
              lines={pasted}
              onSeveral={() => add(pasted, false)}
              onOne={() => {
                setPasted(null);
                const text = [draft.title, ...pasted.map((line) => line.title)].filter((part) => part !== "").join(" ");
                onDraft({ ...draft, title: text.slice(0, 500) });
                title.current?.focus();
              }}
            />
          )}
        </Suspense>
        <Suspense fallback={<div className="min-h-8 pointer-coarse:min-h-11" />}>
          <DraftChips draft={draft} home={home} onDraft={onDraft} onChosen={() => title.current?.focus()} />
        </Suspense>
        <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2 border-t border-line pt-3">
          <p className="me-auto flex items-center gap-1.5 text-xs text-muted phone:hidden pointer-coarse:hidden">
            <Kbd keys="Shift+Enter" />
            {t("another")}
          </p>
          <Button onClick={(event) => closeDialog(event.currentTarget)}>{t("cancel")}</Button>
          <Button type="submit" form={form} look="primary" disabled={draft.title.trim() === "" || home === null}>
            {t("add")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/**
 * Returns the chosen project, otherwise the page's project, otherwise the inbox. Returns null if the user cannot add
 * tasks to any project.
 */
function useHome({ home }: NewTaskDraft): TaskDestination | null {
  const { inboxId } = useWorkspace();
  const projects = useProjects();
  const here = projectAtPath(usePathname());
  if (home !== null && canEditIn(projects.byId.get(home.projectId))) return home;
  const projectId = here !== null && canEditIn(projects.byId.get(here)) ? here : inboxId;
  return projectId === null ? null : { projectId, sectionId: null, sectionName: null };
}
