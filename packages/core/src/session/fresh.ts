/** How long a proof of identity counts for sensitive acts, in milliseconds. */
export const FRESH_MS = 10 * 60_000;

/** Until when somebody who proved at `authenticatedAt` who they are need not do it again. */
export function freshUntil(authenticatedAt: Date): Date {
  return new Date(authenticatedAt.getTime() + FRESH_MS);
}
