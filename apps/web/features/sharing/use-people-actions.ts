"use client";

import type { Project } from "@docket/schema/project";
import { PROJECT_ROLES, WORKSPACE_ROLES } from "@docket/schema/role";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useNotice } from "../../ui/notice.tsx";
import type { Role } from "./role.ts";

type Person = { userId: string; name: string };

/**
 * Returns the actions on members of a project or workspace. They offer no undo, because a member may already have read
 * what revoking their access would hide.
 */
export function usePeopleActions() {
  const replica = useReplica();
  const notice = useNotice();
  const t = useTranslations("sharing");
  return useMemo(() => {
    const say = (text: string) => notice({ text, tone: "plain" });
    const sayRole = (name: string, role: Role) => say(t("changed", { name, role }));
    return {
      addToProject: ({ id }: Project, { userId, name }: Person, chosen: Role) => {
        const role = PROJECT_ROLES.find((other) => other === chosen);
        if (!role) return;
        replica.write("member.set", { projectId: id, userId, role });
        say(t("added", { name }));
      },
      setInProject: ({ id }: Project, { userId, name }: Person, chosen: Role) => {
        const role = PROJECT_ROLES.find((other) => other === chosen);
        if (!role) return;
        replica.write("member.set", { projectId: id, userId, role });
        sayRole(name, role);
      },
      removeFromProject: ({ id }: Project, { userId, name }: Person) => {
        replica.write("member.remove", { projectId: id, userId });
        say(t("removed", { name }));
      },
      leaveProject: ({ id, name }: Project) => {
        replica.write("member.leave", { projectId: id });
        say(t("left", { name }));
      },
      setInWorkspace: ({ userId, name }: Person, chosen: Role) => {
        const role = WORKSPACE_ROLES.find((other) => other === chosen);
        if (!role) return;
        replica.write("workspace.setMember", { userId, role });
        sayRole(name, role);
      },
      removeFromWorkspace: ({ userId, name }: Person) => {
        replica.write("workspace.removeMember", { userId });
        say(t("removed", { name }));
      },
    };
  }, [notice, replica, t]);
}
