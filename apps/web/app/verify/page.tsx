import type { Metadata } from "next";
import { ConfirmLink } from "../../features/session/confirm-link.tsx";
import { Centered } from "../../ui/centered.tsx";

export const metadata: Metadata = { title: "Confirm your address", referrer: "no-referrer" };

export default function Page() {
  return (
    <Centered title="Confirm your address">
      <ConfirmLink what="verifyEmail" />
    </Centered>
  );
}
