"use client";

import type { ListedTask } from "@docket/schema/task";
import { Pencil } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useEditedText } from "../../entities/draft/use-edited-text.ts";
import { useUndoToast } from "../../entities/workspace/use-undo-toast.ts";
import { useReplica } from "../../replica/replica-provider.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { DraftOffer } from "../draft/draft-notes.tsx";
import { MergeView } from "../draft/merge-view.tsx";
import { toggleCheckbox } from "../markdown/checklist.ts";
import { MarkdownText } from "../markdown/markdown-text.tsx";
import { FailedPart } from "./failed-part.tsx";
import { MarkdownEditor } from "./markdown-editor.tsx";
import { PanelSection } from "./panel-section.tsx";
import type { VersionedText } from "./use-panel-task.ts";

/** Maximum length of a description, in UTF-16 code units. */
const MAX_DESCRIPTION_LENGTH = 50_000;

type DescriptionProps = {
  task: ListedTask;
  description: VersionedText | null;
  /** Why it could not be loaded, or null. */
  error: unknown;
  onRetry: () => void;
  canEdit: boolean;
};

/** The description of a task in Markdown. Clicking it, or the edit button, starts editing. */
export function Description({ task, description, error, onRetry, canEdit }: DescriptionProps) {
  const t = useTranslations("panel.description");
  if (description) return <Text task={task} now={description} canEdit={canEdit} />;
  return (
    <PanelSection isQuiet name={t("name")}>
      {error === null ? (
        <Skeleton label={t("name")} rows={2} />
      ) : (
        <FailedPart text={t("failed")} error={error} onRetry={onRetry} />
      )}
    </PanelSection>
  );
}

function Text({ task, now, canEdit }: { task: ListedTask; now: VersionedText; canEdit: boolean }) {
  const t = useTranslations("panel.description");
  const replica = useReplica();
  const done = useUndoToast();
  const [isTyping, setTyping] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { id } = task;
  const write = (text: string, baseVersion: number) =>
    done(t("saved"), replica.write("task.update", { id, baseVersion, set: { description: text } }));
  const edited = useEditedText({ place: { id, field: "description" }, now, write, isOptional: true });
  const { draft, contest } = edited;
  const leave = () => {
    setTyping(false);
    requestAnimationFrame(() => opener.current?.focus());
  };

  if (!canEdit && now.text === "") return null;
  return (
    <PanelSection
      isQuiet
      name={t("name")}
      aside={
        canEdit &&
        !isTyping &&
        !contest &&
        now.text !== "" && (
          <IconButton ref={opener} label={t("edit")} icon={<Pencil aria-hidden />} onClick={() => setTyping(true)} />
        )
      }
    >
      {isTyping && (
        <MarkdownEditor
          label={t("name")}
          maxLength={MAX_DESCRIPTION_LENGTH}
          edited={edited}
          onSave={() => {
            edited.save();
            leave();
          }}
          onLeave={leave}
        />
      )}
      {!isTyping && contest && (
        <MergeView
          kind="description"
          contest={contest}
          maxLength={MAX_DESCRIPTION_LENGTH}
          onResolve={edited.resolve}
          onTakeTheirs={edited.discard}
        />
      )}
      {!isTyping && !contest && draft && canEdit && (
        <DraftOffer text={draft.text} onGoOn={() => setTyping(true)} onDiscard={edited.discard} />
      )}
      {!isTyping && !contest && now.text !== "" && (
        // Clicking is a shortcut for pointer users. Keyboard users have the edit button.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
        <div
          className={canEdit ? "-mx-1.5 cursor-text rounded-md px-1.5 py-1 pe-9 hover:bg-hover/60" : ""}
          onClick={(event) => {
            const isOnControl = event.target instanceof Element && event.target.closest("a, input") !== null;
            const isSelecting = window.getSelection()?.isCollapsed === false;
            if (canEdit && !isOnControl && !isSelecting) setTyping(true);
          }}
        >
          <MarkdownText
            text={now.text}
            onToggle={canEdit ? (line) => write(toggleCheckbox(now.text, line), now.version) : undefined}
          />
        </div>
      )}
      {!isTyping && !contest && now.text === "" && (
        <button
          ref={opener}
          type="button"
          className="-mx-1.5 min-h-9 rounded-md px-1.5 text-start text-muted hover:bg-hover pointer-coarse:min-h-11"
          onClick={() => setTyping(true)}
        >
          {t("empty")}
        </button>
      )}
    </PanelSection>
  );
}
