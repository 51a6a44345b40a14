"use client";

import { Keyboard } from "lucide-react";
import { useTranslations } from "use-intl";
import { keysOf } from "../../actions/action-table.ts";
import { useActionRegistry } from "../../actions/use-actions.tsx";
import { useConnection, useRejectedWrites } from "../../replica/replica-provider.tsx";
import { IconButton } from "../../ui/icon-button.tsx";

/** Line with the connection status and a button that opens the list of shortcuts. */
export function StatusLine() {
  const { status, live } = useConnection();
  const rejected = useRejectedWrites().length;
  const registry = useActionRegistry();
  const t = useTranslations("connection");
  const titles = useTranslations("command.titles");
  const isHeldUp = status === "offline" || status === "unknownAddress";
  const state = status === "sending" ? "saving" : isHeldUp ? "offline" : live === "live" ? "live" : "connecting";
  // On most pages, connecting is a matter of a moment, which needs no words.
  const late = state === "connecting" ? "late" : "";
  return (
    <div className="sticky -bottom-2 -mx-2 mt-1 -mb-2 flex items-center gap-2 border-t border-line bg-panel py-1 ps-4 pe-2 text-xs text-muted">
      <span
        aria-hidden
        className={`size-2 rounded-full ${late} ${state === "live" || state === "saving" ? "bg-success" : "bg-warning"}`}
      />
      <span className={`grow ${late}`}>{t(state)}</span>
      {rejected > 0 && (
        <button
          type="button"
          className="min-h-8 rounded-md px-1.5 font-medium text-danger hover:bg-hover pointer-coarse:min-h-11"
          onClick={() => registry.run("refused.show")}
        >
          {t("refused.count", { count: rejected })}
        </button>
      )}
      <IconButton
        label={titles("keys.show")}
        keys={keysOf("keys.show")}
        icon={<Keyboard aria-hidden />}
        onClick={() => registry.run("keys.show")}
      />
    </div>
  );
}
