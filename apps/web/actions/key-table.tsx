"use client";

import { useTranslations } from "use-intl";
import { Kbd } from "../ui/kbd.tsx";
import { ACTIONS, specOf } from "./action-table.ts";
import type { ActionGroup, ActionId } from "./action-table.ts";

/** The actions of one group that have a shortcut, with all their keys. */
export function KeyTable({ group, caption }: { group: ActionGroup; caption: string }) {
  const t = useTranslations("settings.keyboard");
  const titles = useTranslations("command.titles");
  // Safe because the keys of `ACTIONS` are the action ids.
  const ids = (Object.keys(ACTIONS) as ActionId[]).filter((id) => specOf(id).group === group && specOf(id).keys);
  return (
    <table className="w-full">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t("what")}</th>
          <th scope="col">{t("key")}</th>
        </tr>
      </thead>
      <tbody>
        {ids.map((id) => (
          <tr key={id} className="border-t border-line">
            <th scope="row" className="py-2 pe-3 text-start font-normal">
              {titles(id)}
            </th>
            <td className="py-2">
              <span className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1">
                {specOf(id).keys?.map((keys, index) => (
                  <span key={keys} className="inline-flex items-center gap-2">
                    {index > 0 && <span className="text-xs text-muted">{t("either")}</span>}
                    <span className="sr-only">{screenReaderText(keys, t("after"))}</span>
                    <Kbd keys={keys} />
                  </span>
                ))}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Returns a shortcut as text for screen readers: `g i` becomes “g then i”. */
function screenReaderText(keys: string, then: string): string {
  return keys.replace("$mod", "Ctrl").split(" ").join(` ${then} `);
}
