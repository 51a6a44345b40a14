"use client";

import { useId, useLayoutEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { useIgnoreOpeningClick } from "./use-ignore-opening-click.ts";

/** The buttons at the end of a dialog's form: cancel and submit. */
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
  /** Centred in the window. */
  question: "m-auto w-[min(28rem,calc(100vw-2rem))] p-5",
  /** Wide enough for a list of members. */
  wide: "m-auto w-[min(38rem,calc(100vw-1rem))] p-5 phone:p-4",
  /**
   * Anchored to the top of the window, so that it does not move when its height changes and stays above a phone's
   * keyboard.
   */
  panel:
    "mx-auto mt-[10dvh] mb-auto max-h-[80dvh] w-[min(40rem,calc(100vw-1rem))] overflow-hidden open:flex open:flex-col phone:mt-2 phone:max-h-[calc(100dvh-1rem)]",
} as const;

type DialogProps = {
  title: string;
  /** Whether the title is for screen readers only, because the content is self-explanatory. */
  isTitleHidden?: boolean;
  shape?: keyof typeof SHAPES;
  onClose: () => void;
  children: ReactNode;
};

/**
 * A modal dialog. Escape and a click outside close it, and the browser restores the focus. When the dialog opens, it
 * focuses the element with `data-autofocus` or, without one, the first control.
 */
export function Dialog({ title, isTitleHidden = false, shape = "question", onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const onOwnClick = useIgnoreOpeningClick();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    // Close the dialog before unmounting it, because the browser restores the focus only on closing.
    return () => element?.close();
  }, []);
  return (
    // Keyboard users close it with Escape, which the browser handles. The click outside is for pointer users only.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className={`rounded-xl border border-line bg-panel text-text shadow-xl backdrop:bg-black/40 ${SHAPES[shape]}`}
      onClose={() => {
        if (dialog.current?.open !== true) onClose();
      }}
      onCancel={() => closeDialog(dialog.current)}
      onClickCapture={onOwnClick}
      onClick={(event) => {
        if (event.target === dialog.current) closeDialog(dialog.current);
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

/**
 * Closes the dialog that contains an element, and calls its `onClose`. The focus is restored when this function returns.
 */
export function closeDialog(inside: Element | null): void {
  const dialog = inside?.closest("dialog");
  dialog?.close();
  // The browser reports the closing a moment later. A key pressed in between would open a dialog whose component still
  // exists, and the report would then close it.
  dialog?.dispatchEvent(new Event("close"));
}
