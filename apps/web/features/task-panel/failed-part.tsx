"use client";

import { useTranslations } from "use-intl";
import { useErrorMessage } from "../../trpc/use-error-message.ts";

type FailedPartProps = { text: string; error: unknown; onRetry: () => void };

/** Message that part of the panel could not be loaded. The rest stays usable. */
export function FailedPart({ text, error, onRetry }: FailedPartProps) {
  const t = useTranslations("general");
  const sentence = useErrorMessage();
  return (
    <p role="alert" className="text-danger">
      {text} {sentence(error)}{" "}
      <button type="button" className="min-h-8 font-medium underline pointer-coarse:min-h-11" onClick={onRetry}>
        {t("tryAgain")}
      </button>
    </p>
  );
}
