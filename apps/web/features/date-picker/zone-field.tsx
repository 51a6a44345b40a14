"use client";

import type { TimeZone } from "@docket/schema/day";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { ChoiceList } from "../../ui/choice-list.tsx";
import { Popover, closePopover } from "../../ui/popover.tsx";
import { Select } from "../../ui/select.tsx";

/** Values of the options that are not time zones. */
const FLOATING = "floating";
const OTHER = "other";

type ZoneFieldProps = {
  /** The time zone; null if the time is the same in every zone. */
  value: TimeZone | null;
  onChange: (timeZone: TimeZone | null) => void;
};

/** Field for the time zone of a time: none, the viewer's, or one from a list that can be searched. */
export function ZoneField({ value, onChange }: ZoneFieldProps) {
  const { timeZone } = useViewer();
  const t = useTranslations("datePicker");
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const isOther = value !== null && value !== timeZone;
  return (
    <div className="min-w-0">
      <Select
        label={t("zone")}
        value={value ?? FLOATING}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          if (chosen === OTHER) setAnchor(event.currentTarget);
          else onChange(chosen === FLOATING ? null : chosen);
        }}
      >
        <option value={timeZone}>{t("ownZone", { zone: zoneName(timeZone) })}</option>
        <option value={FLOATING}>{t("floating")}</option>
        {isOther && <option value={value}>{zoneName(value)}</option>}
        <option value={OTHER}>{t("otherZone")}</option>
      </Select>
      {anchor && (
        <Popover anchor={anchor} label={t("findZone")} onClose={() => setAnchor(null)}>
          <ZoneList
            onChoose={(zone) => {
              if (document.activeElement) closePopover(document.activeElement);
              onChange(zone);
            }}
          />
        </Popover>
      )}
    </div>
  );
}

/** All time zones that the browser knows, by name. */
function ZoneList({ onChoose }: { onChoose: (timeZone: TimeZone) => void }) {
  const t = useTranslations("datePicker");
  const [search, setSearch] = useState("");
  const [choices] = useState(() => Intl.supportedValuesOf("timeZone").map((id) => ({ id, text: zoneName(id) })));
  return (
    <ChoiceList
      label={t("findZone")}
      choices={choices}
      nothing={t("noZone")}
      search={search}
      onSearch={setSearch}
      onChoose={onChoose}
    />
  );
}

/** Returns a zone's name as people write it: "America/New York". */
function zoneName(timeZone: TimeZone): string {
  return timeZone.replaceAll("_", " ");
}
