import { describe, expect, it } from "vitest";
import { classifyAddress } from "./addresses.ts";

describe("classifyAddress", () => {
  it.each([
    ["public", ["8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "2002:808:808::1"]],
    ["loopback", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "64:ff9b::7f00:1", "::7f00:1"]],
    ["private", ["10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fd12::1", "::ffff:10.0.0.1", "2002:a00:1::"]],
    ["link-local", ["169.254.0.1", "fe80::1", "fe80::1%eth0", "::ffff:169.254.10.1"]],
    [
      "metadata",
      [
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "[::ffff:a9fe:a9fe]",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "64:ff9b:1::a9fe:a9fe",
        "::ffff:0:a9fe:a9fe",
        "100.100.100.200",
        "192.0.0.192",
        "::ffff:6464:64c8",
      ],
    ],
    ["unspecified", ["0.0.0.0", "0.1.2.3", "::", "::ffff:0.0.0.0", "0:0:0:0:0:0:0:0"]],
    ["multicast", ["224.0.0.1", "239.255.255.250", "ff02::1", "::ffff:224.0.0.1"]],
    ["reserved", ["255.255.255.255", "240.0.0.1", "localhost", "", "1.2.3"]],
  ])("%s", (place, addresses) => {
    expect(addresses.map((address) => [address, classifyAddress(address)])).toEqual(
      addresses.map((address) => [address, place]),
    );
  });
});
