import type { MessagePrices } from '../../src/channel';
import { readPrices } from './prices';
import { readTemplates, type Templates } from './templates';

/** Twilio's own part of the environment: one account, the senders that are ours, and where its API is. */

type Values = Record<string, string | undefined>;

export interface TwilioSettings {
  accountSid: string;
  /** One, or two while it is rotated: webhooks signed with either are accepted. */
  authTokens: string[];
  /** Used for calls in place of the token; webhooks are never signed with it. */
  apiKey?: { sid: string; secret: string };
  /** Numbers in E.164; the first one speaks where a conversation names none. */
  smsFrom: string[];
  whatsappFrom: string[];
  serviceSid?: string;
  /** Stands for all of Twilio's hosts, without a trailing slash. */
  apiBase?: string;
  /** Twilio's host comes first in the path of a call to `apiBase`. */
  prefixHosts: boolean;
  /** Segments a second and sender: a long code's share at most carriers. */
  smsPerSecond: number;
  /** Messages a second and sender. */
  whatsappPerSecond: number;
  /** What may be sent by WhatsApp outside the 24 hours. */
  templates: Templates;
  /** What messages cost; absent: nobody said. */
  prices?: MessagePrices;
}

/** https://www.twilio.com/docs/messaging/guides/message-throughput: a long code 1 segment, a WhatsApp sender 80 messages. */
const SMS_PER_SECOND = 1;
const WHATSAPP_PER_SECOND = 80;
const MOST_PER_SECOND = 1_000;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const NUMBER = /^\+[1-9]\d{6,14}$/;
const SENDER = /^(\+[1-9]\d{6,14}|\d{3,8})$/;

const listOf = (text = ''): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

const withoutPrefix = (sender: string): string => sender.replace(/^whatsapp:/i, '');

/** Keys travel encrypted, but to a stand-in on this machine. */
function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, search, hash } = new URL(address);
  if (username || search || hash) return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

const isRate = (text: string): boolean => Number(text) > 0 && Number(text) <= MOST_PER_SECOND;

/** Each variable on its own: when it is set, it must be so. */
const CHECKS: [name: string, fits: (value: string) => boolean, expected: string][] = [
  ['TWILIO_ACCOUNT_SID', (value) => /^AC\w{2,40}$/.test(value), 'must be an account SID (AC...)'],
  [
    'TWILIO_AUTH_TOKEN',
    (value) => [1, 2].includes(listOf(value).length),
    'must be one token, or two with a comma between while it is rotated',
  ],
  ['TWILIO_API_KEY', (value) => /^SK\w{2,40}$/.test(value), 'must be the SID of an API key (SK...)'],
  [
    'TWILIO_MESSAGING_SERVICE_SID',
    (value) => /^MG\w{2,40}$/.test(value),
    'must be the SID of a Messaging Service (MG...)',
  ],
  [
    'TWILIO_SMS_FROM',
    (value) => listOf(value).every((one) => SENDER.test(one)),
    'must be numbers such as +15005550006, with commas between',
  ],
  [
    'TWILIO_WHATSAPP_FROM',
    (value) => listOf(value).every((one) => NUMBER.test(withoutPrefix(one))),
    'must be numbers such as whatsapp:+15005550006, with commas between',
  ],
  ['TWILIO_API_BASE', isSafeAddress, 'must be an https:// address (http:// on loopback only)'],
  ['TWILIO_API_BASE_HOSTS', (value) => value === 'prefix', 'must be prefix, or absent'],
  ['TWILIO_SMS_MPS', isRate, `must be a number above 0, at most ${MOST_PER_SECOND}`],
  ['TWILIO_WHATSAPP_MPS', isRate, `must be a number above 0, at most ${MOST_PER_SECOND}`],
];

/** What belongs together. */
function pairProblems(values: Values): string[] {
  const { TWILIO_API_KEY: key, TWILIO_API_SECRET: secret } = values;
  const speaks = values.TWILIO_SMS_FROM ?? values.TWILIO_WHATSAPP_FROM ?? values.TWILIO_MESSAGING_SERVICE_SID;
  return [
    ...(key && !secret ? ['TWILIO_API_SECRET is missing beside TWILIO_API_KEY'] : []),
    ...(secret && !key ? ['TWILIO_API_KEY is missing beside TWILIO_API_SECRET'] : []),
    ...(speaks
      ? []
      : ['TWILIO_SMS_FROM, TWILIO_WHATSAPP_FROM or TWILIO_MESSAGING_SERVICE_SID is missing: nobody could be answered']),
  ];
}

function templateProblems({ TWILIO_TEMPLATES: value }: Values): string[] {
  const read = readTemplates(value);
  return read.ok ? [] : [`TWILIO_TEMPLATES ${read.problem}`];
}

function priceProblems({ TWILIO_PRICES: value }: Values): string[] {
  const read = readPrices(value);
  return read.ok ? [] : [`TWILIO_PRICES ${read.problem}`];
}

function pricesIn({ TWILIO_PRICES: value }: Values): MessagePrices | undefined {
  const read = readPrices(value);
  return read.ok ? read.prices : undefined;
}

/** The slice of the environment: all absent, both channels are off; half of it fails start-up. */
export const slice = {
  channel: 'twilio',
  provider: true,
  required: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  optional: [...CHECKS.map(([name]) => name).slice(2), 'TWILIO_API_SECRET', 'TWILIO_TEMPLATES', 'TWILIO_PRICES'],
  check: (values: Values): string[] => [
    ...CHECKS.flatMap(([name, fits, expected]) => {
      const value = values[name];
      return value === undefined || fits(value) ? [] : [`${name} ${expected}`];
    }),
    ...pairProblems(values),
    ...templateProblems(values),
    ...priceProblems(values),
  ],
};

const given = <K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [name]: value }) as { [P in K]?: V };

/** The settings in values that passed `slice.check`; undefined where the slice is absent. */
export function twilioSettings(values: Values | undefined): TwilioSettings | undefined {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_API_KEY: sid, TWILIO_API_SECRET: secret } = values ?? {};
  if (!values || !accountSid) return undefined;
  const templates = readTemplates(values.TWILIO_TEMPLATES);
  return {
    templates: templates.ok ? templates.templates : {},
    accountSid,
    authTokens: listOf(values.TWILIO_AUTH_TOKEN),
    smsFrom: listOf(values.TWILIO_SMS_FROM),
    whatsappFrom: listOf(values.TWILIO_WHATSAPP_FROM).map(withoutPrefix),
    prefixHosts: values.TWILIO_API_BASE_HOSTS === 'prefix',
    smsPerSecond: Number(values.TWILIO_SMS_MPS ?? SMS_PER_SECOND),
    whatsappPerSecond: Number(values.TWILIO_WHATSAPP_MPS ?? WHATSAPP_PER_SECOND),
    ...given('apiKey', sid && secret ? { sid, secret } : undefined),
    ...given('prices', pricesIn(values)),
    ...given('serviceSid', values.TWILIO_MESSAGING_SERVICE_SID),
    ...given('apiBase', values.TWILIO_API_BASE?.replace(/\/+$/, '')),
  };
}
