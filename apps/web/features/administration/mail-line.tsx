"use client";

import type { PendingMail } from "@docket/schema/instance";
import { useTranslations } from "use-intl";
import { Button } from "../../ui/button.tsx";
import { useFormatMoment } from "../../ui/use-format-moment.ts";

const KINDS = [
  "verify_email",
  "account_exists",
  "invite",
  "reset_password",
  "password_changed",
  "change_email",
  "email_changed",
  "new_sign_in",
  "token_created",
  "sessions_ended",
] as const;

type MailLineProps = { mail: PendingMail; isBusy: boolean; onOpen: () => void };

/** One pending email, without its body. */
export function MailLine({ mail, isBusy, onOpen }: MailLineProps) {
  const t = useTranslations("administration.mail");
  const moment = useFormatMoment();
  const { recipient, expiresAt, attempts, lastError, canOpen } = mail;
  const kind = KINDS.find((other) => other === mail.kind) ?? "other";
  const facts = [
    recipient,
    t("until", { when: moment(expiresAt) }),
    lastError !== null && t("attempts", { count: attempts, error: lastError }),
    !canOpen && t("above"),
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2">
      <div className="min-w-40 flex-1">
        <p>{t(`kinds.${kind}`)}</p>
        <p className="text-sm break-words text-muted">{facts.filter(Boolean).join(" · ")}</p>
      </div>
      {canOpen && (
        <Button aria-label={t("openNamed", { recipient })} disabled={isBusy} onClick={onOpen}>
          {t("open")}
        </Button>
      )}
    </li>
  );
}
