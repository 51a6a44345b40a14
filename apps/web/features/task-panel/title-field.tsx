"use client";

import type { ListedTask, TaskFields } from "@docket/schema/task";
import { Suspense, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useEditedText } from "../../entities/draft/use-edited-text.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { isComposing } from "../../ui/is-composing.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { ChangedNotice, DraftOffer } from "../draft/draft-notes.tsx";
import { MergeView } from "../draft/merge-view.tsx";
import type { RenameOfferHandle } from "../quick-add/rename-offer.tsx";
import { registerPanelField } from "../task/panel-focus.ts";
import { TaskCheck } from "../task/task-check.tsx";

const RenameOffer = lazyComponent(async () => (await import("../quick-add/rename-offer.tsx")).RenameOffer);

/** Maximum length of a title, in UTF-16 code units. */
const MAX_TITLE_LENGTH = 500;

type TitleFieldProps = { task: ListedTask; actions: TaskActions; canEdit: boolean };

/**
 * The checkbox and the title of a task. The title is a text field that looks like plain text until it has the focus.
 */
export function TitleField({ task, actions, canEdit }: TitleFieldProps) {
  const t = useTranslations("panel");
  const scope = useTaskScope();
  const field = useRef<HTMLTextAreaElement>(null);
  const [isTyping, setTyping] = useState(false);
  const isLeaving = useRef(false);
  const offerHost = useRef<HTMLDivElement>(null);
  const offerRef = useRef<RenameOfferHandle>(null);
  const edited = useEditedText({
    place: { id: task.id, field: "title" },
    now: { text: task.title, version: task.version },
    write: (title, version) => actions.rename({ id: task.id, version }, title),
    isOptional: false,
  });
  const { draft, contest } = edited;
  const take = (changes: TaskFields) => {
    // The change replaces the typed title.
    isLeaving.current = true;
    actions.update(task, changes);
    leave();
  };
  const finish = () => {
    setTyping(false);
    if (scope.renamingId === task.id) scope.rename(null);
    if (isLeaving.current) edited.discard();
    else edited.save();
    isLeaving.current = false;
  };
  const leave = () => {
    field.current?.blur();
    field.current?.closest<HTMLElement>("[data-task]")?.querySelector("button")?.focus();
  };
  const isAsked = scope.renamingId === task.id;
  useEffect(() => {
    if (isAsked) field.current?.focus();
  }, [isAsked]);
  useEffect(
    () =>
      registerPanelField({ taskId: task.id, field: "title" }, () => {
        field.current?.focus();
        field.current?.select();
      }),
    [task.id],
  );

  const isClosed = task.status !== "open";
  const look = `text-lg font-semibold leading-snug ${isClosed ? "text-muted line-through" : ""}`;
  return (
    <div data-task={task.id} className="flex flex-col gap-3">
      <div className="flex items-start gap-1">
        <div className="-ms-1.5 shrink-0">
          <TaskCheck task={task} actions={actions} isReadOnly={!canEdit} />
        </div>
        {!canEdit && (
          <h2 dir="auto" className={`min-w-0 py-0.5 break-words ${look}`}>
            {task.title}
          </h2>
        )}
        {canEdit && (
          <>
            <h2 dir="auto" className="sr-only">
              {task.title}
            </h2>
            <textarea
              ref={field}
              dir="auto"
              aria-label={t("title")}
              rows={1}
              maxLength={MAX_TITLE_LENGTH}
              enterKeyHint="done"
              value={isTyping ? edited.value : task.title}
              className={`field-sizing-content min-w-0 grow resize-none rounded-md bg-transparent px-1.5 py-0.5 hover:bg-hover focus:bg-transparent ${look}`}
              onFocus={() => setTyping(true)}
              onChange={(event) => edited.type(event.currentTarget.value.replaceAll(/\s*[\r\n]+\s*/g, " "))}
              onBlur={({ relatedTarget }) => {
                if (!offerHost.current?.contains(relatedTarget)) finish();
              }}
              onKeyDown={(event) => {
                if (isComposing(event.nativeEvent)) return;
                if (event.key !== "Enter" && event.key !== "Escape") return;
                event.preventDefault();
                event.stopPropagation();
                const isTaking = event.key === "Enter" && (event.ctrlKey || event.metaKey);
                const changes = isTaking ? offerRef.current?.take() : null;
                if (changes) take(changes);
                else {
                  isLeaving.current = event.key === "Escape";
                  leave();
                }
              }}
            />
          </>
        )}
      </div>
      {isTyping && contest && <ChangedNotice />}
      <div ref={offerHost} className="empty:hidden">
        <Suspense>
          {isTyping && !contest && (
            <RenameOffer
              task={task}
              title={edited.value}
              handleRef={offerRef}
              onTake={take}
              onLeave={(to) => {
                if (to !== field.current) finish();
              }}
              onCancel={() => {
                isLeaving.current = true;
                leave();
              }}
            />
          )}
        </Suspense>
      </div>
      {!isTyping && contest && (
        <MergeView
          kind="title"
          contest={contest}
          maxLength={MAX_TITLE_LENGTH}
          onResolve={edited.resolve}
          onTakeTheirs={edited.discard}
        />
      )}
      {canEdit && !isTyping && draft && !contest && (
        <DraftOffer text={draft.text} onGoOn={() => field.current?.focus()} onDiscard={edited.discard} />
      )}
    </div>
  );
}
