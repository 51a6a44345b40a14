import { SettingsHeading } from "@/features/settings/settings-heading.tsx";
import { WorkspaceSettings } from "@/features/settings/workspace-settings.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";

export const generateMetadata = titleMetadata("settings.workspace.title");

export default function Page() {
  return (
    <>
      <SettingsHeading page="workspace" />
      <WorkspaceSettings />
    </>
  );
}
