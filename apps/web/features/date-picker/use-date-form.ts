"use client";

import type { Day, TimeZone } from "@docket/schema/day";
import { nextOccurrences } from "@docket/schema/recurrence/occurrences";
import type { ListedTask } from "@docket/schema/task";
import type { NewRecurrence } from "@docket/schema/task-recurrence";
import type { When } from "@docket/schema/when";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { formatTime } from "../../entities/task/format.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { closePopover } from "../../ui/popover.tsx";
import { parseClockTime } from "./parse-clock-time.ts";
import { changedRecurrence, repeatDraftOf, repeatOf } from "./repeat-draft.ts";
import type { RepeatDraft } from "./repeat-draft.ts";
import type { DateWords } from "./use-read-date-words.ts";
import { useReadDateWords } from "./use-read-date-words.ts";

export type DatePickerProps = {
  tasks: ListedTask[];
  /**
   * Called with the chosen date, or with null to remove the date. The recurrence is undefined if it was not changed, and
   * null if the task no longer repeats.
   */
  onSave: (tasks: ListedTask[], when: When | null, recurrence?: NewRecurrence | null) => void;
  /** The date to edit, or `day` for a new day without a time. Only tasks with a due date can repeat. */
  field?: "due" | "start" | "deadline" | "day";
  /** Renders the reminders below the fields. Reminders depend on the saved date, so the fields must contain this date. */
  renderReminders?: () => ReactNode;
};

/** The content of the picker's fields. */
type DateDraft = {
  words: string;
  day: Day | null;
  /** The time as it is typed. */
  time: string;
  /** Null if the time is the same in every zone. */
  timeZone: TimeZone | null;
  repeat: RepeatDraft;
};

/** Returns the state of a date picker, and functions to change it and to save a date. */
export function useDateForm({ tasks, onSave, field = "due" }: DatePickerProps) {
  const { today, timeZone, weekStart } = useViewer();
  const { locale } = useReader();
  const readWords = useReadDateWords();
  const [task] = tasks;
  const value = field === "day" ? null : (task?.[field] ?? null);
  const current: When | null = typeof value === "string" ? { date: value } : value;
  const recurrence = field === "due" ? (task?.recurrence ?? null) : null;
  const [draft, setDraft] = useState<DateDraft>(() => ({
    words: "",
    day: current?.date ?? null,
    time: current?.time === undefined ? "" : formatTime(current.time, locale),
    timeZone: current?.time === undefined ? timeZone : (current.timeZone ?? null),
    repeat: repeatDraftOf(recurrence, current?.date ?? today),
  }));
  /** The fields before words were typed. */
  const [beforeWords, setBeforeWords] = useState(draft);
  const [unclear, setUnclear] = useState<"words" | "time" | null>(null);
  const wordsField = useRef<HTMLInputElement>(null);
  const timeField = useRef<HTMLInputElement>(null);
  const meant = readFor(field, readWords(draft.words));
  const time = draft.time.trim() === "" ? undefined : parseClockTime(draft.time);

  const whenOn = (date: Day): When => {
    if (typeof time !== "string") return { date };
    return { date, time, ...(draft.timeZone !== null && { timeZone: draft.timeZone }) };
  };
  const change = (part: Partial<DateDraft>) => {
    setDraft({ ...draft, ...part });
    setUnclear(null);
  };
  const explain = (which: "words" | "time") => {
    setUnclear(which);
    (which === "words" ? wordsField : timeField).current?.focus();
  };

  /** Saves a day with the content of the other fields, or shows which of them is not understood. */
  const save = (from: Element, day: Day) => {
    if (time === null) return explain("time");
    const repeat = repeatOf(draft.repeat, day, weekStart);
    const changed = field === "due" ? changedRecurrence(repeat, recurrence) : undefined;
    // A task whose rule is new is due on the first day that matches it. The preview says so if there is none.
    const [date] = repeat === null || !changed ? [day] : nextOccurrences({ rule: repeat.rule, start: day }, 1);
    if (date === undefined) return;
    closePopover(from);
    onSave(tasks, whenOn(date), changed);
  };

  return {
    draft,
    change,
    unclear,
    wordsField,
    timeField,
    /** What the words mean; null if there are none, or they are not understood. */
    meant,
    /** Whether the fields contain another date than the saved one. */
    isChanged: time === null || !isSameWhen(draft.day === null ? null : whenOn(draft.day), current),
    /** The time that was typed; undefined if there is none, null if it is not understood. */
    time,
    isSet: field !== "day" && tasks.some((one) => one[field] !== null),
    /** Reads the words into the other fields. What the previous words have set is reset. */
    changeWords: (words: string) => {
      const before = draft.words === "" ? draft : beforeWords;
      setBeforeWords(before);
      const read = readFor(field, readWords(words));
      change({ ...before, ...(read && fieldsOf(read, locale)), words });
    },
    save,
    /** Saves the day in the fields. */
    submit: (from: Element) => {
      if (draft.words.trim() !== "" && meant === null) explain("words");
      else save(from, draft.day ?? today);
    },
    remove: (from: Element) => {
      closePopover(from);
      onSave(tasks, null);
    },
  };
}

function isSameWhen(left: When | null, right: When | null): boolean {
  return left?.date === right?.date && left?.time === right?.time && left?.timeZone === right?.timeZone;
}

/** Returns what words mean in a field; null if it can't have the time or the recurrence that they contain. */
function readFor(field: NonNullable<DatePickerProps["field"]>, words: DateWords | null): DateWords | null {
  if (words === null || (words.recurrence !== null && field !== "due")) return null;
  return words.when.time !== undefined && (field === "deadline" || field === "day") ? null : words;
}

/** Returns the fields that words set. */
function fieldsOf({ when, recurrence }: DateWords, locale: string): Partial<DateDraft> {
  const { date: day, time, timeZone = null } = when;
  return {
    day,
    ...(time !== undefined && { time: formatTime(time, locale), timeZone }),
    ...(recurrence && { repeat: repeatDraftOf(recurrence, day) }),
  };
}
