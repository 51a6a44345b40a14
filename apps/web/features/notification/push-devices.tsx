"use client";

import type { PushDevice } from "@docket/schema/push";
import { useTranslations } from "use-intl";
import { Failed } from "../../trpc/failed.tsx";
import { Button } from "../../ui/button.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { useFormatMoment } from "../../ui/use-format-moment.ts";
import { browserOf } from "../account/browser-name.ts";
import { NotificationMessages } from "./notification-messages.tsx";
import { usePush } from "./use-push.ts";

/** Turns push notifications on or off in this browser, and lists the viewer's other devices. */
export function PushDevices() {
  return (
    <NotificationMessages>
      <Devices />
    </NotificationMessages>
  );
}

function Devices() {
  const t = useTranslations("notification.push");
  const { state, others, error, retry, isBusy, ...push } = usePush();
  const isOn = state === "on";
  return (
    <div className="mt-10 max-w-xl">
      <PageSection title={t("title")} text={t("text")}>
        {error ? <Failed error={error} onRetry={retry} /> : <p className="min-h-6">{state && t(`states.${state}`)}</p>}
        {(isOn || state === "off") && (
          <div className="mt-3 flex flex-wrap gap-2">
            <Button look={isOn ? "plain" : "primary"} disabled={isBusy} onClick={isOn ? push.turnOff : push.turnOn}>
              {t(isOn ? "turnOff" : "turnOn")}
            </Button>
            {isOn && (
              <Button disabled={isBusy} onClick={push.test}>
                {t("test")}
              </Button>
            )}
          </div>
        )}
      </PageSection>
      {others.length > 0 && (
        <PageSection title={t("others")}>
          <ul>
            {others.map((device) => (
              <DeviceLine key={device.id} device={device} isBusy={isBusy} onRemove={push.remove} />
            ))}
          </ul>
        </PageSection>
      )}
    </div>
  );
}

type DeviceLineProps = {
  device: PushDevice;
  isBusy: boolean;
  onRemove: (device: { id: string; name: string }) => void;
};

function DeviceLine({ device, isBusy, onRemove }: DeviceLineProps) {
  const t = useTranslations("notification.push");
  const sessions = useTranslations("settings.sessions");
  const moment = useFormatMoment();
  const { browser, system } = browserOf(device.userAgent);
  const browserLabel =
    browser === null ? sessions("unknown") : system === null ? browser : sessions("browserOn", { browser, system });
  const name = device.label || browserLabel;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line py-2.5">
      <div className="min-w-0">
        <p className="break-words">{name}</p>
        <p className="text-sm text-muted">{t("turnedOn", { when: moment(device.createdAt) })}</p>
      </div>
      <Button
        look="danger"
        aria-label={t("removeNamed", { name })}
        disabled={isBusy}
        onClick={() => onRemove({ id: device.id, name })}
      >
        {t("remove")}
      </Button>
    </li>
  );
}
