import { WorkspacePeople } from "@/features/sharing/workspace-people.tsx";
import { titled } from "@/i18n/request-locale.ts";

export const generateMetadata = titled("settings.members.title");

export default function Page() {
  return <WorkspacePeople />;
}
