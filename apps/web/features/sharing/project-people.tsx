"use client";

import type { Project } from "@docket/schema/project";
import { PROJECT_ROLES } from "@docket/schema/role";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useMembers, useEntityLists } from "../../entities/workspace/use-entities.ts";
import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { InviteForm } from "./invite-form.tsx";
import { OpenInvitations } from "./open-invitations.tsx";
import { PersonLine } from "./person-line.tsx";
import { RoleSelect } from "./role-select.tsx";
import { usePeopleActions } from "./use-people-actions.ts";

type ProjectPeopleProps = {
  project: Project;
  /** Called when the viewer leaves the project. */
  onLeave: () => void;
};

/** Members of a project with their roles. Managers change roles and invite people; every member can leave. */
export function ProjectPeople({ project, onLeave }: ProjectPeopleProps) {
  const { workspaceId, id: projectId } = project;
  const t = useTranslations("sharing");
  const common = useTranslations("general");
  const { userId: me } = useViewer();
  const people = useMembers().items;
  const actions = usePeopleActions();
  const members = useQuery(useEntityLists().peopleOf(projectId));
  if (!members.data) return <Skeleton label={common("loading")} rows={3} />;
  const { items } = members.data;
  const canManage = project.role === "manager";
  const managers = items.filter(({ role }) => role === "manager");
  const isOnlyManager = managers.length === 1 && managers[0]?.userId === me;
  const here = new Set(items.map(({ userId }) => userId));
  return (
    <>
      {canManage ? (
        <InviteForm
          workspaceId={workspaceId}
          projectId={projectId}
          roles={PROJECT_ROLES}
          usualRole="editor"
          candidates={people.filter(({ userId }) => !here.has(userId))}
          onAdd={(person, role) => actions.addToProject(project, person, role)}
        />
      ) : (
        <p className="text-muted">{t("notAllowed")}</p>
      )}
      <h3 className="mt-6 mb-1 font-medium">{t("people")}</h3>
      <ul>
        {items.map((member) => {
          const { userId, name, email, role, isVerified } = member;
          const isMe = userId === me;
          return (
            <PersonLine key={userId} {...{ name, email, isMe, isVerified }}>
              {canManage && !(isMe && isOnlyManager) ? (
                <RoleSelect
                  {...{ name, role }}
                  roles={PROJECT_ROLES}
                  onChange={(chosen) => actions.setInProject(project, member, chosen)}
                />
              ) : (
                <span className="text-muted">{t(`roles.${role}`)}</span>
              )}
              {isMe && !isOnlyManager && (
                <Button
                  look="quiet"
                  aria-label={t("leaveProject")}
                  onClick={() => {
                    onLeave();
                    actions.leaveProject(project);
                  }}
                >
                  {t("leave")}
                </Button>
              )}
              {!isMe && canManage && (
                <Button
                  look="quiet"
                  aria-label={t("removeNamed", { name })}
                  onClick={() => actions.removeFromProject(project, member)}
                >
                  {t("remove")}
                </Button>
              )}
            </PersonLine>
          );
        })}
      </ul>
      {canManage && isOnlyManager && items.length > 1 && <p className="mt-2 text-sm text-muted">{t("onlyOne")}</p>}
      {canManage && <OpenInvitations workspaceId={workspaceId} projectId={projectId} />}
    </>
  );
}
