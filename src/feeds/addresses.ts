import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';

/** A host that must not be reached: a feed or page may name any address, also one inside the newsroom's own network. */
export class BlockedAddressError extends Error {
  override readonly name = 'BlockedAddressError';
}

/**
 * Whether an IP address is on the public internet. Loopback, private, link-local, carrier, multicast, documentation and
 * reserved ranges are not; an IPv4 address inside an IPv6 one (mapped, NAT64) counts as what it is, and of IPv6 only the
 * range that is given out (2000::/3, RFC 4291) is public.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (parsed instanceof ipaddr.IPv6 && range === 'rfc6052') {
    return isPublicAddress(parsed.toByteArray().slice(-4).join('.'));
  }
  if (parsed instanceof ipaddr.IPv6 && (parsed.parts[0] ?? 0) >> 13 !== 1) return false;
  return range === 'unicast' && parsed.toString() !== azureWireServer;
}

/** Looks public, and is every Azure machine's own way to its keys. */
const azureWireServer = '168.63.129.16';

/** Where an address connects to, `host:port`, as {@link guardedConnector} compares it. */
export function hostAndPort(address: string): string {
  const { hostname, port, protocol } = new URL(address);
  return `${hostname.replace(/^\[|\]$/g, '')}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

export type Lookup = typeof systemLookup;

/**
 * A connector for undici that refuses what is not public, looked at when the connection is made: the name may resolve
 * to something else than a moment ago, and every redirect passes here too.
 *
 * @param allowHosts `host:port` that may be reached all the same (the sandbox, tests, a feed on the own network).
 */
export function guardedConnector(options: {
  readonly allowHosts: ReadonlySet<string>;
  readonly connectTimeoutMs: number;
  readonly lookup?: Lookup | undefined;
}): buildConnector.connector {
  const lookup = options.lookup ?? systemLookup;
  const open = buildConnector({ timeout: options.connectTimeoutMs, lookup: lookup as LookupFunction });
  const guarded = buildConnector({ timeout: options.connectTimeoutMs, lookup: publicOnly(lookup) });
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, '');
    const port = target.port || (target.protocol === 'https:' ? '443' : '80');
    if (options.allowHosts.has(`${host}:${port}`)) return open(target, callback);
    // A literal address is connected to without a lookup.
    if (ipaddr.isValid(host) && !isPublicAddress(host)) {
      callback(new BlockedAddressError(`${host} is not a public address`), null);
      return;
    }
    return guarded(target, callback);
  };
}

function publicOnly(lookup: Lookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '', 0);
        return;
      }
      const usable = addresses.filter((entry) => isPublicAddress(entry.address));
      const [first] = usable;
      if (first === undefined) {
        callback(new BlockedAddressError(`${hostname} leads to an address that is not public`), '', 0);
      } else if (options.all) callback(null, usable);
      else callback(null, first.address, first.family);
    });
  };
}
