import type { Kind } from "../../../packages/api/src/matrix/fixture.ts";
import type { Id } from "../../../packages/schema/src/id.ts";

/** The parts of the installation to which access is restricted. */
export const PLACES = ["shared", "other", "hidden", "theirs"] as const;
export type PlaceName = (typeof PLACES)[number];

/** Returns the word that is planted in all text of a place and occurs nowhere else. */
export function markerOf(place: PlaceName): string {
  return `zqx${place}`;
}

/** IDs by kind of entity. */
export type IdsByKind = Partial<Record<Kind, Id[]>>;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * Returns what a response reveals about places that the reader is not allowed to see: planted words, and IDs of rows
 * that were not in the request.
 *
 * @param text the whole response, including headers
 * @param sent the request
 * @param sees the places that the reader is allowed to see
 * @param placeOf the place of each row, by its ID
 */
export function leaksIn(
  text: string,
  sent: string,
  sees: ReadonlySet<PlaceName>,
  placeOf: ReadonlyMap<Id, PlaceName>,
): string[] {
  const low = text.toLowerCase();
  const words = PLACES.filter((place) => !sees.has(place) && low.includes(markerOf(place)));
  const ids = (low.match(UUID) ?? []).filter((id) => {
    const place = placeOf.get(id);
    return place !== undefined && !sees.has(place) && !sent.includes(id);
  });
  return [
    ...words.map((place) => `a text of "${place}"`),
    ...new Set(ids.map((id) => `an id of "${placeOf.get(id)}"`)),
  ];
}
