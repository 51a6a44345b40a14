import { dayInZone } from "@docket/schema/day";
import { ViewerProvider } from "@/entities/viewer/viewer.tsx";
import { ChainCheck } from "@/features/administration/chain-check.tsx";
import { SecurityLog } from "@/features/administration/security-log.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";
import { signedInAccount } from "@/trpc/signed-in.ts";

export const generateMetadata = titleMetadata("administration.security.title");

/** The security log of the installation. */
export default async function SecurityPage() {
  const { id: userId, email, role, timeZone, weekStart } = await signedInAccount();
  const today = dayInZone(new Date(), timeZone);
  return (
    <ViewerProvider viewer={{ userId, email, timeZone, weekStart, today, isAdministrator: role !== "user" }}>
      <SecurityLog />
      <ChainCheck />
    </ViewerProvider>
  );
}
