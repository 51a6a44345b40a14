"use client";

import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { useErrorMessage } from "./use-error-message.ts";

/** Shows the error of a failed query and a retry button. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const errorMessage = useErrorMessage();
  const t = useTranslations("general");
  return (
    <p role="alert" className="flex flex-wrap items-center gap-3 px-2 py-3 text-danger">
      {errorMessage(error)}
      <Button onClick={onRetry}>{t("tryAgain")}</Button>
    </p>
  );
}
