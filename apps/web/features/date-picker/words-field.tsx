import { useId } from "react";
import type { Ref } from "react";
import { useTranslations } from "use-intl";

type WordsFieldProps = {
  ref: Ref<HTMLInputElement>;
  value: string;
  /** Shown while the field is empty. */
  example: string;
  onChange: (text: string) => void;
  /** What the text means; null if it is empty or not understood. */
  meaning: string | null;
  /** Whether to say that the text is not understood. */
  isUnclear: boolean;
};

/** Field for a date in words. It shows what the text means while one types. */
export function WordsField({ ref, value, example, onChange, meaning, isUnclear }: WordsFieldProps) {
  const id = useId();
  const t = useTranslations("datePicker");
  const problem = isUnclear ? t("unclear", { text: value.trim() }) : null;
  return (
    <div>
      <input
        ref={ref}
        dir="auto"
        aria-label={t("words")}
        aria-describedby={id}
        aria-invalid={isUnclear || undefined}
        placeholder={example}
        maxLength={100}
        autoComplete="off"
        enterKeyHint="done"
        value={value}
        className="min-h-9 w-full rounded-md border border-control bg-panel px-2.5 placeholder:text-muted pointer-coarse:min-h-11"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p
        id={id}
        aria-live="polite"
        className={`px-2.5 pt-1 text-[0.8125rem] wrap-anywhere empty:hidden ${problem === null ? "text-muted" : "text-danger"}`}
      >
        {problem ?? meaning}
      </p>
    </div>
  );
}
