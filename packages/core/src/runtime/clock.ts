/** Returns the current time, for the runtime of a real process. All other code uses the clock of its context. */
export function systemClock(): Date {
  return new Date();
}
