import { redirectTo } from "@/navigation/redirect.ts";

export default async function SettingsPage({ params }: PageProps<"/w/[workspace]/settings">) {
  redirectTo(`/w/${(await params).workspace}/settings/profile`);
}
