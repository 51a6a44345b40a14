import { KeyboardSettings } from "@/actions/keyboard-settings.tsx";
import { SettingsHeading } from "@/features/settings/settings-heading.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";

export const generateMetadata = titleMetadata("settings.keyboard.title");

export default function Page() {
  return (
    <>
      <SettingsHeading page="keyboard" />
      <KeyboardSettings />
    </>
  );
}
