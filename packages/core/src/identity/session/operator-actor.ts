import { InstanceRole } from "@docket/schema/role";
import type { UserActor } from "../../runtime/actor.ts";
import { authenticatedActor } from "../../runtime/actor.ts";
import type { Runtime } from "../../runtime/runtime.ts";

/** Session id of an actor without a session. */
const NO_SESSION = "00000000-0000-0000-0000-000000000000";

/**
 * Returns the actor that the server's operator uses to read a user's data, so that the result contains exactly what the
 * user can see. The operator has access to the database anyway.
 *
 * @param emailFolded the user's email address, folded
 * @returns null if no account has this address
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
