import { NotificationSettingsForm } from "@/features/notification/notification-settings-form.tsx";
import { PushDevices } from "@/features/notification/push-devices.tsx";
import { ReminderSettingsForm } from "@/features/reminder/reminder-settings-form.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";

export const generateMetadata = titleMetadata("navigation.notifications");

export default function Page() {
  return (
    <>
      <ReminderSettingsForm />
      <NotificationSettingsForm />
      <PushDevices />
    </>
  );
}
