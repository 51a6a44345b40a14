"use client";

import type { Condition } from "@docket/schema/filter/expression";
import { TASK_FLAGS, TASK_PARTS } from "@docket/schema/filter/expression";
import type { Section } from "@docket/schema/section";
import { useTranslations } from "use-intl";
import type { Chip } from "../../entities/filter/chip.ts";
import { toggled } from "../../entities/filter/chip.ts";
import { Field } from "../../ui/field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { NamedValues, PriorityValues, Values } from "./chip-values.tsx";
import { DateValues } from "./date-values.tsx";

type ChipEditorProps = { chip: Chip; sections: readonly Section[]; onChange: (chip: Chip) => void };

/** Editor for one condition: its values, and whether they are included or excluded. Changes apply immediately. */
export function ChipEditor({ chip, sections, onChange }: ChipEditorProps) {
  const t = useTranslations("filter.meaning");
  const { condition, isNegated } = chip;
  return (
    <div className="phone:w-full">
      <ConditionEditor
        condition={condition}
        sections={sections}
        onChange={(changed) => onChange({ ...chip, condition: changed })}
      />
      <div className="mt-1 border-t border-line p-2">
        <Segmented
          label={t("title")}
          value={isNegated ? "isNot" : "is"}
          choices={[
            { value: "is", label: t("is") },
            { value: "isNot", label: t("isNot") },
          ]}
          onChange={(meaning) => onChange({ ...chip, isNegated: meaning === "isNot" })}
        />
      </div>
    </div>
  );
}

type ConditionProps = { condition: Condition; sections: readonly Section[]; onChange: (condition: Condition) => void };

const STATUSES = ["open", "done", "cancelled"] as const;

function ConditionEditor({ condition, sections, onChange }: ConditionProps) {
  const t = useTranslations("filter");
  switch (condition.field) {
    case "project":
    case "section":
    case "label":
    case "assignee":
      return (
        <NamedValues
          field={condition.field}
          values={condition.is}
          sections={sections}
          onChange={(is) => onChange({ ...condition, is })}
        />
      );
    case "priority":
      return <PriorityValues values={condition.is} onChange={(is) => onChange({ ...condition, is })} />;
    case "status":
      return (
        <Values
          label={t("fields.status")}
          choices={STATUSES.map((id) => ({ id, text: t(`values.${id}`) }))}
          chosen={condition.is}
          onChoose={(id) => {
            const status = STATUSES.find((name) => name === id);
            if (status) onChange({ ...condition, is: toggled(condition.is, status) });
          }}
        />
      );
    case "text":
      return (
        <Field
          label={t("words")}
          className="w-72 max-w-full p-2 phone:w-full"
          value={condition.contains}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => onChange({ ...condition, contains: event.currentTarget.value })}
        />
      );
    case "has":
      return (
        <Values
          label={t("fields.has")}
          choices={TASK_PARTS.map((id) => ({ id, text: t(`parts.${id}`) }))}
          chosen={[condition.is]}
          onChoose={(id) => onChange({ ...condition, is: TASK_PARTS.find((part) => part === id) ?? condition.is })}
        />
      );
    case "is":
      return (
        <Values
          label={t("fields.is")}
          choices={TASK_FLAGS.map((id) => ({ id, text: t(`states.${id}`) }))}
          chosen={[condition.is]}
          onChoose={(id) => onChange({ ...condition, is: TASK_FLAGS.find((flag) => flag === id) ?? condition.is })}
        />
      );
    default:
      return <DateValues condition={condition} onChange={onChange} />;
  }
}
