import { WorkspacePeople } from "@/features/sharing/workspace-people.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";

export const generateMetadata = titleMetadata("settings.members.title");

export default function Page() {
  return <WorkspacePeople />;
}
