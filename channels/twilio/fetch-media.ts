import { lookup } from 'node:dns';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { MAX_PHOTO_BYTES } from '../../src/channel';
import { bodyWithin } from '../../src/channel-calls';
import type { Credentials } from './rest';

const MOST_REDIRECTS = 2;
/** Where Twilio's API sends whoever asks for a file (https://www.twilio.com/docs/messaging/api/media-resource). */
const STORES =
  /^((mms|media)\.twiliocdn\.com|s3(-external-1)?(\.[a-z]{2}(-[a-z]+)+-\d)?\.amazonaws\.com|[\w.-]{1,100}\.s3(-external-1)?(\.[a-z]{2}(-[a-z]+)+-\d)?\.amazonaws\.com)$/;

const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv6');

/** True for an address that belongs to no network of somebody's own. */
export const isPublic = (address: string): boolean =>
  isIP(address) > 0 && !PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Resolves names to public addresses only: the socket then connects to what was checked. */
const publicOnly: LookupFunction = (name, options, answer) =>
  lookup(name, { ...options, all: true }, (error, found) => {
    if (error) return answer(error, '');
    const [first] = found;
    if (!first || !found.every(({ address }) => isPublic(address)))
      return answer(new Error('not a public address'), '');
    return options.all ? answer(null, found) : answer(null, first.address, first.family);
  });

interface Place {
  url: URL;
  /** Only for Twilio's own API. */
  credentials?: Credentials;
  /** The API itself may be a stand-in on this machine. */
  anywhere: boolean;
}

function ask({ url, credentials, anywhere }: Place, signal: AbortSignal): Promise<IncomingMessage> {
  const get = url.protocol === 'https:' ? httpsGet : httpGet;
  const auth = credentials ? { auth: `${credentials.username}:${credentials.password}` } : {};
  return new Promise((resolve, reject) => {
    get(url, { signal, ...auth, ...(anywhere ? {} : { lookup: publicOnly }) }, resolve).once('error', reject);
  });
}

/** The next place of a redirect, without credentials: a listed host with a public address, or the API itself again. */
function follow(answer: IncomingMessage, { url }: Place, api: URL): Place | null {
  const { location } = answer.headers;
  if (!location || !URL.canParse(location, url)) return null;
  const next = new URL(location, url);
  if (next.username) return null;
  if (next.origin === api.origin) return { url: next, anywhere: true };
  return next.protocol === 'https:' && STORES.test(next.hostname) ? { url: next, anywhere: false } : null;
}

/**
 * Fetches a file from Twilio's API, at most 5 MB and two redirects away; null for whatever is too large, elsewhere or not
 * there. `url` must lie with `api`: the credentials go nowhere else.
 */
export async function fetchMedia(
  url: URL,
  api: URL,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<Buffer | null> {
  if (url.origin !== api.origin || url.username) return null;
  let place: Place | null = { url, credentials, anywhere: true };
  for (let hops = 0; place && hops <= MOST_REDIRECTS; hops++) {
    const answer: IncomingMessage = await ask(place, signal);
    const { statusCode = 0 } = answer;
    if (statusCode === 200) return bodyWithin(answer, MAX_PHOTO_BYTES);
    answer.resume();
    place = statusCode >= 300 && statusCode < 400 ? follow(answer, place, api) : null;
  }
  return null;
}
