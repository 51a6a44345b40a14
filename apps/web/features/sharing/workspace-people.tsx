"use client";

import { WORKSPACE_ROLES, isAtLeast } from "@docket/schema/role";
import type { WorkspaceRole } from "@docket/schema/role";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useEntityLists } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { Button } from "../../ui/button.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { InviteForm } from "./invite-form.tsx";
import { OpenInvitations } from "./open-invitations.tsx";
import { PersonLine } from "./person-line.tsx";
import { RoleSelect } from "./role-select.tsx";
import { usePeopleActions } from "./use-people-actions.ts";

const INVITED_ROLES = ["guest", "member", "admin"] as const;

/** Members of the workspace with their roles. Owners and admins change roles and invite people. */
export function WorkspacePeople() {
  const { id: workspaceId, role: ownRole } = useWorkspace();
  const { userId: me } = useViewer();
  const t = useTranslations("sharing");
  const settings = useTranslations("settings.members");
  const actions = usePeopleActions();
  const items = useQuery(useEntityLists().members).data?.items ?? [];
  const canManage = isAtLeast(WORKSPACE_ROLES, ownRole, "admin");
  /**
   * Returns whether the viewer can assign this role, or change a member who has it. The role must not be above the
   * viewer's own.
   */
  const canAssign = (role: WorkspaceRole) => isAtLeast(WORKSPACE_ROLES, ownRole, role);
  return (
    <>
      <section className="mb-10">
        <PageHeading title={settings("title")} text={settings("text")} />
        <ul>
          {items.map((member) => {
            const { userId, name, email, role, isVerified } = member;
            const isMe = userId === me;
            const canChange = canManage && !isMe && canAssign(role);
            return (
              <PersonLine key={userId} {...{ name, email, isMe, isVerified }}>
                {canChange ? (
                  <>
                    <RoleSelect
                      {...{ name, role }}
                      roles={WORKSPACE_ROLES.filter(canAssign)}
                      onChange={(chosen) => actions.setInWorkspace(member, chosen)}
                    />
                    <Button
                      look="quiet"
                      aria-label={t("removeNamed", { name })}
                      onClick={() => actions.removeFromWorkspace(member)}
                    >
                      {t("remove")}
                    </Button>
                  </>
                ) : (
                  <span className="text-muted">{t(`roles.${role}`)}</span>
                )}
              </PersonLine>
            );
          })}
        </ul>
        {!canManage && <p className="mt-3 text-muted">{t("notAllowedHere")}</p>}
      </section>
      {canManage && (
        <PageSection title={t("invite")}>
          <InviteForm
            workspaceId={workspaceId}
            projectId={null}
            roles={INVITED_ROLES.filter(canAssign)}
            usualRole="member"
          />
          <OpenInvitations workspaceId={workspaceId} projectId={null} />
        </PageSection>
      )}
    </>
  );
}
