import type { Docket } from "@docket/client";
import { createSessionClient } from "@docket/client/session-client";
import { UsageError } from "../failure.ts";
import type { Terminal } from "../terminal.ts";

/**
 * Signs the user in with their password, runs `work` and signs them out again. Used for actions that tokens can't
 * perform.
 *
 * @throws UsageError if there is no terminal for prompting for the password
 */
export async function withSignedInSession<Answer>(
  terminal: Terminal,
  url: string,
  work: (docket: Docket) => Promise<Answer>,
): Promise<Answer> {
  if (!terminal.isInteractive) throw new UsageError("This command asks for your password and needs a terminal.");
  terminal.note(`Sign in to ${url}`);
  const email = (await terminal.ask("Email: ")).trim();
  const password = await terminal.ask("Password: ", true);
  const docket = createSessionClient({ url });
  await docket.session.signIn.mutate({ email, password });
  try {
    return await work(docket);
  } finally {
    await docket.session.signOut.mutate();
  }
}
