import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, checkPassword } from "@docket/auth/password-policy";
import type { PasswordOwner, PasswordProblem } from "@docket/auth/password-policy";
import { message } from "@docket/schema/message";
import type { Message } from "@docket/schema/message";
import { invalid } from "../../runtime/error.ts";

const PROBLEM_MESSAGES: Record<PasswordProblem, Message> = {
  malformed: "contains characters that are not valid Unicode",
  control: "contains control characters",
  short: message`needs at least ${MIN_PASSWORD_LENGTH} characters`,
  long: message`has more than ${MAX_PASSWORD_LENGTH} characters`,
  pattern: "is too repetitive or follows a keyboard pattern",
  personal: "is too similar to your email, your name or the name of this program",
  common: "is too common",
};

/**
 * Rejects a new password that is easy to guess.
 *
 * @param path the password's field in the input
 * @throws DomainError `invalid` with an error code that identifies the problem
 */
export async function requireGoodPassword(password: string, owner: PasswordOwner, path = "password"): Promise<void> {
  const problem = await checkPassword(password, owner);
  if (problem !== null) throw invalid(path, PROBLEM_MESSAGES[problem], `password_${problem}`);
}
