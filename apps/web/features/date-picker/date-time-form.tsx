"use client";

import { instantOf } from "@docket/schema/day";
import type { ClockTime, Day } from "@docket/schema/day";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { formatTime } from "../../entities/task/format.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { closePopover } from "../../ui/popover.tsx";
import { DateField } from "./date-field.tsx";
import { DatePickerMessages } from "./date-picker-messages.tsx";
import { parseClockTime } from "./parse-clock-time.ts";

type DateTimeFormProps = {
  /** The text of the button. */
  submitText: string;
  /** The day and time with which the form begins. */
  start: { date: Day; time: ClockTime };
  /** Called with a day and time that have not passed in the viewer's time zone. The popover closes. */
  onChoose: (when: { date: Day; time: ClockTime }) => void;
};

/** A form in a popover for a day and a time in the future. */
export function DateTimeForm(props: DateTimeFormProps) {
  return (
    <DatePickerMessages>
      <DateTimeFields {...props} />
    </DatePickerMessages>
  );
}

function DateTimeFields({ submitText, start, onChoose }: DateTimeFormProps) {
  const t = useTranslations("datePicker");
  const { timeZone } = useViewer();
  const { locale } = useReader();
  const [date, setDate] = useState(start.date);
  const [typed, setTyped] = useState(() => formatTime(start.time, locale));
  const [problem, setProblem] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  const timeField = useRef<HTMLInputElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);

  const refuse = (text: string) => {
    setProblem(text);
    timeField.current?.focus();
  };
  const submit = (from: Element) => {
    const time = parseClockTime(typed);
    if (time === null) return refuse(t("unclearTime", { text: typed.trim() }));
    if (instantOf(date, time, timeZone).getTime() <= Date.now()) return refuse(t("past"));
    closePopover(from);
    onChoose({ date, time });
  };

  return (
    <form
      ref={form}
      noValidate
      className="flex w-72 flex-col gap-3 p-2 phone:w-full"
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      <DateField label={t("date")} value={date} isRequired onChange={(day) => setDate(day ?? start.date)} />
      <Field
        ref={timeField}
        label={t("time")}
        maxLength={20}
        autoComplete="off"
        value={typed}
        problem={problem}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setProblem(undefined);
        }}
      />
      <Button type="submit" look="primary">
        {submitText}
      </Button>
    </form>
  );
}
