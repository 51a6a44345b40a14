import { AppearanceChoice } from "@/features/appearance/appearance-choice.tsx";
import { titled } from "@/i18n/request-locale.ts";

export const generateMetadata = titled("settings.appearance.title");

export default function Page() {
  return <AppearanceChoice />;
}
