import { isIP } from "node:net";

const MAPPED = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/;

/**
 * Normalizes an address for comparison and counting. Unwraps IPv4-mapped IPv6 addresses (RFC 4291 section 2.5.5.2),
 * drops the zone and lower-cases the rest.
 *
 * @returns null if the text is not an IP address
 */
export function normalizeIp(text: string): string | null {
  const bare = text.replace(/%.*$/, "").toLowerCase();
  if (isIP(bare) === 0) return null;
  if (isIP(bare) === 4) return bare;
  const normal = compress(groupsOf(bare));
  const [, high, low] = MAPPED.exec(normal) ?? [];
  return high === undefined || low === undefined ? normal : ipv4Of(Number.parseInt(high, 16), Number.parseInt(low, 16));
}

/**
 * Returns the part of a normalized address that may be stored: the /24 of an IPv4 address, the /48 of an IPv6 address.
 */
export function storedIp(ip: string): string {
  return isIP(ip) === 4 ? ip.replace(/\d+$/, "0") : prefix(ip, 3);
}

/**
 * Returns the key under which a rate limit counts a normalized address. An IPv4 address is used as is. An IPv6 address
 * is reduced to its /64, because a subscriber's addresses vary within it.
 */
export function limitedIp(ip: string): string {
  return isIP(ip) === 4 ? ip : prefix(ip, 4);
}

function prefix(ip: string, groups: number): string {
  return compress(groupsOf(ip).map((group, index) => (index < groups ? group : 0)));
}

function groupsOf(ip: string): number[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(ip);
  const hex = dotted === null ? ip : ip.slice(0, dotted.index) + hexOf(dotted.slice(1, 5).map(Number));
  const [head = "", tail] = hex.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...gap, ...right].map((group) => Number.parseInt(group, 16));
}

function hexOf(bytes: number[]): string {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

function ipv4Of(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

function compress(groups: number[]): string {
  return new URL(`http://[${groups.map((group) => group.toString(16)).join(":")}]`).hostname.slice(1, -1);
}
