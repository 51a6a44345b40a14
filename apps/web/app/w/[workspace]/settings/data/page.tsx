import { DeleteAccount } from "@/features/account/delete-account.tsx";
import { ExportData } from "@/features/account/export-data.tsx";
import { ExportWorkspace } from "@/features/account/export-workspace.tsx";
import { ImportHint } from "@/features/account/import-hint.tsx";
import { SettingsHeading } from "@/features/settings/settings-heading.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";
import { signedInAccount } from "@/trpc/signed-in.ts";

export const generateMetadata = titleMetadata("settings.data.title");

export default async function Page() {
  const account = await signedInAccount();
  return (
    <>
      <SettingsHeading page="data" />
      <ExportWorkspace />
      <ExportData />
      <ImportHint />
      <DeleteAccount account={account} />
    </>
  );
}
