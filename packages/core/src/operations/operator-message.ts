import { KeyRingError } from "@docket/auth/key-ring";
import { OperatorError } from "@docket/db/operator-error";
import { ConfigError } from "../runtime/config.ts";

/**
 * Returns the message for a problem that the operator can solve, such as an invalid setting, a weak secret or a
 * database that can't be opened. The message says what to do.
 *
 * @returns null for any other error, which is a bug in the program
 */
export function operatorMessage(error: unknown): string | null {
  const isForOperator = error instanceof ConfigError || error instanceof KeyRingError || error instanceof OperatorError;
  return isForOperator ? error.message : null;
}
