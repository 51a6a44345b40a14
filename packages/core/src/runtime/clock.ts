/**
 * Returns the system time. Used only by the runtime of a real process; all other code uses the clock of its context.
 */
export function systemClock(): Date {
  return new Date();
}
