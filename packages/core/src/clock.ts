/** The present time, for the runtime of a real process. Everything else asks the clock in its context. */
export function systemClock(): Date {
  return new Date();
}
