"use client";

import type { ListedTask } from "@docket/schema/task";
import type { When } from "@docket/schema/when";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { DUE_CHOICES, dayOf } from "../../entities/task/due-choices.ts";
import { formatDay } from "../../entities/task/format.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { itemForKey } from "../../ui/menu-surface.tsx";
import { closePopover } from "../../ui/popover.tsx";

type DatePickerProps = {
  tasks: ListedTask[];
  /** Called with the chosen date, or with null to remove the date. */
  onSave: (tasks: ListedTask[], when: When | null) => void;
  /** The date to edit. */
  field?: "due" | "start" | "deadline";
};

const CHOICE =
  "flex min-h-9 w-full items-center gap-3 rounded-md px-2.5 text-start hover:bg-hover focus:bg-hover focus:outline-none pointer-coarse:min-h-11";

/**
 * Picker for the due date, start date or deadline: buttons for relative dates with shortcut keys, a calendar and, except
 * for a deadline, an optional time in the viewer's time zone.
 */
export function DatePicker({ tasks, onSave, field = "due" }: DatePickerProps) {
  const { today, timeZone, weekStart } = useViewer();
  const reader = useReader();
  const t = useTranslations("task");
  const value = tasks[0]?.[field] ?? null;
  const current: When | null = typeof value === "string" ? { date: value } : value;
  const isSet = tasks.some((task) => task[field] !== null);
  const [date, setDate] = useState(current?.date ?? "");
  const [time, setTime] = useState(current?.time ?? "");
  const zone = current?.time === undefined ? timeZone : current.timeZone;

  const save = (from: Element, day: string, clock: string) => {
    closePopover(from);
    if (day === "") return onSave(tasks, null);
    const timed = clock === "" ? {} : { time: clock, ...(zone === undefined ? {} : { timeZone: zone }) };
    onSave(tasks, { date: day, ...timed });
  };

  return (
    // The container itself is not interactive. It handles the shortcut and arrow keys of its buttons.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="w-72 phone:w-full"
      onKeyDown={(event) => {
        if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
        const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>(":scope > button")];
        const next = itemForKey(
          event.key,
          buttons,
          buttons.findIndex((button) => button === document.activeElement),
        );
        const choice = DUE_CHOICES.find(({ key }) => key === event.key.toLowerCase());
        if (!next && !choice && !(isSet && event.key.toLowerCase() === "r")) return;
        event.preventDefault();
        if (next) return next.focus();
        save(event.currentTarget, choice ? dayOf(choice.name, today, weekStart) : "", choice ? time : "");
      }}
    >
      {DUE_CHOICES.map(({ name, key }) => {
        const day = dayOf(name, today, weekStart);
        return (
          <button key={name} type="button" className={CHOICE} onClick={(event) => save(event.currentTarget, day, time)}>
            <span className="grow">{t(`due.${name}`)}</span>
            <span className="text-muted">{formatDay(day, reader)}</span>
            <Kbd keys={key} />
          </button>
        );
      })}
      {isSet && (
        <button type="button" className={CHOICE} onClick={(event) => save(event.currentTarget, "", "")}>
          <span className="grow">{t("due.none")}</span>
          <Kbd keys="r" />
        </button>
      )}
      <form
        className="mt-1 grid grid-cols-2 gap-2 border-t border-line p-2"
        onSubmit={(event) => {
          event.preventDefault();
          save(event.currentTarget, date, time);
        }}
      >
        <Field
          label={t("due.day")}
          type="date"
          required
          min="1970-01-01"
          max="2200-12-31"
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        {field !== "deadline" && (
          <Field
            label={t("due.time")}
            type="time"
            value={time}
            disabled={date === ""}
            onChange={(event) => setTime(event.currentTarget.value)}
          />
        )}
        <Button type="submit" look="primary" className="col-span-2">
          {t("due.set")}
        </Button>
      </form>
    </div>
  );
}
