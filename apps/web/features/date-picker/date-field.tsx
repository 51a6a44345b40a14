"use client";

import type { Day } from "@docket/schema/day";
import { Calendar } from "lucide-react";
import { Suspense, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { formatDayAs } from "../../entities/task/format.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { Field } from "../../ui/field.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Popover, closePopover } from "../../ui/popover.tsx";
import { DatePickerMessages } from "./date-picker-messages.tsx";
import { MonthGrid } from "./month-grid.tsx";
import { useReadDateWords } from "./use-read-date-words.ts";

type DateFieldProps = {
  label: string;
  value: Day | null;
  /** Called with a day, or with null if the field is emptied. */
  onChange: (day: Day | null) => void;
  /** Whether the field can't be emptied. */
  isRequired?: boolean;
};

/** A labelled field for a day, which is typed in words or chosen from a calendar. */
export function DateField(props: DateFieldProps) {
  return (
    <Suspense>
      <DatePickerMessages>
        <DayInput {...props} />
      </DatePickerMessages>
    </Suspense>
  );
}

const subscribeToNothing = () => () => undefined;

/** Returns whether the component is interactive, which it is not in the HTML from the server. */
function useIsInteractive(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
}

function DayInput({ label, value, onChange, isRequired = false }: DateFieldProps) {
  const isInteractive = useIsInteractive();
  const reader = useReader();
  const readWords = useReadDateWords();
  const t = useTranslations("datePicker");
  /** The text while it is edited. */
  const [typed, setTyped] = useState<string | null>(null);
  const [isUnclear, setUnclear] = useState(false);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const shown = value === null ? "" : formatDayAs("dayOfYear", value, reader.locale);

  const take = (day: Day | null) => {
    setTyped(null);
    setUnclear(false);
    if (day !== value) onChange(day);
  };
  const commit = () => {
    const text = typed?.trim();
    if (text === undefined || text === shown || (text === "" && isRequired)) return take(value);
    if (text === "") return take(null);
    const words = readWords(text);
    if (words === null || words.when.time !== undefined || words.recurrence !== null) return setUnclear(true);
    take(words.when.date);
  };

  return (
    <div className="min-w-0">
      <Field
        label={label}
        value={typed ?? shown}
        placeholder={t("dayExample")}
        maxLength={100}
        // The messages may load later than the page, and text that is typed before would be lost.
        readOnly={!isInteractive}
        autoComplete="off"
        problem={isUnclear ? t("unclear", { text: typed?.trim() ?? "" }) : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setUnclear(false);
        }}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          commit();
        }}
        end={
          <IconButton
            label={`${t("openCalendar")} (${label})`}
            icon={<Calendar aria-hidden />}
            aria-haspopup="dialog"
            onClick={(event) => setAnchor(event.currentTarget)}
          />
        }
      />
      {anchor && (
        <Popover anchor={anchor} label={label} onClose={() => setAnchor(null)}>
          <div className="w-80 p-1 phone:w-full">
            <MonthGrid
              value={value}
              onChoose={(day) => {
                closePopover(anchor.ownerDocument.activeElement ?? anchor);
                take(day);
              }}
            />
          </div>
        </Popover>
      )}
    </div>
  );
}
