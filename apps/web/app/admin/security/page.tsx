import { ChainCheck } from "../../../features/administration/chain-check.tsx";
import { SecurityLog } from "../../../features/administration/security-log.tsx";
import { titled } from "../../../i18n/request-locale.ts";
import { accountAt } from "../../../trpc/signed-in.ts";

export const generateMetadata = titled("administration.security.title");

/** The security log of the installation. */
export default async function SecurityPage() {
  const { timeZone } = await accountAt("/admin/security");
  return (
    <>
      <SecurityLog timeZone={timeZone} />
      <ChainCheck />
    </>
  );
}
