const BROWSERS: [RegExp, string][] = [
  [/Edg(?:iOS|A)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/(?:Firefox|FxiOS)\//, "Firefox"],
  [/(?:Chrome|CriOS)\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/**
 * Returns the display names of the browser and operating system that a `User-Agent` identifies. The first matching
 * pattern wins, because most browsers also claim to be others.
 */
export function browserOf(userAgent: string): { browser: string | null; system: string | null } {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  // For scripts, the first word is the name of the client, such as `curl`.
  return { browser: browser ?? (userAgent.split(/[ /]/)[0] || null), system: system ?? null };
}
