import { settingsPath } from "@/entities/workspace/path.ts";
import { redirectTo } from "@/navigation/redirect.ts";

export default async function SettingsPage({ params }: PageProps<"/w/[workspace]/settings">) {
  redirectTo(settingsPath((await params).workspace));
}
