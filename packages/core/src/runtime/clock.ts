/**
 * Returns the system time. Only the runtime of a real process uses it; all other code uses the clock of its context.
 */
export function systemClock(): Date {
  return new Date();
}
