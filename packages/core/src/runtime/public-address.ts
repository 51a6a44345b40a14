import { BlockList, isIP } from "node:net";

/** IPv4 addresses that are not on the internet, or have a special use (IANA registry, RFC 6890). */
const SPECIAL_IPV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
/** The IPv6 addresses that are assigned to hosts. All others are local, mapped or translated ones. */
const GLOBAL_IPV6 = ["2000::/3"];
/** Those of them with a special use: protocols, tunnels that contain IPv4 addresses, and documentation. */
const SPECIAL_IPV6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const special = blockList([...SPECIAL_IPV4, ...SPECIAL_IPV6]);
const global = blockList(GLOBAL_IPV6);

/** Returns whether an IP address is that of a host on the internet, and not of a private network or of this machine. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, "ipv4");
    case 6:
      // An address with a zone, such as `fe80::1%eth0`, is a local one.
      return !address.includes("%") && global.check(address, "ipv6") && !special.check(address, "ipv6");
    default:
      return false;
  }
}

function blockList(networks: string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    list.addSubnet(address, Number(bits), address.includes(":") ? "ipv6" : "ipv4");
  }
  return list;
}
