"use client";

import { useTranslations } from "use-intl";
import { useDescribeRepeat } from "../../entities/task/use-describe-repeat.ts";
import type { RepeatStart } from "../../entities/task/use-describe-repeat.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { Select } from "../../ui/select.tsx";
import { CustomRepeatFields, PeriodFields } from "./custom-repeat-fields.tsx";
import { REPEAT_PRESETS, repeatOf } from "./repeat-draft.ts";
import type { RepeatDraft } from "./repeat-draft.ts";
import { RepeatPreview } from "./repeat-preview.tsx";

type RepeatFieldsProps = {
  draft: RepeatDraft;
  onChange: (draft: RepeatDraft) => void;
  /** The day of the task, from which the rule applies. */
  start: RepeatStart;
};

/** Fields for how a task repeats, with the rule in words and its next dates. */
export function RepeatFields({ draft, onChange, start }: RepeatFieldsProps) {
  const { weekStart } = useViewer();
  const t = useTranslations("datePicker.repeat");
  const describe = useDescribeRepeat();
  const { day } = start;
  const { kind } = draft;
  const change = (part: Partial<RepeatDraft>) => onChange({ ...draft, ...part });
  const nameOf = (part: Partial<RepeatDraft>) => {
    const repeat = repeatOf({ ...draft, ...part }, day, weekStart);
    return repeat === null ? t("never") : describe(repeat, { day });
  };
  const repeat = repeatOf(draft, day, weekStart);
  return (
    <div className="flex flex-col gap-2">
      <Select
        label={t("title")}
        value={kind}
        onChange={(event) => {
          // Safe because these are the values of the options.
          const chosen = event.currentTarget.value as RepeatDraft["kind"];
          change(chosen === "completion" ? { kind: chosen, frequency: "daily" } : { kind: chosen });
        }}
      >
        <option value="never">{t("never")}</option>
        {draft.kept !== null && <option value="kept">{nameOf({ kind: "kept" })}</option>}
        {REPEAT_PRESETS.map((preset) => (
          <option key={preset} value={preset}>
            {nameOf({ kind: preset })}
          </option>
        ))}
        <option value="completion">{t("completion")}</option>
        <option value="custom">{t("custom")}</option>
      </Select>
      {(kind === "completion" || kind === "custom") && <PeriodFields draft={draft} change={change} />}
      {kind === "custom" && <CustomRepeatFields draft={draft} change={change} day={day} nameOf={nameOf} />}
      {repeat && <RepeatPreview repeat={repeat} start={start} />}
    </div>
  );
}
