import { SettingsHeading } from "@/features/settings/settings-heading.tsx";
import { WorkspaceSettings } from "@/features/settings/workspace-settings.tsx";
import { titled } from "@/i18n/request-locale.ts";

export const generateMetadata = titled("settings.workspace.title");

export default function Page() {
  return (
    <>
      <SettingsHeading page="workspace" />
      <WorkspaceSettings />
    </>
  );
}
