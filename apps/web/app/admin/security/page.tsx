import { ChainCheck } from "@/features/administration/chain-check.tsx";
import { SecurityLog } from "@/features/administration/security-log.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";
import { signedInAccount } from "@/trpc/signed-in.ts";

export const generateMetadata = titleMetadata("administration.security.title");

/** The security log of the installation. */
export default async function SecurityPage() {
  const { timeZone } = await signedInAccount();
  return (
    <>
      <SecurityLog timeZone={timeZone} />
      <ChainCheck />
    </>
  );
}
