"use client";

import { useId, useLayoutEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { useOwnClicks } from "./own-clicks.ts";

/** The end of a dialog's form: leave it, or go on. */
export function DialogButtons({
  submit,
  isBusy = false,
  isDanger = false,
  onCancel,
}: {
  submit: string;
  isBusy?: boolean;
  isDanger?: boolean;
  onCancel: () => void;
}) {
  const t = useTranslations("general");
  return (
    <div className="flex justify-end gap-2">
      <Button onClick={onCancel}>{t("cancel")}</Button>
      <Button type="submit" look={isDanger ? "danger" : "primary"} disabled={isBusy}>
        {submit}
      </Button>
    </div>
  );
}

const SHAPES = {
  /** In the middle of the window. */
  question: "m-auto w-[min(28rem,calc(100vw-2rem))] p-5",
  /** With room for a list of people. */
  wide: "m-auto w-[min(38rem,calc(100vw-1rem))] p-5 phone:p-4",
  /** Hangs from the head of the window, so that it stays in place while its height changes, and clear of a phone's keyboard. */
  panel:
    "mx-auto mt-[10dvh] mb-auto max-h-[80dvh] w-[min(40rem,calc(100vw-1rem))] overflow-hidden open:flex open:flex-col phone:mt-2 phone:max-h-[calc(100dvh-1rem)]",
} as const;

type DialogProps = {
  title: string;
  /** The title is for those who can't see that the dialog speaks for itself. */
  isTitleHidden?: boolean;
  shape?: keyof typeof SHAPES;
  onClose: () => void;
  children: ReactNode;
};

/**
 * Something over the page. Escape and a click beside it close it; the browser gives the focus back to where it was. At first the
 * focus is on what is marked with `data-autofocus`, else on the first control.
 */
export function Dialog({ title, isTitleHidden = false, shape = "question", onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const onOwnClick = useOwnClicks();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    // Before it leaves the page: only a dialog that is closed gives the focus back.
    return () => element?.close();
  }, []);
  return (
    // The keyboard's way to close is Escape, which the browser sees to; the click beside it is a shortcut.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className={`rounded-xl border border-line bg-panel text-text shadow-xl backdrop:bg-black/40 ${SHAPES[shape]}`}
      onClose={() => {
        if (dialog.current?.open !== true) onClose();
      }}
      onClickCapture={onOwnClick}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={titleId} className={isTitleHidden ? "sr-only" : "mb-4 text-lg font-semibold"}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}

/** Closes the dialog in which an element is; the focus is back where it was before when this returns. */
export function closeDialog(inside: Element | null): void {
  inside?.closest("dialog")?.close();
}
