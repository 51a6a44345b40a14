/** Returns the IANA name of the browser's time zone. */
export function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Returns whether two names, such as `Asia/Calcutta` and `Asia/Kolkata`, denote the same zone in this browser. */
export function isSameZone(left: string, right: string): boolean {
  return canonicalZone(left) === canonicalZone(right);
}

function canonicalZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    // The server may know a zone that an older browser doesn't.
    return timeZone;
  }
}
