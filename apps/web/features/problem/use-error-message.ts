"use client";

import type { ErrorCode } from "@docket/schema/error";
import { useCallback } from "react";
import { useLocale, useTranslations } from "use-intl";
import { detailOf, isUnknownAddress, refusalIn } from "../../trpc/refusal.ts";

/** What some refusals mean on one page, in the reader's language. */
export type OwnMessages = { [Code in ErrorCode]?: string };

/**
 * Says in one sentence, in the reader's language, what went wrong. The server speaks English and is often more exact than the
 * code of its refusal; so English readers get its own words.
 *
 * @param own what a refusal means here, where the page knows it better than the code
 */
export function useErrorMessage(own?: OwnMessages): (error: unknown) => string {
  const t = useTranslations("problem");
  const locale = useLocale();
  return useCallback(
    (error) => {
      const refusal = refusalIn(error);
      if (refusal === null) return t("unreachable");
      const known = own?.[refusal.code];
      if (known !== undefined) return known;
      const issueCode = ISSUES.find((code) => refusal.issues?.some((issue) => issue.code === code));
      if (issueCode) return t(`issues.${issueCode}`);
      if (refusal.code === "internal") return t("internal", { request: refusal.requestId ?? "?" });
      if (isUnknownAddress(error)) return t("unknownAddress", { address: location.origin });
      const seconds = Number(detailOf(refusal, "retryAfterSeconds"));
      if (seconds > 0) return t(refusal.code === "too_many_requests" ? "waitForLimit" : "waitForTurn", { seconds });
      // A proxy in front says nothing that would help a reader.
      if (refusal.message === "") return t(refusal.code === "too_large" ? "tooLargeForProxy" : refusal.code);
      if (locale !== "en") return t(refusal.code);
      const [issue] = refusal.issues ?? [];
      return issue ? `${nameOf(issue.path)} ${issue.message}.` : refusal.message;
    },
    [locale, own, t],
  );
}

/** What can be wrong with an input that has a sentence in every language. */
const ISSUES = [
  "wrong_password",
  "link",
  "password_short",
  "password_long",
  "password_pattern",
  "password_personal",
  "password_common",
  "password_malformed",
  "password_control",
] as const;

/** `set.title` as a person calls it: Title. */
function nameOf(path: string): string {
  const last = path.split(".").findLast((part) => /[a-z]/i.test(part)) ?? "Input";
  const words = last.replace(/([A-Z])/g, " $1").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
