/** How long a proof of identity is valid for sensitive actions, in milliseconds. */
export const FRESH_MS = 10 * 60_000;

/** Returns when a proof of identity given at `authenticatedAt` expires. */
export function freshUntil(authenticatedAt: Date): Date {
  return new Date(authenticatedAt.getTime() + FRESH_MS);
}
