"use client";

import { Fragment, useState } from "react";
import { useTranslations } from "use-intl";
import type { EditConflict } from "../../entities/draft/edit-conflict.ts";
import { Button } from "../../ui/button.tsx";
import { MarkdownField } from "../markdown/markdown-field.tsx";

type MergeViewProps = {
  /** The field in conflict. */
  kind: "title" | "description" | "comment";
  contest: EditConflict;
  maxLength: number;
  onResolve: (text: string) => void;
  onTakeTheirs: () => void;
};

/**
 * View for resolving an edit conflict: the base, both versions and a field for merging them. Nothing is merged
 * automatically.
 */
export function MergeView({ kind, contest, maxLength, onResolve, onTakeTheirs }: MergeViewProps) {
  const t = useTranslations("panel.merge");
  const { base, theirs, mine } = contest;
  const [merged, setMerged] = useState(mine);
  const canSave = merged.trim() !== "" || kind === "description";
  const save = () => {
    if (canSave) onResolve(merged);
  };
  const sides = [
    { name: t("base"), text: <Lines text={base} />, action: null },
    {
      name: t("theirs"),
      text: <Lines text={theirs} since={base} />,
      action: <Button onClick={onTakeTheirs}>{t("takeTheirs")}</Button>,
    },
    {
      name: t("mine"),
      text: <Lines text={mine} since={base} />,
      action: <Button onClick={() => onResolve(mine)}>{t("keepMine")}</Button>,
    },
  ];
  return (
    <section data-merge aria-label={t(kind)} className="flex flex-col gap-3 rounded-lg border border-warning p-3">
      <div role="status">
        <p className="font-semibold">{t(kind)}</p>
        <p className="text-muted">{t("text")}</p>
      </div>
      <div className="grid gap-3 md:grid-cols-3">
        {sides.map(({ name, text, action }) => (
          <div key={name} className="flex min-w-0 flex-col gap-2">
            <p className="text-[0.8125rem] font-medium text-muted">{name}</p>
            <div
              // Long text scrolls and must be scrollable by keyboard.
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
              tabIndex={0}
              dir="auto"
              className="max-h-72 grow overflow-y-auto rounded-md bg-background px-2.5 py-2 break-words whitespace-pre-wrap"
            >
              {text}
            </div>
            {action}
          </div>
        ))}
      </div>
      <p aria-hidden className="text-[0.8125rem] font-medium text-muted">
        {t("merged")}
      </p>
      <MarkdownField
        label={t("merged")}
        value={merged}
        maxLength={maxLength}
        onChange={setMerged}
        onSave={save}
        onLeave={() => undefined}
      />
      <Button look="primary" className="self-start" disabled={!canSave} onClick={save}>
        {t("saveMerged")}
      </Button>
    </section>
  );
}

/** Renders text and highlights the lines that do not occur in `since`. */
function Lines({ text, since }: { text: string; since?: string }) {
  const t = useTranslations("panel.merge");
  if (text === "") return <span className="text-muted">{t("empty")}</span>;
  const known = new Set((since ?? text).split("\n"));
  return text.split("\n").map((line, index) => (
    // Lines have no id, and their order does not change while they are shown.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>
      {known.has(line) ? line : <mark className="rounded-xs bg-accent/20 text-text">{line}</mark>}
      {"\n"}
    </Fragment>
  ));
}
