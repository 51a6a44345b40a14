/**
 * Returns the system time. Used only by the runtime of a real process; all other code uses the clock in its context.
 */
export function systemClock(): Date {
  return new Date();
}
