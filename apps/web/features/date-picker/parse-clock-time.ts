import type { ClockTime } from "@docket/schema/day";

/** Hours, minutes, and "am" or "pm": `9`, `9:30`, `9.30`, `0930`, `5pm`, `5:30 p.m.`, `17 Uhr`, `17h`. */
const TIME = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(?:([ap])\.?m?\.?|uhr|h)?$/i;

/** Parses a time of day as people write it in English or German. Returns null if the text is not a time. */
export function parseClockTime(text: string): ClockTime | null {
  const [match, hourText, minuteText = "00", half] = TIME.exec(text.trim()) ?? [];
  if (match === undefined || Number(minuteText) > 59) return null;
  const hours = hoursOf(Number(hourText), half?.toLowerCase());
  return hours === null ? null : `${String(hours).padStart(2, "0")}:${minuteText}`;
}

/** Returns the hours in the 24-hour clock; null if they don't exist. Twelve is the first hour of each half of a day. */
function hoursOf(hours: number, half: string | undefined): number | null {
  if (half === undefined) return hours <= 23 ? hours : null;
  if (hours < 1 || hours > 12) return null;
  return (hours % 12) + (half === "p" ? 12 : 0);
}
