import { AppearanceChoice } from "@/features/appearance/appearance-choice.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";

export const generateMetadata = titleMetadata("settings.appearance.title");

export default function Page() {
  return <AppearanceChoice />;
}
