"use client";

import { Mail } from "lucide-react";
import { ReceivedInvitation, useReceivedInvitations } from "../invitation/received-invitation.tsx";
import { NotificationMessages } from "../notification/notification-messages.tsx";
import { Banner } from "./banner.tsx";

/** Banner with the newest invitation to the viewer's address, until it is accepted or declined. */
export function InvitationBanner() {
  const [invitation] = useReceivedInvitations().data?.items ?? [];
  if (!invitation) return null;
  return (
    <NotificationMessages>
      <Banner icon={<Mail aria-hidden />}>
        <ReceivedInvitation key={invitation.id} invitation={invitation} />
      </Banner>
    </NotificationMessages>
  );
}
