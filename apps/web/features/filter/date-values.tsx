"use client";

import type { DayPoint } from "@docket/schema/filter/day-point";
import type { DateCondition } from "@docket/schema/filter/expression";
import { useTranslations } from "use-intl";
import { DATE_RELATIONS, DAY_CHOICES, dayOffset, relationOf, withRelation } from "../../entities/filter/day-choice.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { Select } from "../../ui/select.tsx";
import { DateField } from "../date-picker/date-field.tsx";
import { useDayText } from "./use-chip-text.ts";

type DateValuesProps = { condition: DateCondition; onChange: (condition: DateCondition) => void };

/** Fields for choosing the date operator (on, until, from, between, none) and the days to compare with. */
export function DateValues({ condition, onChange }: DateValuesProps) {
  const t = useTranslations("filter");
  const relation = relationOf(condition);
  const relations = DATE_RELATIONS.map((value) => ({ value, label: t(`relation.${value}`) }));
  return (
    <div className="flex w-72 max-w-full flex-col gap-3 p-2 phone:w-full">
      <Select
        label={t("relation.title")}
        value={relation}
        onChange={(event) => {
          const chosen = DATE_RELATIONS.find((name) => name === event.currentTarget.value);
          if (chosen) onChange(withRelation(condition, chosen));
        }}
      >
        {relations.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      {"from" in condition && <Days condition={condition} onChange={onChange} />}
    </div>
  );
}

type Bounded = Extract<DateCondition, { from: DayPoint | null }>;

function Days({ condition, onChange }: { condition: Bounded; onChange: (condition: DateCondition) => void }) {
  const t = useTranslations("filter");
  const { field, from, to } = condition;
  const relation = relationOf(condition);
  if (relation === "on")
    return (
      <DayValue label={t("day")} value={from ?? "today"} onChange={(day) => onChange({ field, from: day, to: day })} />
    );
  return (
    <>
      {from !== null && (
        <DayValue label={t("from")} value={from} onChange={(day) => onChange({ field, from: day, to })} />
      )}
      {to !== null && <DayValue label={t("to")} value={to} onChange={(day) => onChange({ field, from, to: day })} />}
    </>
  );
}

/** Value of the option for entering a fixed date. */
const FIXED_DATE = "certain";

function DayValue({ label, value, onChange }: { label: string; value: DayPoint; onChange: (day: DayPoint) => void }) {
  const t = useTranslations("filter");
  const { today } = useViewer();
  const text = useDayText();
  const isFixed = dayOffset(value) === null;
  const choices = isFixed || DAY_CHOICES.includes(value) ? DAY_CHOICES : [...DAY_CHOICES, value];
  return (
    <div className="flex flex-col gap-2">
      <Select
        label={label}
        value={isFixed ? FIXED_DATE : value}
        onChange={(event) => onChange(event.currentTarget.value === FIXED_DATE ? today : event.currentTarget.value)}
      >
        {choices.map((point) => (
          <option key={point} value={point}>
            {text(point)}
          </option>
        ))}
        <option value={FIXED_DATE}>{t("certainDay")}</option>
      </Select>
      {isFixed && (
        <DateField
          label={t("date")}
          isRequired
          value={value}
          onChange={(day) => {
            if (day !== null) onChange(day);
          }}
        />
      )}
    </div>
  );
}
