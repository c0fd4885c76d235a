import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Where an address lies, as seen from this machine. */
export type AddressClass =
  "public" | "private" | "loopback" | "link-local" | "metadata" | "unspecified" | "multicast" | "reserved";

/** How far inside an address lies, for the classes that may be connected to at all. */
const INSIDE: Partial<Record<AddressClass, number>> = { public: 0, private: 1, loopback: 2 };

/** How far inside a class lies: 0 outside, 1 this network, 2 this machine; undefined for what is never connected to. */
export const depthOf = (place: AddressClass): number | undefined => INSIDE[place];

/** The first list that holds an address names its class; what no list holds is public. */
const CLASSES: readonly (readonly [AddressClass, BlockList])[] = [
  // AWS, Azure and GCP answer in 169.254.0.0/16; these are the services of clouds elsewhere.
  ["metadata", listOf("100.100.100.200/32", "192.0.0.192/32", "168.63.129.16/32", "169.254.169.254/32")],
  ["metadata", listOf("fd00:ec2::/32", "fd20:ce::254/128")],
  ["unspecified", listOf("0.0.0.0/8", "::/128")],
  ["loopback", listOf("127.0.0.0/8", "::1/128")],
  ["link-local", listOf("169.254.0.0/16", "fe80::/10")],
  ["multicast", listOf("224.0.0.0/4", "ff00::/8")],
  ["reserved", listOf("240.0.0.0/4")],
  ["private", listOf("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "192.0.0.0/24")],
  ["private", listOf("198.18.0.0/15", "fc00::/7", "fec0::/10")],
];

/** IPv6 addresses that hold an IPv4 address, and the byte at which it starts: mapped, NAT64 (RFC 6052), local NAT64 (RFC 8215), SIIT (RFC 2765), 6to4, compatible. */
const WRAPPED: readonly (readonly [BlockList, number])[] = [
  [listOf("::ffff:0:0/96"), 12],
  [listOf("64:ff9b::/96"), 12],
  [listOf("64:ff9b:1::/48"), 12],
  [listOf("::ffff:0:0:0/96"), 12],
  [listOf("2002::/16"), 2],
  [listOf("::/96"), 12],
];

/** Says where an IP address lies. An IPv4 address inside an IPv6 one counts as itself. What is no address is `reserved`. */
export function classifyAddress(address: string): AddressClass {
  const plain = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (isIPv4(plain)) return classOf(plain, "ipv4");
  if (!isIPv6(plain)) return "reserved";
  if (plain === "::1") return "loopback";
  const inner = unwrap(plain);
  return inner === undefined || inner === "0.0.0.0" ? classOf(plain, "ipv6") : classifyAddress(inner);
}

function classOf(address: string, family: "ipv4" | "ipv6"): AddressClass {
  // Node's lists take a mapped address for the IPv4 address in it; lists of the other family hold none of ours.
  return CLASSES.find(([, list]) => list.check(address, family))?.[0] ?? "public";
}

function unwrap(address: string): string | undefined {
  const at = WRAPPED.find(([list]) => list.check(address, "ipv6"))?.[1];
  return at === undefined
    ? undefined
    : bytesOf(address)
        .slice(at, at + 4)
        .join(".");
}

/** The 16 bytes of an IPv6 address. */
function bytesOf(address: string): number[] {
  // A URL writes every spelling in the same way: hexadecimal groups with at most one "::".
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const before = groupsOf(head);
  const after = groupsOf(tail ?? "");
  const gap = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return [...before, ...gap, ...after].flatMap((group) => [group >> 8, group & 0xff]);
}

const groupsOf = (text: string): number[] => (text === "" ? [] : text.split(":").map((group) => parseInt(group, 16)));

function listOf(...ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", bits] = range.split("/");
    list.addSubnet(address, Number(bits), isIPv4(address) ? "ipv4" : "ipv6");
  }
  return list;
}
