/** Time for which a proof of identity is valid for sensitive actions, in milliseconds. */
export const FRESH_MS = 10 * 60_000;

/** Returns the time until which a proof of identity from `authenticatedAt` is valid. */
export function freshUntil(authenticatedAt: Date): Date {
  return new Date(authenticatedAt.getTime() + FRESH_MS);
}
