"use client";

import { weekdayOf } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { FREQUENCIES, RULE_LIMITS } from "@docket/schema/recurrence/rule";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs } from "../../entities/task/format.ts";
import { weekOf } from "../../entities/view/day-grid.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { DateField } from "./date-field.tsx";
import { MONTH_CHOICES } from "./repeat-draft.ts";
import type { RepeatDraft } from "./repeat-draft.ts";

const STARTS = ["schedule", "completion"] as const;
const CATCH_UPS = ["skip", "all"] as const;
const ENDS = ["never", "until", "count"] as const;

type Change = (part: Partial<RepeatDraft>) => void;

/** Fields for how often a task repeats: a number and its unit. */
export function PeriodFields({ draft, change }: { draft: RepeatDraft; change: Change }) {
  const t = useTranslations("datePicker.repeat");
  return (
    <div className="grid grid-cols-2 gap-2">
      <NumberField
        label={t("every")}
        value={draft.interval}
        max={RULE_LIMITS.interval}
        onChange={(interval) => change({ interval })}
      />
      <Choice
        label={t("unit")}
        value={draft.frequency}
        options={FREQUENCIES.map((value) => ({ value, text: t(`units.${value}`) }))}
        onChange={(frequency) => change({ frequency })}
      />
    </div>
  );
}

type CustomRepeatFieldsProps = {
  draft: RepeatDraft;
  change: Change;
  day: Day;
  /** Describes the rule that results from a change. */
  nameOf: (part: Partial<RepeatDraft>) => string;
};

/** Fields for the days of a custom rule, its end, and what it counts from. */
export function CustomRepeatFields({ draft, change, day, nameOf }: CustomRepeatFieldsProps) {
  const t = useTranslations("datePicker.repeat");
  const { frequency, end, from } = draft;
  return (
    <>
      {frequency === "weekly" && <Weekdays draft={draft} change={change} day={day} />}
      {(frequency === "monthly" || frequency === "yearly") && (
        <Choice
          label={t("days")}
          value={draft.monthChoice}
          options={MONTH_CHOICES.map((value) => ({ value, text: nameOf({ monthChoice: value, end: "never" }) }))}
          onChange={(monthChoice) => change({ monthChoice })}
        />
      )}
      <div className="grid grid-cols-2 gap-2">
        <Choice
          label={t("end")}
          value={end}
          options={ENDS.map((value) => ({ value, text: t(`ends.${value}`) }))}
          onChange={(value) => change({ end: value })}
        />
        {end === "until" && (
          <DateField
            label={t("until")}
            isRequired
            value={draft.until}
            onChange={(until) => {
              if (until !== null) change({ until });
            }}
          />
        )}
        {end === "count" && (
          <NumberField
            label={t("count")}
            value={draft.count}
            max={RULE_LIMITS.count}
            onChange={(count) => change({ count })}
          />
        )}
      </div>
      <div className="grid grid-cols-2 gap-2">
        <Choice
          label={t("from")}
          value={from}
          options={STARTS.map((value) => ({ value, text: t(`starts.${value}`) }))}
          onChange={(value) => change({ from: value })}
        />
        {from === "schedule" && (
          <Choice
            label={t("catchUp")}
            value={draft.catchUp}
            options={CATCH_UPS.map((value) => ({ value, text: t(`catchUps.${value}`) }))}
            onChange={(catchUp) => change({ catchUp })}
          />
        )}
      </div>
    </>
  );
}

/** Buttons that switch the weekdays of a weekly rule on and off. At least one is always on. */
function Weekdays({ draft, change, day }: { draft: RepeatDraft; change: Change; day: Day }) {
  const { weekStart } = useViewer();
  const locale = useLocale();
  const t = useTranslations("datePicker.repeat");
  const chosen = draft.weekdays.length > 0 ? draft.weekdays : [weekdayOf(day)];
  return (
    <div role="group" aria-label={t("days")} className="grid grid-cols-7 gap-1 phone:gap-0">
      {weekOf(day, weekStart).map((weekDay) => {
        const weekday = weekdayOf(weekDay);
        const isOn = chosen.includes(weekday);
        return (
          <button
            key={weekday}
            type="button"
            aria-label={formatDayAs("fullWeekday", weekDay, locale)}
            aria-pressed={isOn}
            className="min-h-9 rounded-md border border-line text-[0.8125rem] hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent aria-pressed:text-on-accent pointer-coarse:min-h-11"
            onClick={() => {
              const weekdays = isOn ? chosen.filter((other) => other !== weekday) : [...chosen, weekday];
              if (weekdays.length > 0) change({ weekdays });
            }}
          >
            {formatDayAs("weekday", weekDay, locale)}
          </button>
        );
      })}
    </div>
  );
}

type NumberFieldProps = { label: string; value: number; max: number; onChange: (value: number) => void };

/** Field for a number from 1. While its text is not one, the last number stays. */
function NumberField({ label, value, max, onChange }: NumberFieldProps) {
  return (
    <Field
      label={label}
      type="number"
      inputMode="numeric"
      min={1}
      max={max}
      defaultValue={value}
      onChange={({ currentTarget: { valueAsNumber: typed } }) => {
        if (Number.isInteger(typed) && typed >= 1 && typed <= max) onChange(typed);
      }}
    />
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { value: Value; text: string }[];
  onChange: (value: Value) => void;
};

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Select
      label={label}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.currentTarget.value);
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </Select>
  );
}
