"use client";

import { useTranslations } from "use-intl";
import type { TaskLine } from "../../entities/task/task-lines.ts";
import { Button } from "../../ui/button.tsx";

type PastedLinesProps = { lines: TaskLine[]; onSeveral: () => void; onOne: () => void };

/** Notice that asks whether several pasted lines should become several tasks. */
export function PastedLines({ lines, onSeveral, onOne }: PastedLinesProps) {
  const t = useTranslations("quickAdd");
  return (
    <div
      role="group"
      aria-label={t("pasted", { count: lines.length })}
      className="flex flex-col gap-2 rounded-lg border border-line p-3"
    >
      <p role="status">{t("pasted", { count: lines.length })}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          // Focus the usual answer as soon as the question appears.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onClick={onSeveral}
        >
          {t("several", { count: lines.length })}
        </Button>
        <Button onClick={onOne}>{t("one")}</Button>
      </div>
    </div>
  );
}
