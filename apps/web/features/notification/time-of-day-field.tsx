"use client";

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { formatTime } from "../../entities/task/format.ts";
import { Field } from "../../ui/field.tsx";
import { parseClockTime } from "../date-picker/parse-clock-time.ts";

type TimeOfDayFieldProps = {
  label: string;
  hint?: string;
  /** The time, such as `17:30`. */
  value: string;
  onChange: (time: string) => void;
};

/** A field for a time of day, which is read and saved when the field is left. */
export function TimeOfDayField({ label, hint, value, onChange }: TimeOfDayFieldProps) {
  const t = useTranslations("notification.settings");
  const locale = useLocale();
  const [typed, setTyped] = useState(() => formatTime(value, locale));
  const [isUnclear, setUnclear] = useState(false);
  const commit = () => {
    const time = parseClockTime(typed);
    setUnclear(time === null);
    if (time === null) return;
    setTyped(formatTime(time, locale));
    if (time !== value) onChange(time);
  };
  return (
    <Field
      label={label}
      {...(hint !== undefined && { hint })}
      problem={isUnclear ? t("unclearTime", { text: typed.trim() }) : undefined}
      maxLength={20}
      autoComplete="off"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
      }}
    />
  );
}
