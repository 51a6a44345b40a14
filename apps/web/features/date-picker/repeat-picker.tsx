"use client";

import { nextOccurrences } from "@docket/schema/recurrence/occurrences";
import type { ListedTask } from "@docket/schema/task";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useUndoToast } from "../../entities/workspace/use-undo-toast.ts";
import { useReplica } from "../../replica/replica-provider.tsx";
import { Button } from "../../ui/button.tsx";
import { closePopover } from "../../ui/popover.tsx";
import { DatePickerMessages } from "./date-picker-messages.tsx";
import { changedRecurrence, repeatDraftOf, repeatOf } from "./repeat-draft.ts";
import { RepeatFields } from "./repeat-fields.tsx";

type RepeatPickerProps = { task: ListedTask; actions: Pick<TaskActions, "setFields"> };

/** Picker for how a task repeats. A task without a due date repeats from today. */
export function RepeatPicker(props: RepeatPickerProps) {
  return (
    <DatePickerMessages>
      <RepeatForm {...props} />
    </DatePickerMessages>
  );
}

function RepeatForm({ task, actions }: RepeatPickerProps) {
  const { today, weekStart } = useViewer();
  const replica = useReplica();
  const done = useUndoToast();
  const t = useTranslations("datePicker.repeat");
  const due = task.due ?? { date: today };
  const [draft, setDraft] = useState(() => repeatDraftOf(task.recurrence, due.date));
  const repeat = repeatOf(draft, due.date, weekStart);
  const [first] = repeat === null ? [due.date] : nextOccurrences({ rule: repeat.rule, start: due.date }, 1);

  const save = () => {
    const recurrence = changedRecurrence(repeat, task.recurrence);
    if (recurrence === null) actions.setFields([task], { recurrence });
    // The task is due on the first day that matches the rule.
    else if (recurrence !== undefined)
      actions.setFields([task], { due: { ...due, date: first ?? due.date }, recurrence });
  };

  return (
    <form
      noValidate
      className="flex w-80 flex-col gap-2 p-1 phone:w-full"
      onSubmit={(event) => {
        event.preventDefault();
        if (first === undefined) return;
        closePopover(event.currentTarget);
        save();
      }}
    >
      <RepeatFields
        draft={draft}
        onChange={setDraft}
        start={{ day: due.date, time: due.time, timeZone: due.timeZone }}
      />
      <Button type="submit" look="primary" disabled={first === undefined}>
        {t("save")}
      </Button>
      {task.recurrence !== null && (
        <div className="grid grid-cols-2 gap-2">
          {(["skip", "detach"] as const).map((verb) => (
            <Button
              key={verb}
              title={verb === "detach" ? t("detachHint") : undefined}
              onClick={(event) => {
                closePopover(event.currentTarget);
                const text = verb === "skip" ? "skipped" : "detached";
                done(t(text, { title: task.title }), replica.write(`task.${verb}`, { ids: [task.id] }));
              }}
            >
              {t(verb)}
            </Button>
          ))}
          <Button
            className="col-span-2"
            onClick={(event) => {
              closePopover(event.currentTarget);
              actions.setFields([task], { recurrence: null });
            }}
          >
            {t("endSeries")}
          </Button>
        </div>
      )}
    </form>
  );
}
