import { EmailForm } from "@/features/account/email-form.tsx";
import { NameForm } from "@/features/account/name-form.tsx";
import { PasswordForm } from "@/features/account/password-form.tsx";
import { SettingsHeading } from "@/features/settings/settings-heading.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";
import { signedInAccount } from "@/trpc/signed-in.ts";

export const generateMetadata = titleMetadata("settings.profile.title");

export default async function Page() {
  const account = await signedInAccount();
  return (
    <>
      <SettingsHeading page="profile" />
      <NameForm account={account} />
      <EmailForm account={account} />
      <PasswordForm account={account} />
    </>
  );
}
