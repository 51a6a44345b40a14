import type { Metadata } from "next";
import { ConfirmLink } from "../../features/session/confirm-link.tsx";
import { Centered } from "../../ui/centered.tsx";

export const metadata: Metadata = { title: "Use a new address", referrer: "no-referrer" };

export default function Page() {
  return (
    <Centered title="Use a new address">
      <ConfirmLink what="confirmEmail" />
    </Centered>
  );
}
