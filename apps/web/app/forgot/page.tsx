import type { Metadata } from "next";
import { ForgotForm } from "../../features/session/forgot-form.tsx";
import { Centered } from "../../ui/centered.tsx";

export const metadata: Metadata = { title: "Forgot your password?", referrer: "no-referrer" };

export default function Page() {
  return (
    <Centered title="Forgot your password?">
      <ForgotForm />
    </Centered>
  );
}
