"use client";

import type { NotificationKind } from "@docket/schema/notification";
import type { NotificationSettings } from "@docket/schema/notification-settings";
import { useTranslations } from "use-intl";
import {
  DEFAULT_NOTIFICATION_SETTINGS,
  useNotificationSettings,
} from "../../entities/notification/use-notification-settings.ts";
import { CheckLine } from "../../ui/check-line.tsx";
import { NotificationMessages } from "./notification-messages.tsx";
import { TimeOfDayField } from "./time-of-day-field.tsx";

type Channels = NotificationSettings["kinds"][NotificationKind];

// Safe because these are the keys of the object.
const KINDS = Object.keys(DEFAULT_NOTIFICATION_SETTINGS.kinds) as NotificationKind[];
/** The channels that are on or off. */
const SWITCHES = [
  { channel: "inApp", label: "inAppFor" },
  { channel: "push", label: "pushFor" },
] as const;
const EMAIL_CHOICES = ["off", "now", "daily"] as const;
/** The quiet hours that are suggested when they are switched on. */
const SUGGESTED_QUIET_HOURS = { from: "22:00", to: "07:00" };

/** Where the viewer's notifications of each kind are delivered, and when nothing is sent. Saved immediately. */
export function NotificationSettingsForm() {
  return (
    <NotificationMessages>
      <Settings />
    </NotificationMessages>
  );
}

function Settings() {
  const t = useTranslations("notification.settings");
  const [settings, save] = useNotificationSettings();
  const { kinds, quietHours, digestTime } = settings;
  const set = (change: Partial<NotificationSettings>) => save({ ...settings, ...change });
  return (
    <section className="flex max-w-xl flex-col gap-4" aria-labelledby="notification-channels">
      <div>
        <h2 id="notification-channels" className="text-lg font-semibold">
          {t("channels")}
        </h2>
        <p className="text-muted">{t("channelsText")}</p>
      </div>
      <table className="w-full text-start">
        <thead>
          <tr className="border-b border-line text-start text-muted">
            <th scope="col" className="py-1 text-start font-normal">
              <span className="sr-only">{t("kind")}</span>
            </th>
            <th scope="col" className="py-1 pe-1 text-start font-normal sm:px-2">
              {t("inApp")}
            </th>
            <th scope="col" className="py-1 pe-1 text-start font-normal sm:px-2">
              {t("push")}
            </th>
            <th scope="col" className="py-1 text-start font-normal">
              {t("email")}
            </th>
          </tr>
        </thead>
        <tbody>
          {KINDS.map((kind) => (
            <KindRow
              key={kind}
              kind={kind}
              channels={kinds[kind]}
              onChange={(channels) => set({ kinds: { ...kinds, [kind]: channels } })}
            />
          ))}
        </tbody>
      </table>
      <div className="max-w-md">
        <TimeOfDayField label={t("digestTime")} value={digestTime} onChange={(time) => set({ digestTime: time })} />
      </div>
      <fieldset className="max-w-md">
        <legend className="font-medium">{t("quietHours")}</legend>
        <CheckLine
          label={t("pauseInQuietHours")}
          hint={t("pauseInQuietHoursHint")}
          defaultChecked={quietHours !== null}
          onChange={({ currentTarget }) => set({ quietHours: currentTarget.checked ? SUGGESTED_QUIET_HOURS : null })}
        />
        {quietHours && (
          <div className="grid grid-cols-2 gap-3">
            {(["from", "to"] as const).map((end) => (
              <TimeOfDayField
                key={end}
                label={t(end)}
                value={quietHours[end]}
                onChange={(time) => set({ quietHours: { ...quietHours, [end]: time } })}
              />
            ))}
          </div>
        )}
      </fieldset>
    </section>
  );
}

type KindRowProps = { kind: NotificationKind; channels: Channels; onChange: (channels: Channels) => void };

function KindRow({ kind, channels, onChange }: KindRowProps) {
  const t = useTranslations("notification.settings");
  const name = t(`kinds.${kind}`);
  return (
    <tr className="border-b border-line">
      <th scope="row" className="py-1 pe-2 text-start font-normal">
        {name}
      </th>
      {SWITCHES.map(({ channel, label }) => (
        <td key={channel} className="py-1 sm:px-2">
          <input
            type="checkbox"
            aria-label={t(label, { kind: name })}
            className="m-2 block size-4 accent-accent pointer-coarse:m-3 pointer-coarse:size-5"
            defaultChecked={channels[channel]}
            onChange={({ currentTarget }) => onChange({ ...channels, [channel]: currentTarget.checked })}
          />
        </td>
      ))}
      <td className="py-1">
        <select
          aria-label={t("emailFor", { kind: name })}
          className="min-h-9 w-full min-w-33 rounded-md border border-control bg-panel px-2 pointer-coarse:min-h-11"
          defaultValue={channels.email}
          onChange={({ currentTarget: { value } }) => {
            const email = EMAIL_CHOICES.find((choice) => choice === value);
            if (email) onChange({ ...channels, email });
          }}
        >
          {EMAIL_CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {t(`emails.${choice}`)}
            </option>
          ))}
        </select>
      </td>
    </tr>
  );
}
