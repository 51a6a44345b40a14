"use client";

import type { FilterProblem } from "@docket/schema/filter/problem";
import type { Resolver } from "@docket/schema/filter/resolver";
import { useId, useState } from "react";
import type { Ref } from "react";
import { useTranslations } from "use-intl";
import { FILTER_FIELDS } from "../../entities/filter/chip.ts";
import { readFilter } from "../../entities/filter/read-filter.ts";
import { useDebouncedCall } from "./use-debounced-call.ts";

/** Delay before typed text is applied, in milliseconds. */
const TYPING_MS = 400;

type FilterTextProps = {
  /** The applied filter. */
  text: string;
  resolver: Resolver;
  inputRef: Ref<HTMLInputElement>;
  onChange: (text: string) => void;
  onChanged: () => void;
};

/**
 * Editor for the filter as text. Valid text is applied after a delay; for invalid text, the error and its position are
 * shown.
 */
export function FilterText({ text, resolver, inputRef, onChange, onChanged }: FilterTextProps) {
  const t = useTranslations("filter.text");
  const id = useId();
  /** The typed text while it differs from the applied text. */
  const [typed, setTyped] = useState<string | null>(null);
  const pause = useDebouncedCall(TYPING_MS);
  const shownText = typed ?? text;
  const { problem } = readFilter(shownText, resolver);

  const finish = () => {
    pause.flush();
    if (problem === null) setTyped(null);
    onChanged();
  };
  return (
    <div className="min-w-0 grow basis-80">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          finish();
        }}
      >
        <input
          ref={inputRef}
          dir="auto"
          aria-label={t("label")}
          aria-invalid={problem ? true : undefined}
          aria-describedby={`${id}-problem`}
          placeholder={t("example")}
          value={shownText}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className="min-h-9 w-full rounded-md border border-control bg-background px-2.5 font-mono text-[0.8125rem] placeholder:text-muted pointer-coarse:min-h-11"
          onChange={(event) => {
            const next = event.currentTarget.value;
            setTyped(next);
            pause.later(() => {
              if (readFilter(next, resolver).problem === null) onChange(next);
            });
          }}
          onBlur={finish}
        />
      </form>
      <div id={`${id}-problem`} role="status">
        {problem && <Problem text={shownText} problem={problem} />}
      </div>
      <details className="mt-1 text-muted">
        <summary className="inline-flex min-h-8 cursor-pointer items-center rounded px-1 hover:text-text pointer-coarse:min-h-11">
          {t("help")}
        </summary>
        <ul className="list-disc ps-5 pb-1">
          <li>{t("conditions")}</li>
          <li>{t("values")}</li>
          <li>{t("groups")}</li>
          <li>{t("days")}</li>
          <li>{t("names")}</li>
          <li>{t("fields", { fields: FILTER_FIELDS.join(", ") })}</li>
        </ul>
      </details>
    </div>
  );
}

/** Matches the token at the position of a syntax error. */
const ERROR_TOKEN = /^(?:"[^"]*"?|[^\s:,()"]+|[:,()])/u;

function Problem({ text, problem: { position, fault } }: { text: string; problem: FilterProblem }) {
  const t = useTranslations("filter");
  const [faultyToken = ""] = ERROR_TOKEN.exec(text.slice(position)) ?? [];
  const sentence = useFaultMessage(fault);
  return (
    <>
      <p aria-hidden className="mt-1.5 px-2.5 font-mono text-[0.8125rem] break-words text-muted">
        {text.slice(0, position)}
        <mark className="rounded-sm bg-danger/15 px-0.5 text-danger">{faultyToken === "" ? "…" : faultyToken}</mark>
        {text.slice(position + faultyToken.length)}
      </p>
      <p className="mt-0.5 px-2.5 text-danger">
        {faultyToken === "" ? sentence : t("fault.here", { place: faultyToken, sentence })}
      </p>
    </>
  );
}

function useFaultMessage(fault: FilterProblem["fault"]): string {
  const t = useTranslations("filter");
  switch (fault.code) {
    case "tooManyValues":
    case "tooDeep":
    case "wordsTooLong":
      return t(`fault.${fault.code}`, { most: fault.most });
    case "unknownName":
      return t("fault.unknownName", { field: t(`fields.${fault.field}`), name: fault.name });
    case "unknownField":
    case "unknownWord":
      return t(`fault.${fault.code}`, { words: fault.words });
    default:
      return t(`fault.${fault.code}`);
  }
}
