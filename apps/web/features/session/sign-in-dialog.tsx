"use client";

import { useTranslations } from "use-intl";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import type { signInPath } from "../../navigation/redirect.ts";
import { useConnection } from "../../replica/replica-provider.tsx";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { useSubmit } from "./use-submit.ts";

type SignInDialogProps = {
  /** The sign-in page, for another account. */
  otherAccountHref: ReturnType<typeof signInPath>;
  onSignedIn: () => void;
  onClose: () => void;
};

/**
 * Dialog in which the user whose session has ended signs in again. The page and everything typed on it stay, and unsent
 * changes are sent.
 */
export function SignInDialog({ otherAccountHref, onSignedIn, onClose }: SignInDialogProps) {
  const client = useTRPCClient();
  const { userId, email } = useViewer();
  const { unsent } = useConnection();
  const t = useTranslations("session");
  const connection = useTranslations("connection");
  const { onSubmit, problem, isBusy } = useSubmit(
    async (field) => {
      const { account } = await client.session.signIn.mutate({ email, password: field("password") });
      // Another account can have the address by now.
      if (account.id === userId) onSignedIn();
      else window.location.reload();
    },
    { unauthorized: t("wrongPassword") },
  );
  return (
    <Dialog title={t("signInAgain.title")} onClose={onClose}>
      <form className="flex flex-col gap-4" onSubmit={onSubmit}>
        <p className="text-muted">{unsent > 0 ? connection("endedUnsent", { count: unsent }) : connection("ended")}</p>
        {problem && <Alert>{problem}</Alert>}
        {/* Read-only, because the page shows the data of this account. */}
        <Field label={t("email")} name="email" type="email" autoComplete="username" value={email} readOnly />
        <Field
          label={t("password")}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          data-autofocus
        />
        <div className="flex flex-wrap justify-between gap-x-4">
          <TextLink href="/forgot">{t("signIn.forgot")}</TextLink>
          {/* A full page load, after which nothing of this account is left in memory. */}
          <a
            href={otherAccountHref}
            className="inline-flex min-h-8 items-center font-medium text-accent underline-offset-2 hover:underline pointer-coarse:min-h-11"
          >
            {t("signInAgain.otherAccount")}
          </a>
        </div>
        <DialogButtons submit={t(isBusy ? "signIn.busy" : "signIn.submit")} isBusy={isBusy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
