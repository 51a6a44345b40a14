"use client";

import { addDays } from "@docket/schema/day";
import { nextOccurrences } from "@docket/schema/recurrence/occurrences";
import { useTranslations } from "use-intl";
import { formatDay } from "../../entities/task/format.ts";
import type { Repeat } from "../../entities/task/repeat.ts";
import { useDescribeRepeat } from "../../entities/task/use-describe-repeat.ts";
import type { RepeatStart } from "../../entities/task/use-describe-repeat.ts";
import { useReader } from "../../entities/task/use-format-when.ts";

/** How many dates are shown. */
const DATES = 5;

/** A rule in words, and its next dates. */
export function RepeatPreview({ repeat, start }: { repeat: Repeat; start: RepeatStart }) {
  const reader = useReader();
  const describe = useDescribeRepeat();
  const t = useTranslations("datePicker.repeat");
  const { rule, from } = repeat;
  const shown =
    from === "completion"
      ? nextOccurrences({ rule, start: reader.today }, 1, addDays(reader.today, 1))
      : nextOccurrences({ rule, start: start.day }, DATES);
  return (
    <div aria-live="polite" className="rounded-md bg-hover/60 px-2.5 py-2 text-[0.8125rem]">
      <p className="font-medium">{describe(repeat, start)}</p>
      {shown.length === 0 ? (
        <p className="text-danger">{t("noDate")}</p>
      ) : (
        <>
          <p className="text-muted">{t(from === "completion" ? "ifToday" : "next")}</p>
          <ul className="flex flex-wrap gap-x-3">
            {shown.map((day) => (
              <li key={day} className="tabular-nums">
                {formatDay(day, reader)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
