"use client";

import type { QuickAdd } from "@docket/schema/quick-add/quick-add";
import { AlignLeft, Calendar, CircleUser, Flag, FolderInput, Tag, X } from "lucide-react";
import { Suspense, useState } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { NewTaskDraft, TaskDestination, DraftQuestion } from "../../entities/draft/new-task-draft.ts";
import { PRIORITIES } from "../../entities/task/priority.ts";
import { parseRepeat } from "../../entities/task/repeat.ts";
import { useDescribeRepeat } from "../../entities/task/use-describe-repeat.ts";
import { useFormatWhen } from "../../entities/task/use-format-when.ts";
import { useLabels, useMembers, useProjects } from "../../entities/workspace/use-entities.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { MenuButton, MenuItem } from "../../ui/menu.tsx";

const DraftPicker = lazyComponent(async () => (await import("./draft-picker.tsx")).DraftPicker);

const CHIP =
  "inline-flex min-h-8 max-w-full rounded-md border border-line text-sm pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";
const FACE = "inline-flex min-w-0 items-center gap-1.5 rounded-md px-2.5 hover:bg-hover data-[unset]:text-muted";

type DraftChipsProps = {
  draft: NewTaskDraft;
  home: TaskDestination | null;
  /** What is typed. Properties that are typed are not shown again. */
  typed: QuickAdd;
  onDraft: (draft: NewTaskDraft) => void;
  /** Called after a choice, to return the focus to the title. */
  onChosen: () => void;
  /** Shows the field for the description. */
  onDescribe: () => void;
};

/** Buttons that show, change and remove the properties of a new task. */
export function DraftChips({ draft, home, typed, onDraft, onChosen, onDescribe }: DraftChipsProps) {
  const t = useTranslations("quickAdd");
  const task = useTranslations("task");
  const formatWhen = useFormatWhen();
  const describeRepeat = useDescribeRepeat();
  const [projects, labels, members] = [useProjects(), useLabels(), useMembers()];
  const [asked, setAsked] = useState<{ question: DraftQuestion; anchor: HTMLElement } | null>(null);
  const project = home === null ? undefined : projects.byId.get(home.projectId);
  const projectName = project?.isInbox ? task("inbox") : (project?.name ?? t("nowhere"));
  const priority = PRIORITIES.find((one) => one.priority === draft.priority);
  const repeat = draft.recurrence && parseRepeat(draft.recurrence);
  const dateText = [
    draft.due && formatWhen(draft.due),
    repeat && draft.due && describeRepeat(repeat, { day: draft.due.date }),
  ]
    .filter((part) => part !== null)
    .join(" · ");

  const removal = (name: string, change: Partial<NewTaskDraft> | null) =>
    change && (
      <button
        type="button"
        aria-label={t("remove", { name })}
        className="grid w-7 place-items-center rounded-e-md hover:bg-hover pointer-coarse:w-11"
        onClick={() => {
          onDraft({ ...draft, ...change });
          onChosen();
        }}
      >
        <X aria-hidden />
      </button>
    );
  /** @param removed what removing the value changes; null if there is none */
  const chip = (
    question: DraftQuestion,
    icon: ReactNode,
    name: string,
    value: string,
    removed: Partial<NewTaskDraft> | null,
  ) => (
    <span className={CHIP}>
      <button
        type="button"
        className={FACE}
        data-unset={value === "" || undefined}
        aria-haspopup="dialog"
        onClick={(event) => setAsked({ question, anchor: event.currentTarget })}
      >
        {icon}
        {value !== "" && <span className="sr-only">{name}:</span>}
        <span dir="auto" className="truncate">
          {value === "" ? name : value}
        </span>
      </button>
      {removal(name, removed)}
    </span>
  );
  const namesOf = (ids: string[], nouns: { byId: ReadonlyMap<string, { name: string }> }) =>
    ids.flatMap((id) => nouns.byId.get(id)?.name ?? []).join(", ");
  const sectionName = typed.sectionId === null ? home?.sectionName : null;

  return (
    <>
      {typed.projectId === null &&
        chip(
          "move",
          <FolderInput aria-hidden />,
          t("place"),
          sectionName ? `${projectName} / ${sectionName}` : projectName,
          draft.home && { home: null, assigneeIds: [] },
        )}
      {typed.due === null &&
        chip("due", <Calendar aria-hidden />, task("pick.due"), dateText, draft.due && { due: null, recurrence: null })}
      {typed.priority === null && (
        <span className={CHIP}>
          <MenuButton
            label={`${task("pick.priority")}: ${task(`priority.${priority?.name ?? "none"}`)}`}
            className={FACE}
            face={
              <>
                <Flag aria-hidden />
                <span className={draft.priority === 0 ? "text-muted" : ""}>
                  {draft.priority === 0 ? task("pick.priority") : task(`priority.${priority?.name ?? "none"}`)}
                </span>
              </>
            }
          >
            {PRIORITIES.map((one) => (
              <MenuItem
                key={one.name}
                icon={<span aria-hidden className={`size-4 rounded-full border-2 ${one.className}`} />}
                isChecked={one.priority === draft.priority}
                onSelect={() => {
                  onDraft({ ...draft, priority: one.priority });
                  onChosen();
                }}
              >
                {task(`priority.${one.name}`)}
              </MenuItem>
            ))}
          </MenuButton>
          {removal(task("pick.priority"), draft.priority === 0 ? null : { priority: 0 })}
        </span>
      )}
      {chip(
        "labels",
        <Tag aria-hidden />,
        task("pick.labels"),
        namesOf(draft.labelIds, labels),
        draft.labelIds.length > 0 ? { labelIds: [] } : null,
      )}
      {chip(
        "assign",
        <CircleUser aria-hidden />,
        task("pick.assign"),
        namesOf(draft.assigneeIds, members),
        draft.assigneeIds.length > 0 ? { assigneeIds: [] } : null,
      )}
      {draft.description === null && typed.description === null && (
        <span className={CHIP}>
          <button type="button" className={FACE} data-unset onClick={onDescribe}>
            <AlignLeft aria-hidden />
            {t("description")}
          </button>
        </span>
      )}
      <Suspense>
        {asked && home && (
          <DraftPicker
            {...asked}
            draft={draft}
            home={home}
            onDraft={onDraft}
            onClose={() => {
              setAsked(null);
              onChosen();
            }}
          />
        )}
      </Suspense>
    </>
  );
}
