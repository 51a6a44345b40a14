import { KeyboardSettings } from "@/actions/keyboard-settings.tsx";
import { SettingsHeading } from "@/features/settings/settings-heading.tsx";
import { titled } from "@/i18n/request-locale.ts";

export const generateMetadata = titled("settings.keyboard.title");

export default function Page() {
  return (
    <>
      <SettingsHeading page="keyboard" />
      <KeyboardSettings />
    </>
  );
}
