"use client";

import type { Follow } from "@docket/schema/follow";
import { useQuery } from "@tanstack/react-query";
import { BellOff, BellPlus } from "lucide-react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useTRPC } from "../../trpc/react.ts";
import { MenuItem } from "../../ui/menu-surface.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { NotificationMessages } from "./notification-messages.tsx";

type State = Follow["state"];
type FollowItemsProps = { followed: { taskId: string } | { projectId: string }; title: string };

/** Menu items for following and muting a task or a project. */
export function FollowItems(props: FollowItemsProps) {
  return (
    <NotificationMessages>
      <Items {...props} />
    </NotificationMessages>
  );
}

function Items({ followed, title }: FollowItemsProps) {
  const { id: workspaceId } = useWorkspace();
  const t = useTranslations("notification");
  const common = useTranslations("general");
  const replica = useReplica();
  const notice = useNotice();
  const follow = useQuery(useTRPC().follow.get.queryOptions({ workspaceId, ...followed })).data;
  const set = (state: State) => void replica.write("follow.set", { ...followed, state });
  const choose = (state: State, text: string) => {
    set(state);
    const before = follow?.state ?? null;
    notice({ text, tone: "plain", action: { label: common("undo"), run: () => set(before) } });
  };
  const isMuted = follow?.state === "muted";
  const isFollowing = follow?.state === "following";
  return (
    <>
      <MenuItem
        icon={<BellPlus />}
        isDisabled={follow === undefined}
        isChecked={follow?.isNotified === true}
        onSelect={() =>
          isFollowing
            ? choose(null, t("follow.unfollowed", { title }))
            : choose("following", t("follow.following", { title }))
        }
      >
        {t("follow.follow")}
      </MenuItem>
      <MenuItem
        icon={<BellOff />}
        isDisabled={follow === undefined}
        isChecked={isMuted}
        onSelect={() =>
          isMuted ? choose(null, t("follow.unmuted", { title })) : choose("muted", t("muted", { title }))
        }
      >
        {t("follow.mute")}
      </MenuItem>
    </>
  );
}
