"use client";

import { useTranslations } from "use-intl";

const LINK = "min-h-8 rounded px-1 font-medium text-accent hover:underline pointer-coarse:min-h-11";

type DraftOfferProps = { text: string; onGoOn: () => void; onDiscard: () => void };

/** Notice that offers to continue or discard an unsaved draft. */
export function DraftOffer({ text, onGoOn, onDiscard }: DraftOfferProps) {
  const t = useTranslations("panel.draft");
  return (
    <div className="rounded-md border border-line bg-background px-3 py-2">
      <p className="text-[0.8125rem] text-muted">{t("unsaved")}</p>
      <p dir="auto" className="my-1 line-clamp-3 break-words whitespace-pre-wrap">
        {text}
      </p>
      <div className="-mx-1 flex gap-3">
        <button type="button" className={LINK} onClick={onGoOn}>
          {t("goOn")}
        </button>
        <button type="button" className={LINK} onClick={onDiscard}>
          {t("discard")}
        </button>
      </div>
    </div>
  );
}

/** Notice that another user has changed the text since this user started typing. */
export function ChangedNotice() {
  const t = useTranslations("panel.draft");
  return (
    <p role="status" className="text-[0.8125rem] text-warning">
      {t("changedMeanwhile")}
    </p>
  );
}
