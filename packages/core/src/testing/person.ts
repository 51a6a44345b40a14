import type { Id } from "@docket/schema/id";
import type { InstanceRole } from "@docket/schema/role";
import { uuidv7 } from "@docket/schema/uuid";
import { createWorkspaceFor } from "../commands/workspace/create.ts";
import type { TokenCookies } from "../identity/session/cookie.ts";
import { openSession } from "../identity/session/open.ts";
import type { UserActor } from "../runtime/actor.ts";
import { authenticatedActor } from "../runtime/actor.ts";
import type { AnonymousCtx, Tx } from "../runtime/ctx.ts";

/** The password of all users in a test world. */
export const PASSWORD = "correct horse battery staple";

/** A user with an account, a session and a workspace. */
export type Person = {
  id: Id;
  email: string;
  name: string;
  actor: UserActor;
  cookies: TokenCookies;
  workspaceId: Id;
  slug: string;
  inboxId: Id;
};

export type PersonOptions = { role?: InstanceRole; isVerified?: boolean };

let serial = 0;

/** Creates an account with a session and a workspace. The email address is derived from `name`. */
export async function createPerson(
  ctx: AnonymousCtx,
  name: string,
  passwordHash: string,
  { role = "user", isVerified = true }: PersonOptions = {},
): Promise<Person> {
  const now = ctx.now();
  const id = uuidv7();
  serial += 1;
  const email = `${name.toLowerCase().replace(/[^a-z0-9]+/g, ".")}.${serial}@example.org`;
  const emailVerifiedAt = isVerified ? now : null;
  const make = async (tx: Tx): Promise<Person> => {
    await tx.userAccount.create({
      data: {
        id,
        email,
        emailFolded: email,
        name,
        role,
        passwordHash,
        emailVerifiedAt,
        createdAt: now,
        updatedAt: now,
      },
    });
    const made = await createWorkspaceFor(tx, { workspaceId: uuidv7(), name, userId: id, at: now });
    const user = { id, securityVersion: 0 };
    const { sessionId, cookies } = await openSession(tx, ctx.runtime, ctx.request, user, null);
    const actor = authenticatedActor<UserActor>({
      kind: "user",
      userId: id,
      sessionId,
      role,
      isVerified,
      authenticatedAt: now,
    });
    return { id, email, name, actor, cookies, ...made };
  };
  // On a busy machine, establishing the first connection may be slow.
  return ctx.db.$transaction(make, { maxWait: 20_000, timeout: 20_000 });
}
