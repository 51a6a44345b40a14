"use client";

import type { TokenKind } from "@docket/schema/quick-add/quick-add";
import {
  AlignLeft,
  AlarmClock,
  Calendar,
  CalendarX2,
  CircleUser,
  Flag,
  FolderInput,
  Hourglass,
  Play,
  Repeat2,
  Tag,
  X,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { QuickAddLine } from "../../entities/draft/new-task-draft.ts";
import { withPlain } from "./plain-ranges.ts";
import { typedValues } from "./typed-values.ts";
import { useDescribeTyped } from "./use-describe-typed.ts";
import type { Reading } from "./use-reading.ts";

const ICONS: Record<TokenKind, ReactNode> = {
  due: <Calendar aria-hidden />,
  start: <Play aria-hidden />,
  deadline: <CalendarX2 aria-hidden />,
  duration: <Hourglass aria-hidden />,
  recurrence: <Repeat2 aria-hidden />,
  project: <FolderInput aria-hidden />,
  section: <FolderInput aria-hidden />,
  label: <Tag aria-hidden />,
  person: <CircleUser aria-hidden />,
  priority: <Flag aria-hidden />,
  description: <AlignLeft aria-hidden />,
  reminder: <AlarmClock aria-hidden />,
};

type TypedChipsProps = {
  line: QuickAddLine;
  reading: Reading;
  onLine: (line: QuickAddLine) => void;
};

/** The recognised values of a line. Clicking one turns the words that mean it back into plain words. */
export function TypedChips({ line, reading, onLine }: TypedChipsProps) {
  const t = useTranslations("quickAdd");
  const describe = useDescribeTyped();
  return typedValues(line.title, reading.typed).map((value) => {
    const { name, text } = describe(value, reading);
    return (
      <button
        key={value.ranges[0]?.start}
        type="button"
        className="inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-md border border-accent/30 bg-soft px-2.5 text-sm hover:border-accent pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-accent"
        onClick={() => onLine(withPlain(line, value.ranges))}
      >
        {ICONS[value.kind]}
        <span className="sr-only">{name}:</span>
        <span dir="auto" className="truncate">
          {text}
        </span>
        <span className="sr-only">{t("asText", { text: value.text })}</span>
        <X aria-hidden />
      </button>
    );
  });
}
