"use client";

import type { ErrorCode } from "@docket/schema/error";
import { useCallback } from "react";
import { useLocale, useTranslations } from "use-intl";
import { detailOf, isUnknownAddress, apiErrorIn } from "./api-error.ts";
import { issueSentence } from "./issue-sentence.ts";

/** Error messages that override the general ones on a page, by error code. */
export type OwnMessages = { [Code in ErrorCode]?: string };

/**
 * Returns a function that describes an error in the user's language. Messages from the server are already in the
 * language of the page.
 *
 * @param own the page's own messages, by error code, which override the general ones
 */
export function useErrorMessage(own?: OwnMessages): (error: unknown) => string {
  const t = useTranslations("problem");
  const locale = useLocale();
  return useCallback(
    (error) => {
      const refusal = apiErrorIn(error);
      if (refusal === null) return t("unreachable");
      const known = own?.[refusal.code];
      if (known !== undefined) return known;
      const issueCode = ISSUES.find((code) => refusal.issues?.some((issue) => issue.code === code));
      if (issueCode) return t(`issues.${issueCode}`);
      if (refusal.code === "internal") return t("internal", { request: refusal.requestId ?? "?" });
      if (isUnknownAddress(error)) return t("unknownAddress", { address: location.origin });
      const seconds = Number(detailOf(refusal, "retryAfterSeconds"));
      if (seconds > 0) return t(refusal.code === "too_many_requests" ? "waitForLimit" : "waitForTurn", { seconds });
      // Errors from a reverse proxy have no message.
      if (refusal.message === "") return t(refusal.code === "too_large" ? "tooLargeForProxy" : refusal.code);
      const [issue] = refusal.issues ?? [];
      return issue ? issueSentence(issue, locale, t("input")) : refusal.message;
    },
    [locale, own, t],
  );
}

/** Codes of the input issues that have a translated message. */
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
