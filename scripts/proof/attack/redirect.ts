import { request } from "undici";
import type { Check } from "../check.ts";
import type { Headers } from "./caller.ts";

const EVIL = "evil.example";
/** URLs that browsers resolve to another site, or that look like a path on this one. */
const HOSTILE_TARGETS: readonly string[] = [
  `//${EVIL}`,
  `///${EVIL}`,
  `////${EVIL}`,
  `/\\${EVIL}`,
  `\\\\${EVIL}`,
  `/\t/${EVIL}`,
  `/\r/${EVIL}`,
  `/\n/${EVIL}`,
  `\t//${EVIL}`,
  ` //${EVIL}`,
  `/\t\\${EVIL}`,
  `/./\t/${EVIL}`,
  `/\0/${EVIL}`,
  `http://${EVIL}`,
  `https:${EVIL}`,
  `https:/${EVIL}`,
  `HtTp://${EVIL}/`,
  `ht\ttp://${EVIL}`,
  `//127.0.0.1@${EVIL}`,
  `//${EVIL}:80`,
  `//${EVIL}%2f..`,
  `/.//${EVIL}`,
  `/..//${EVIL}`,
  `/%2e%2e//${EVIL}/..`,
  `javascript:location="http://${EVIL}"`,
  `java\nscript:alert(1)`,
  "data:text/html,<script>alert(1)</script>",
  `/\u3000/${EVIL}`,
  `/\u2028/${EVIL}`,
];

/**
 * Returns where the sign-in page redirects to if `next` is the given URL, either through a header or through its
 * script. Returns null if the URL is rejected.
 */
async function destinationsOf(origin: string, next: string, headers: Headers): Promise<string[] | null> {
  const target = `${origin}/login?next=${encodeURIComponent(next)}`;
  const answer = await request(target, { headers: { ...headers, accept: "text/html" } });
  const page = await answer.body.text();
  if (answer.statusCode >= 400) return null;
  const { location } = answer.headers;
  // The state that the server passes to the page is JSON inside a JavaScript string.
  const scriptTargets = [...page.matchAll(/\\"next\\":(\\"(?:[^"\\]|\\\\.)*\\")/g)].map(
    ([, text = ""]) => JSON.parse(JSON.parse(`"${text}"`) as string) as string,
  );
  return [...(typeof location === "string" ? [location] : []), ...scriptTargets];
}

function isElsewhere(destination: string, origin: string): boolean {
  return !URL.canParse(destination, origin) || new URL(destination, origin).origin !== origin;
}

/**
 * Requests the sign-in page with every URL, both signed in and signed out. Returns the URLs that redirect to another
 * site or are rejected.
 */
async function openRedirects(
  origin: string,
  people: readonly Headers[],
): Promise<{ asked: number; open: string[]; refused: string[] }> {
  const [open, refused]: string[][] = [[], []];
  let asked = 0;
  for (const headers of people) {
    for (const next of HOSTILE_TARGETS) {
      const destinations = await destinationsOf(origin, next, headers);
      asked += 1;
      if (destinations === null) refused.push(JSON.stringify(next));
      else if (destinations.some((destination) => isElsewhere(destination, origin))) open.push(JSON.stringify(next));
    }
  }
  return { asked, open: [...new Set(open)], refused: [...new Set(refused)] };
}

/**
 * Checks for redirects to another site.
 *
 * @param control the origin of a server that redirects to another site
 */
export async function redirectChecks(origin: string, control: string, person: Headers): Promise<Check[]> {
  const [found, planted] = [await openRedirects(origin, [{}, person]), await openRedirects(control, [{}])];
  return [
    {
      name: "Pages that were rejected",
      expected: "at most those that hold NUL",
      found: found.refused.join(" ") || "none",
      isPassed: found.refused.every((next) => next.includes("\\u0000")),
    },
    {
      name: `${found.asked} pages with an address to continue at`,
      expected: "none leads to another site",
      found: found.open.length === 0 ? "none" : `${found.open.length}: ${found.open.slice(0, 5).join(" ")}`,
      isPassed: found.open.length === 0,
    },
    {
      name: "Planted: a redirect to any address",
      expected: "found",
      found: `${planted.open.length} addresses lead to another site`,
      isPassed: planted.open.length > 0,
    },
  ];
}
