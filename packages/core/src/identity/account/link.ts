import type { Config } from "../../runtime/config.ts";
import type { DomainError } from "../../runtime/error.ts";
import { invalid } from "../../runtime/error.ts";

/**
 * Paths of the pages to which links in emails lead. Each page shows a button: neither opening the email nor a scanner
 * that follows links changes anything.
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
 * which browsers don't send: it appears in no log and no Referer, only in the body of the request that uses it.
 */
export function linkTo(config: Config, kind: LinkKind, secret: string): string {
  return new URL(`${LINK_PATHS[kind]}#${secret}`, config.appUrls[0]).href;
}

/**
 * Creates the error for a link that is unknown, used, expired or made for another purpose; all are indistinguishable.
 */
export function wrongLink(): DomainError {
  return invalid("token", "This link is invalid or has expired. Ask for a new one.", "link");
}
