"use client";

import { addDays, dayNumber } from "@docket/schema/day";
import type { TaskSummary } from "@docket/schema/task";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { useViewer } from "../session/viewer.tsx";
import type { TaskActions } from "./use-task-actions.ts";

/** The Monday after a day. Day 0, 1970-01-01, was a Thursday. */
function nextMonday(day: string): string {
  const weekday = (((dayNumber(day) + 3) % 7) + 7) % 7;
  return addDays(day, 7 - weekday);
}

/** Asks when a task is due: a day, and a time where it matters, which is meant in the viewer's zone. */
export function DueDialog({
  task,
  actions,
  onClose,
}: {
  task: TaskSummary;
  actions: TaskActions;
  onClose: () => void;
}) {
  const { today, timeZone } = useViewer();
  const [date, setDate] = useState(task.due?.date ?? "");
  const [time, setTime] = useState(task.due?.time ?? "");
  const zone = task.due?.time === undefined ? timeZone : task.due.timeZone;

  const save = (day: string, clock: string) => {
    onClose();
    if (day === "") return actions.setDue(task, null);
    const timed = clock === "" ? {} : { time: clock, ...(zone === undefined ? {} : { timeZone: zone }) };
    actions.setDue(task, { date: day, ...timed });
  };

  const choices = [
    { label: "Today", day: today },
    { label: "Tomorrow", day: addDays(today, 1) },
    { label: "Next week", day: nextMonday(today) },
  ];
  return (
    <Dialog title={`When is “${task.title}” due?`} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save(date, time);
        }}
      >
        <div className="flex flex-wrap gap-2">
          {choices.map(({ label, day }) => (
            <Button key={label} onClick={() => save(day, time)}>
              {label}
            </Button>
          ))}
          {task.due && (
            <Button look="quiet" onClick={() => save("", "")}>
              No date
            </Button>
          )}
        </div>
        <div className="grid grid-cols-2 gap-3">
          <Field
            label="Day"
            type="date"
            required
            min="1970-01-01"
            max="2200-12-31"
            value={date}
            onChange={(event) => setDate(event.currentTarget.value)}
          />
          <Field
            label="Time"
            type="time"
            value={time}
            disabled={date === ""}
            onChange={(event) => setTime(event.currentTarget.value)}
          />
        </div>
        <DialogButtons submit="Save" onCancel={onClose} />
      </form>
    </Dialog>
  );
}
