import type { Metadata } from "next";
import { ResetForm } from "../../features/session/reset-form.tsx";
import { Centered } from "../../ui/centered.tsx";

export const metadata: Metadata = { title: "Choose a new password", referrer: "no-referrer" };

export default function Page() {
  return (
    <Centered title="Choose a new password">
      <ResetForm />
    </Centered>
  );
}
