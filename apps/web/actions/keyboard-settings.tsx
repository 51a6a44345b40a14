"use client";

import { useTranslations } from "use-intl";
import { usePreference } from "../entities/preference/use-preference.ts";
import { CheckLine } from "../ui/check-line.tsx";
import { PageSection } from "../ui/page-section.tsx";
import { ACTION_GROUPS } from "./action-table.ts";
import { KeyTable } from "./key-table.tsx";
import { SINGLE_KEYS } from "./single-keys.ts";

/** Turns single-key shortcuts on or off and lists all shortcuts. */
export function KeyboardSettings() {
  const [hasSingleKeys, setSingleKeys] = usePreference<boolean>(SINGLE_KEYS, true);
  const t = useTranslations("settings.keyboard");
  const groups = useTranslations("command.groups");
  return (
    <>
      <PageSection title={t("single")}>
        <CheckLine
          label={t("single")}
          hint={t("singleHint")}
          checked={hasSingleKeys}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
      </PageSection>
      {ACTION_GROUPS.map((group) => (
        <PageSection key={group} title={groups(group)}>
          <KeyTable group={group} caption={groups(group)} />
        </PageSection>
      ))}
    </>
  );
}
