"use client";

import type { PushDevice } from "@docket/schema/push";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { Failed } from "../../trpc/failed.tsx";
import { Button } from "../../ui/button.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { useFormatMoment } from "../../ui/use-format-moment.ts";
import { browserOf } from "../account/browser-name.ts";
import { NotificationMessages } from "./notification-messages.tsx";
import { usePush } from "./use-push.ts";
import { useRowFocus } from "./use-row-focus.ts";

/** The look of buttons during a request. They keep the focus, which a disabled button loses. */
const BUSY = "aria-disabled:opacity-50";

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
  const general = useTranslations("general");
  const list = useRef<HTMLUListElement>(null);
  useRowFocus(
    list,
    others.map(({ id }) => id),
  );
  const isOn = state === "on";
  return (
    <div className="mt-10 max-w-xl">
      <PageSection title={t("title")} text={t("text")}>
        {error && <Failed error={error} onRetry={retry} />}
        <p role="status" className="min-h-6">
          {!error && (state ? t(`states.${state}`) : general("loading"))}
        </p>
        {(isOn || state === "off") && (
          <div className="mt-3 flex flex-wrap gap-2">
            <Button
              look={isOn ? "plain" : "primary"}
              aria-disabled={isBusy}
              className={BUSY}
              onClick={isOn ? push.turnOff : push.turnOn}
            >
              {t(isOn ? "turnOff" : "turnOn")}
            </Button>
            {isOn && (
              <Button aria-disabled={isBusy} className={BUSY} onClick={push.test}>
                {t("test")}
              </Button>
            )}
          </div>
        )}
      </PageSection>
      {others.length > 0 && (
        <PageSection title={t("others")}>
          <ul ref={list}>
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
    <li
      data-row={device.id}
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line py-2.5"
    >
      <div className="min-w-0">
        <p className="break-words">{name}</p>
        <p className="text-sm text-muted">{t("turnedOn", { when: moment(device.createdAt) })}</p>
      </div>
      <Button
        look="danger"
        aria-label={t("removeNamed", { name })}
        aria-disabled={isBusy}
        className={BUSY}
        onClick={() => onRemove({ id: device.id, name })}
      >
        {t("remove")}
      </Button>
    </li>
  );
}
