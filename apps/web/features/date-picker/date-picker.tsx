"use client";

import { useId } from "react";
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { DUE_CHOICES, dayOf } from "../../entities/task/due-choices.ts";
import { formatTime, formatWhen } from "../../entities/task/format.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { itemForKey } from "../../ui/menu-surface.tsx";
import { DateChoices } from "./date-choices.tsx";
import { DatePickerMessages } from "./date-picker-messages.tsx";
import { MonthGrid } from "./month-grid.tsx";
import { RepeatFields } from "./repeat-fields.tsx";
import { useDateForm } from "./use-date-form.ts";
import type { DatePickerProps } from "./use-date-form.ts";
import { WordsField } from "./words-field.tsx";
import { ZoneField } from "./zone-field.tsx";

/**
 * Picker for the due date, start date or deadline: a field for a date in words, suggestions with shortcut keys, a
 * calendar, a time with its zone (only for a due or start date), and how the task repeats (only for the due date). A suggestion
 * or a day in the calendar is saved immediately, with the content of the other fields.
 */
export function DatePicker(props: DatePickerProps) {
  return (
    <DatePickerMessages>
      <DateForm {...props} />
    </DatePickerMessages>
  );
}

function DateForm(props: DatePickerProps) {
  const { field = "due", renderReminders } = props;
  const { today, weekStart } = useViewer();
  const reader = useReader();
  const t = useTranslations("datePicker");
  const {
    draft,
    change,
    changeWords,
    unclear,
    wordsField,
    timeField,
    meant,
    time,
    isChanged,
    isSet,
    save,
    submit,
    remove,
  } = useDateForm(props);
  const formId = useId();

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
    <div className="flex w-80 flex-col gap-2 p-1 phone:w-full">
      {/* The form itself is not interactive. It handles the shortcut and arrow keys of its buttons. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-2"
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          submit(event.currentTarget);
        }}
      >
        <WordsField
          ref={wordsField}
          value={draft.words}
          example={t(field === "due" ? "example" : "dayExample")}
          onChange={changeWords}
          meaning={meant && formatWhen(meant.when, reader)}
          isUnclear={unclear === "words"}
        />
        <DateChoices onChoose={save} onRemove={isSet ? remove : undefined} />
        <div className="border-t border-line pt-2">
          <MonthGrid
            value={draft.day}
            onSelect={(day) => change({ day, words: "" })}
            onChoose={(day) => {
              if (wordsField.current) save(wordsField.current, day);
            }}
          />
        </div>
        {(field === "due" || field === "start") && (
          <div className="grid grid-cols-[1fr_2fr] gap-2 border-t border-line pt-2">
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
        {field === "due" && (
          <RepeatFields
            draft={draft.repeat}
            onChange={(repeat) => change({ repeat })}
            start={{ day: draft.day ?? today, time: time ?? undefined, timeZone: draft.timeZone ?? undefined }}
          />
        )}
      </form>
      {/* Outside the form, because it can open a form of its own. */}
      {renderReminders && (isChanged ? <p className="text-muted">{t("setFirst")}</p> : renderReminders())}
      <Button type="submit" form={formId} look="primary" className="sticky bottom-1">
        {t("save")}
      </Button>
    </div>
  );
}
