import { InstanceRole } from "@docket/schema/role";
import type { UserActor } from "../actor.ts";
import { authenticatedActor } from "../actor.ts";
import type { Runtime } from "../runtime.ts";

/** The session of somebody who has none. */
const NO_SESSION = "00000000-0000-0000-0000-000000000000";

/**
 * Somebody as their own data is read for them by whoever runs the server, who has the database anyway: what comes out is what
 * the person sees themselves.
 *
 * @param emailFolded their address
 * @returns null when nobody has it
 */
export async function actorForOperator({ db, clock }: Runtime, emailFolded: string): Promise<UserActor | null> {
  const user = await db.userAccount.findUnique({ where: { emailFolded }, select: { id: true, role: true } });
  if (user === null) return null;
  return authenticatedActor<UserActor>({
    kind: "user",
    userId: user.id,
    sessionId: NO_SESSION,
    role: InstanceRole.parse(user.role),
    isVerified: true,
    authenticatedAt: clock(),
  });
}
