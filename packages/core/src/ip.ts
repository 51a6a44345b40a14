import { isIP } from "node:net";

const MAPPED = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/;

/**
 * Brings an address into the one form that is compared and counted: IPv4 that arrives wrapped as IPv6
 * (RFC 4291 section 2.5.5.2) is unwrapped, zone and letter case go.
 *
 * @returns null for a text that is no IP address
 */
export function normalizeIp(text: string): string | null {
  const bare = text.replace(/%.*$/, "").toLowerCase();
  if (isIP(bare) === 0) return null;
  if (isIP(bare) === 4) return bare;
  const normal = compress(groupsOf(bare));
  const [, high, low] = MAPPED.exec(normal) ?? [];
  return high === undefined || low === undefined ? normal : ipv4Of(Number.parseInt(high, 16), Number.parseInt(low, 16));
}

/** The part of an address that may be kept: /24 for IPv4, /48 for IPv6. Takes a normalized address. */
export function storedIp(ip: string): string {
  return isIP(ip) === 4 ? ip.replace(/\d+$/, "0") : prefix(ip, 3);
}

/**
 * What one caller is for a rate limit: an IPv4 address, or the /64 that one IPv6 subscriber rotates in.
 * Takes a normalized address.
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
