import { settingsPath } from "@/entities/workspace/path.ts";
import { ReceivedInvitationList } from "@/features/invitation/received-invitation-list.tsx";
import { SignOutButton } from "@/features/session/sign-out-button.tsx";
import { NewWorkspace } from "@/features/settings/new-workspace.tsx";
import { serverTranslator, titleMetadata } from "@/i18n/request-locale.ts";
import { redirectTo } from "@/navigation/redirect.ts";
import { readForPage } from "@/trpc/server.ts";
import { Centered } from "@/ui/centered.tsx";

export const generateMetadata = titleMetadata("session.noWorkspace.title");

/** Redirects to the settings in the user's first workspace. If there is none, the page explains what to do. */
export default async function AccountPage() {
  const { items } = await readForPage((api) => api.workspace.list({}));
  const [workspace] = items;
  if (workspace) redirectTo(settingsPath(workspace.slug));
  const t = await serverTranslator();
  return (
    <Centered title={t("session.noWorkspace.title")}>
      <p>{t("session.noWorkspace.text")}</p>
      <ReceivedInvitationList />
      <NewWorkspace />
      <SignOutButton />
    </Centered>
  );
}
