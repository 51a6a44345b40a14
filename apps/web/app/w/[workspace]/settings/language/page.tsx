import { LanguageForm } from "../../../../../features/account/language-form.tsx";
import { titled } from "../../../../../i18n/request-locale.ts";
import { accountAt } from "../../../../../trpc/signed-in.ts";

export const generateMetadata = titled("settings.language.title");

export default async function Page({ params }: PageProps<"/w/[workspace]/settings/language">) {
  const { workspace: slug } = await params;
  const account = await accountAt(`/w/${slug}/settings/language`);
  const timeZones = [...new Set(["UTC", account.timeZone, ...Intl.supportedValuesOf("timeZone")])].sort();
  return <LanguageForm account={account} timeZones={timeZones} />;
}
