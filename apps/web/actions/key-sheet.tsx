"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { usePreference } from "../entities/preference/use-preference.ts";
import { Dialog, closeDialog } from "../ui/dialog.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { ACTION_GROUPS, specOf } from "./action-table.ts";
import type { ActionGroup, ActionId } from "./action-table.ts";
import { matchScore } from "./match-score.ts";
import { SINGLE_KEYS } from "./single-keys.ts";
import { useActionRegistry } from "./use-actions.tsx";

/** The shortcut sheet: all available actions with their keys. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const registry = useActionRegistry();
  const t = useTranslations("command");
  const titles = useTranslations("command.titles");
  const common = useTranslations("general");
  const [search, setSearch] = useState("");
  const [hasSingleKeys, setSingleKeys] = usePreference<boolean>(SINGLE_KEYS, true);
  // Optimistic state: the preference updates with a delay. Until then, the checkbox would show the old value.
  const [isTicked, setTicked] = useState(hasSingleKeys);
  // Read only once, because the page does not change while the sheet is open.
  const [available] = useState(registry.available);
  const found = available.filter((id) => matchScore(search, titles(id)) > 0);

  return (
    <Dialog title={titles("keys.show")} isTitleHidden shape="panel" onClose={onClose}>
      <div className="flex flex-wrap items-center gap-2 border-b border-line py-2 ps-4 pe-2">
        <p aria-hidden className="grow text-lg font-semibold">
          {titles("keys.show")}
        </p>
        <input
          type="search"
          dir="auto"
          aria-label={t("findCommand")}
          placeholder={t("findCommand")}
          value={search}
          className="min-h-9 rounded-md border border-control bg-panel px-2.5 placeholder:text-muted phone:order-last phone:me-2 phone:mb-2 phone:w-full pointer-coarse:min-h-11"
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <IconButton
          label={common("close")}
          icon={<X aria-hidden />}
          onClick={(event) => closeDialog(event.currentTarget)}
        />
      </div>
      <div
        role="region"
        // A scrollable region must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={titles("keys.show")}
        className="overflow-y-auto p-4 -outline-offset-2"
      >
        {found.length === 0 && <p className="text-muted">{t("noCommand")}</p>}
        {ACTION_GROUPS.map((group) => (
          <Group key={group} group={group} ids={found.filter((id) => specOf(id).group === group)} />
        ))}
      </div>
      <label className="flex items-start gap-2.5 border-t border-line p-4">
        <input
          type="checkbox"
          className="mt-0.5 size-4 accent-accent"
          checked={isTicked}
          onChange={(event) => {
            setTicked(event.currentTarget.checked);
            setSingleKeys(event.currentTarget.checked);
          }}
        />
        <span>
          {t("singleKeys")}
          <span className="block text-sm text-muted">{t("singleKeysHint")}</span>
        </span>
      </label>
    </Dialog>
  );
}

function Group({ group, ids }: { group: ActionGroup; ids: readonly ActionId[] }) {
  const t = useTranslations("command");
  if (ids.length === 0) return null;
  return (
    <section className="mb-4" aria-label={t(`groups.${group}`)}>
      <h3 className="mb-1 font-semibold">{t(`groups.${group}`)}</h3>
      <ul className="grid gap-x-6 sm:grid-cols-2">
        {ids.map((id) => (
          <li key={id} className="flex min-h-8 items-center gap-3 border-b border-line/60">
            <span className="min-w-0 grow">{t(`titles.${id}`)}</span>
            <span className="flex flex-wrap justify-end gap-2">
              {specOf(id).keys?.map((keys) => (
                <span key={keys}>
                  <Kbd keys={keys} />
                  <span className="sr-only">{screenReaderText(keys)}</span>
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Returns a shortcut as text for screen readers. */
function screenReaderText(keys: string): string {
  const mod = "apple" in document.documentElement.dataset ? "Command" : "Ctrl";
  return keys.replaceAll("$mod", mod).replaceAll("+", " ");
}
