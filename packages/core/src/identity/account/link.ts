import type { Config } from "../../runtime/config.ts";
import type { DomainError } from "../../runtime/error.ts";
import { invalid } from "../../runtime/error.ts";

/**
 * Paths of the pages opened by links in emails. Each page requires a button click, so that neither opening the email
 * nor a scanner that follows its links changes anything.
 */
export const LINK_PATHS = {
  setup: "/setup",
  register: "/welcome",
  invite: "/invite",
  reset: "/reset",
  verify: "/verify",
  changeEmail: "/confirm-email",
  revertEmail: "/revert-email",
} as const;

export type LinkKind = keyof typeof LINK_PATHS;

/**
 * Builds a link with a secret. The origin comes from the settings, never from a request. The secret is in the fragment,
 * which browsers don't send. It therefore never appears in logs or Referer headers, only in the body of the request
 * that uses it.
 */
export function linkTo(config: Config, kind: LinkKind, secret: string): string {
  return new URL(`${LINK_PATHS[kind]}#${secret}`, config.appUrls[0]).href;
}

/**
 * Creates the error for a link that is unknown, used, expired or intended for another purpose. The error is the same in
 * all these cases.
 */
export function wrongLink(): DomainError {
  return invalid("token", "This link is invalid or has expired. Ask for a new one.", "link");
}
