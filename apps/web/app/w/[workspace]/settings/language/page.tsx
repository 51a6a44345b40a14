import { LanguageForm } from "@/features/account/language-form.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";
import { signedInAccount } from "@/trpc/signed-in.ts";

export const generateMetadata = titleMetadata("settings.language.title");

export default async function Page() {
  const account = await signedInAccount();
  const timeZones = [...new Set(["UTC", account.timeZone, ...Intl.supportedValuesOf("timeZone")])].sort();
  return <LanguageForm account={account} timeZones={timeZones} />;
}
