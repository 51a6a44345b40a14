"use client";

import type { NamedField } from "@docket/schema/filter/expression";
import type { Section } from "@docket/schema/section";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { toggled } from "../../entities/filter/chip.ts";
import { useLabels, useMembers, useProjects } from "../../entities/workspace/use-entities.ts";
import { Avatar } from "../../ui/avatar.tsx";
import type { Choice } from "../../ui/choice-list.tsx";
import { ChoiceList } from "../../ui/choice-list.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { PRIORITY_TEXTS } from "./use-chip-text.ts";

type NamedValuesProps = {
  field: NamedField;
  values: readonly string[];
  sections: readonly Section[];
  onChange: (values: string[]) => void;
};

/** List for choosing projects, sections, labels or members, or “none”. */
export function NamedValues({ field, values, sections, onChange }: NamedValuesProps) {
  const t = useTranslations("filter");
  const [projects, labels, members] = [useProjects().items, useLabels().items, useMembers().items];
  const choices: Record<NamedField, () => Choice[]> = {
    project: () => projects.map(({ id, name, color }) => ({ id, text: name, icon: <ColorDot color={color} /> })),
    section: () => [
      ...sections.map(({ id, name }) => ({ id, text: name })),
      { id: "none", text: t("values.noSection") },
    ],
    label: () => [
      ...labels.map(({ id, name, color }) => ({ id, text: name, icon: <ColorDot color={color} /> })),
      { id: "none", text: t("values.noLabel") },
    ],
    assignee: () => [
      { id: "me", text: t("me") },
      ...members.map(({ userId, name }) => ({ id: userId, text: name, icon: <Avatar name={name} /> })),
      { id: "none", text: t("values.nobody") },
    ],
  };
  return (
    <Values
      label={t(`fields.${field}`)}
      choices={choices[field]()}
      chosen={values}
      onChoose={(id) => onChange(toggled(values, id))}
    />
  );
}

/** List for choosing priorities. */
export function PriorityValues({
  values,
  onChange,
}: {
  values: readonly number[];
  onChange: (values: number[]) => void;
}) {
  const t = useTranslations("filter");
  const choices = PRIORITY_TEXTS.map((text, priority) => ({ id: String(priority), text: t(`values.${text}`) }));
  return (
    <Values
      label={t("fields.priority")}
      choices={choices.toReversed()}
      chosen={values.map(String)}
      onChoose={(id) => onChange(toggled(values, Number(id)))}
    />
  );
}

type ValuesProps = { label: string; choices: Choice[]; chosen: readonly string[]; onChoose: (id: string) => void };

/** A searchable list of choices. */
export function Values({ label, choices, chosen, onChoose }: ValuesProps) {
  const t = useTranslations("filter");
  const [search, setSearch] = useState("");
  return (
    <ChoiceList
      label={label}
      nothing={t("nothing")}
      choices={choices.map((choice) => ({ ...choice, isChosen: chosen.includes(choice.id) }))}
      onChoose={(id) => {
        // Show all choices again for the next selection.
        setSearch("");
        onChoose(id);
      }}
      search={search}
      onSearch={setSearch}
    />
  );
}
