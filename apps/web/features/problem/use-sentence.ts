"use client";

import { useCallback } from "react";
import { useLocale, useTranslations } from "use-intl";
import { refusalIn } from "../../trpc/refusal.ts";

/**
 * Says in one sentence, in the reader's language, what went wrong. The server speaks English and is often more exact than the
 * code of its refusal; so English readers get its own words.
 */
export function useSentence(): (error: unknown) => string {
  const t = useTranslations("problem");
  const locale = useLocale();
  return useCallback(
    (error) => {
      const refusal = refusalIn(error);
      if (refusal === null) return t("unreachable");
      if (refusal.code === "internal") return t("internal", { request: refusal.requestId ?? "?" });
      if (locale !== "en") return t(refusal.code);
      const [issue] = refusal.issues ?? [];
      return issue ? `${nameOf(issue.path)} ${issue.message}.` : refusal.message;
    },
    [locale, t],
  );
}

/** `set.title` as a person calls it: Title. */
function nameOf(path: string): string {
  const last = path.split(".").findLast((part) => /[a-z]/i.test(part)) ?? "Input";
  const words = last.replace(/([A-Z])/g, " $1").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
