"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useTRPC } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { Alert } from "../../ui/alert.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { formText } from "./use-submit.ts";

/** Dialog that asks for the password again before a sensitive action. */
export function PasswordDialog({ onProved, onClose }: { onProved: () => void; onClose: () => void }) {
  const errorMessage = useErrorMessage();
  const trpc = useTRPC();
  const t = useTranslations("session");
  const prove = useMutation(trpc.session.reauthenticate.mutationOptions({ onSuccess: onProved }));
  return (
    <Dialog title={t("again.title")} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          prove.mutate({ password: formText(new FormData(event.currentTarget), "password") });
        }}
      >
        <p className="text-muted">{t("again.reason")}</p>
        {prove.error && <Alert>{errorMessage(prove.error)}</Alert>}
        <Field label={t("password")} name="password" type="password" autoComplete="current-password" required />
        <DialogButtons submit={t("again.proceed")} isBusy={prove.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
