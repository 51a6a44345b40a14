"use client";

import { Mail } from "lucide-react";
import { usePreference } from "../../entities/preference/use-preference.ts";
import { ReceivedInvitation, useReceivedInvitations } from "../invitation/received-invitation.tsx";
import { NotificationMessages } from "../notification/notification-messages.tsx";
import { Banner } from "./banner.tsx";

/** Preference with the ids of invitations that the user has hidden. */
const HIDDEN_INVITATIONS_KEY = "invitation.hidden";
const MAX_HIDDEN_INVITATIONS = 50;
const NO_INVITATIONS: string[] = [];

/**
 * Banner with the newest invitation to the viewer's address, until it is accepted, declined or hidden. The page
 * Notifications lists all of them.
 */
export function InvitationBanner() {
  const { data } = useReceivedInvitations();
  const [hidden, setHidden] = usePreference(HIDDEN_INVITATIONS_KEY, NO_INVITATIONS);
  const invitation = data?.items.find(({ id }) => !hidden.includes(id));
  if (!invitation) return null;
  return (
    <NotificationMessages>
      <Banner icon={<Mail aria-hidden />}>
        <ReceivedInvitation
          key={invitation.id}
          invitation={invitation}
          onHide={() => setHidden([...hidden.slice(1 - MAX_HIDDEN_INVITATIONS), invitation.id])}
        />
      </Banner>
    </NotificationMessages>
  );
}
