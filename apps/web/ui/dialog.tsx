"use client";

import { useEffect, useId, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";

/** The end of a dialog's form: leave it, or go on. */
export function DialogButtons({
  submit,
  isBusy = false,
  onCancel,
}: {
  submit: string;
  isBusy?: boolean;
  onCancel: () => void;
}) {
  const t = useTranslations("common");
  return (
    <div className="flex justify-end gap-2">
      <Button onClick={onCancel}>{t("cancel")}</Button>
      <Button type="submit" look="primary" disabled={isBusy}>
        {submit}
      </Button>
    </div>
  );
}

/** A question over the page. Escape and a click beside it close it; the browser gives the focus back to where it was. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    // The keyboard's way to close is Escape, which the browser sees to; the click beside it is a shortcut.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-xl border border-line bg-panel p-5 text-text shadow-xl backdrop:bg-black/40"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={titleId} className="mb-4 text-lg font-semibold">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
