"use client";

import { AlignLeft, Calendar, CircleUser, Flag, FolderInput, Tag } from "lucide-react";
import { Suspense, useState } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { NewTaskDraft, TaskDestination, DraftQuestion } from "../../entities/draft/new-task-draft.ts";
import { PRIORITIES } from "../../entities/task/priority.ts";
import { useFormatWhen } from "../../entities/task/use-format-when.ts";
import { useLabels, useMembers, useProjects } from "../../entities/workspace/use-entities.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { MenuButton, MenuItem } from "../../ui/menu.tsx";
import { parseRepeat } from "../date-picker/repeat-draft.ts";
import { useDescribeRepeat } from "../date-picker/use-describe-repeat.ts";

const DraftPicker = lazyComponent(async () => (await import("./draft-picker.tsx")).DraftPicker);

const CHIP =
  "inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-md border border-line px-2.5 text-sm hover:bg-hover data-[unset]:text-muted pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";

type DraftChipsProps = {
  draft: NewTaskDraft;
  home: TaskDestination | null;
  onDraft: (draft: NewTaskDraft) => void;
  /** Called after a choice, to return the focus to the title. */
  onChosen: () => void;
};

/** Buttons that show and change the properties of a new task. */
export function DraftChips({ draft, home, onDraft, onChosen }: DraftChipsProps) {
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

  const chip = (question: DraftQuestion, icon: ReactNode, name: string, value: string) => (
    <button
      type="button"
      className={CHIP}
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
  );
  const namesOf = (ids: string[], nouns: { byId: ReadonlyMap<string, { name: string }> }) =>
    ids.flatMap((id) => nouns.byId.get(id)?.name ?? []).join(", ");

  return (
    <div className="flex flex-wrap gap-2">
      {chip(
        "move",
        <FolderInput aria-hidden />,
        t("place"),
        home?.sectionName ? `${projectName} / ${home.sectionName}` : projectName,
      )}
      {chip("due", <Calendar aria-hidden />, task("pick.due"), dateText)}
      <MenuButton
        label={`${task("pick.priority")}: ${task(`priority.${priority?.name ?? "none"}`)}`}
        className={CHIP}
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
      {chip("labels", <Tag aria-hidden />, task("pick.labels"), namesOf(draft.labelIds, labels))}
      {chip("assign", <CircleUser aria-hidden />, task("pick.assign"), namesOf(draft.assigneeIds, members))}
      {draft.description === null && (
        <button
          type="button"
          className={CHIP}
          data-unset
          onClick={(event) => {
            const form = event.currentTarget.form;
            onDraft({ ...draft, description: "" });
            requestAnimationFrame(() => form?.querySelector("textarea")?.focus());
          }}
        >
          <AlignLeft aria-hidden />
          {t("description")}
        </button>
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
    </div>
  );
}
