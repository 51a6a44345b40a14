"use client";

import { useTranslations } from "use-intl";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import type { Unsaved } from "./unsaved.ts";

type SignOutQuestionProps = { unsaved: Unsaved; onSignOut: () => void; onClose: () => void };

/** Dialog that asks for confirmation if signing out would delete unsaved data. */
export function SignOutQuestion({ unsaved: { changes, drafts }, onSignOut, onClose }: SignOutQuestionProps) {
  const t = useTranslations("session.signOut");
  return (
    <Dialog title={t("title")} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSignOut();
        }}
      >
        <ul className="list-inside list-disc">
          {changes > 0 && <li>{t("changes", { count: changes })}</li>}
          {drafts > 0 && <li>{t("drafts", { count: drafts })}</li>}
        </ul>
        <p>{t("text")}</p>
        <DialogButtons submit={t("submit")} isDanger onCancel={onClose} />
      </form>
    </Dialog>
  );
}
