import type { Metadata } from "next";
import { ConfirmLink } from "../../features/session/confirm-link.tsx";
import { Centered } from "../../ui/centered.tsx";

export const metadata: Metadata = { title: "Keep your old address", referrer: "no-referrer" };

export default function Page() {
  return (
    <Centered title="Keep your old address">
      <ConfirmLink what="revertEmail" />
    </Centered>
  );
}
