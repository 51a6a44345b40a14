import type { Metadata } from "next";
import { RegistrationForm } from "../../features/session/registration-form.tsx";
import { Centered } from "../../ui/centered.tsx";

export const metadata: Metadata = { title: "Welcome to Docket", referrer: "no-referrer" };

export default function Page() {
  return (
    <Centered title="Welcome to Docket">
      <RegistrationForm purpose="register" next="/" />
    </Centered>
  );
}
