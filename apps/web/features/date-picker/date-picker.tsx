"use client";

import type { Day, TimeZone } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import type { When } from "@docket/schema/when";
import { useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { DUE_CHOICES, dayOf } from "../../entities/task/due-choices.ts";
import { formatDay, formatTime, formatWhen } from "../../entities/task/format.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { itemForKey } from "../../ui/menu-surface.tsx";
import { closePopover } from "../../ui/popover.tsx";
import { DatePickerMessages } from "./date-picker-messages.tsx";
import { MonthGrid } from "./month-grid.tsx";
import { parseClockTime } from "./parse-clock-time.ts";
import { useReadDateWords } from "./use-read-date-words.ts";
import { WordsField } from "./words-field.tsx";
import { ZoneField } from "./zone-field.tsx";

type DatePickerProps = {
  tasks: ListedTask[];
  /** Called with the chosen date, or with null to remove the date. */
  onSave: (tasks: ListedTask[], when: When | null) => void;
  /** The date to edit. */
  field?: "due" | "start" | "deadline";
};

/** The content of the picker's fields. */
type DateDraft = {
  words: string;
  day: Day | null;
  /** The time as it is typed. */
  time: string;
  /** Null if the time is the same in every zone. */
  timeZone: TimeZone | null;
};

const CHOICE =
  "flex min-h-8 w-full items-center gap-3 rounded-md px-2.5 text-start hover:bg-hover focus:bg-hover focus:outline-none pointer-coarse:min-h-11";

/**
 * Picker for the due date, start date or deadline: a field for a date in words, suggestions with shortcut keys, a
 * calendar and, except for a deadline, a time with its zone. A suggestion or a day in the calendar is saved at once,
 * with the time in its field.
 */
export function DatePicker(props: DatePickerProps) {
  return (
    <DatePickerMessages>
      <DateForm {...props} />
    </DatePickerMessages>
  );
}

function DateForm({ tasks, onSave, field = "due" }: DatePickerProps) {
  const { today, timeZone, weekStart } = useViewer();
  const reader = useReader();
  const readWords = useReadDateWords();
  const names = useTranslations("task.due");
  const t = useTranslations("datePicker");
  const hasTime = field !== "deadline";
  const value = tasks[0]?.[field] ?? null;
  const current: When | null = typeof value === "string" ? { date: value } : value;
  const isSet = tasks.some((task) => task[field] !== null);
  const [draft, setDraft] = useState<DateDraft>(() => ({
    words: "",
    day: current?.date ?? null,
    time: current?.time === undefined ? "" : formatTime(current.time, reader.locale),
    timeZone: current?.time === undefined ? timeZone : (current.timeZone ?? null),
  }));
  const [unclear, setUnclear] = useState<"words" | "time" | null>(null);
  const wordsField = useRef<HTMLInputElement>(null);
  const timeField = useRef<HTMLInputElement>(null);
  const meant = readWords(draft.words);

  const change = (part: Partial<DateDraft>) => {
    setDraft({ ...draft, ...part });
    setUnclear(null);
  };
  const changeWords = (words: string) => {
    const day = readWords(words);
    change(day === null ? { words } : { words, day });
  };
  /** Saves a day with the time in its field, or shows why the time can't be read. */
  const save = (from: Element, day: Day) => {
    const time = draft.time.trim() === "" ? undefined : parseClockTime(draft.time);
    if (time === null) {
      setUnclear("time");
      return timeField.current?.focus();
    }
    closePopover(from);
    const zone = draft.timeZone === null ? {} : { timeZone: draft.timeZone };
    onSave(tasks, time === undefined ? { date: day } : { date: day, time, ...zone });
  };
  const remove = (from: Element) => {
    closePopover(from);
    onSave(tasks, null);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const choices = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-choice]")];
    const at = choices.findIndex((element) => element === document.activeElement);
    const next = at < 0 ? undefined : itemForKey(event.key, choices, at);
    const key = event.key.toLowerCase();
    const choice = DUE_CHOICES.find((one) => one.key === key);
    if (next) next.focus();
    else if (choice) save(event.currentTarget, dayOf(choice.name, today, weekStart));
    else if (isSet && key === "r") remove(event.currentTarget);
    else {
      // Any other letter or digit begins a date in words.
      if (/^[\p{L}\p{N}]$/u.test(event.key)) wordsField.current?.focus();
      return;
    }
    event.preventDefault();
  };

  return (
    // The form itself is not interactive. It handles the shortcut and arrow keys of its buttons.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      noValidate
      className="flex w-80 flex-col gap-2 p-1 phone:w-full"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.words.trim() !== "" && meant === null) {
          setUnclear("words");
          wordsField.current?.focus();
        } else save(event.currentTarget, draft.day ?? today);
      }}
    >
      <WordsField
        ref={wordsField}
        value={draft.words}
        onChange={changeWords}
        meaning={meant && formatWhen({ date: meant }, reader)}
        isUnclear={unclear === "words"}
      />
      <div role="group" aria-label={t("choices")} className="phone:grid phone:grid-cols-2">
        {DUE_CHOICES.map(({ name, key }, index) => {
          const day = dayOf(name, today, weekStart);
          return (
            <button
              key={name}
              type="button"
              data-choice
              data-autofocus={index === 0 || undefined}
              className={CHOICE}
              onClick={(event) => save(event.currentTarget, day)}
            >
              <span className="grow">{names(name)}</span>
              <span className="text-muted phone:sr-only">{formatDay(day, reader)}</span>
              <Kbd keys={key} />
            </button>
          );
        })}
        {isSet && (
          <button type="button" data-choice className={CHOICE} onClick={(event) => remove(event.currentTarget)}>
            <span className="grow">{names("none")}</span>
            <Kbd keys="r" />
          </button>
        )}
      </div>
      <div className="border-t border-line pt-2">
        <MonthGrid
          value={draft.day}
          onSelect={(day) => change({ day, words: "" })}
          onChoose={(day) => {
            if (wordsField.current) save(wordsField.current, day);
          }}
        />
      </div>
      {hasTime && (
        <div className="grid grid-cols-2 gap-2 border-t border-line pt-2">
          <Field
            ref={timeField}
            label={t("time")}
            placeholder={formatTime("09:00", reader.locale)}
            maxLength={20}
            autoComplete="off"
            value={draft.time}
            problem={unclear === "time" ? t("unclearTime", { text: draft.time.trim() }) : undefined}
            onChange={(event) => change({ time: event.currentTarget.value })}
          />
          {draft.time.trim() !== "" && (
            <ZoneField value={draft.timeZone} onChange={(zone) => change({ timeZone: zone })} />
          )}
        </div>
      )}
      <Button type="submit" look="primary">
        {t("save")}
      </Button>
    </form>
  );
}
