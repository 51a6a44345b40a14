import { LanguageForm } from "@/features/account/language-form.tsx";
import { titled } from "@/i18n/request-locale.ts";
import { signedInAccount } from "@/trpc/signed-in.ts";

export const generateMetadata = titled("settings.language.title");

export default async function Page() {
  const account = await signedInAccount();
  const timeZones = [...new Set(["UTC", account.timeZone, ...Intl.supportedValuesOf("timeZone")])].sort();
  return <LanguageForm account={account} timeZones={timeZones} />;
}
