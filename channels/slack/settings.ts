import type { DeskChannel } from './desk-port';

/** Slack's own part of the environment: one workspace with a token of its own, or several through OAuth. */

type Values = Record<string, string | undefined>;

export interface SlackOAuth {
  clientId: string;
  clientSecret: string;
  /** Signs the state of an installation under way, and seals the tokens at rest. */
  stateSecret: string;
}

export interface SlackSettings {
  signingSecret: string;
  /** Of the one workspace that needs no installation. */
  botToken?: string;
  oauth?: SlackOAuth;
  /** Socket mode: Slack is called, and calls nobody. */
  appToken?: string;
  /** Ends with a slash. */
  apiUrl: string;
  /** The plain entry first; empty: no desk. */
  deskChannels: DeskChannel[];
  /** Posts a second and channel. */
  perSecond: number;
}

const API_URL = 'https://slack.com/api/';
/** https://docs.slack.dev/apis/web-api/rate-limits: one message a second and channel, short bursts beside. */
const PER_SECOND = 1;
const MOST_PER_SECOND = 1_000;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Tokens travel encrypted, but to a stand-in on this machine. */
function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, search, hash } = new URL(address);
  if (username || search || hash) return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

const ENTRY = /^(?:(?:team\/(?<team>[\w-]{1,40})|(?<language>[a-z]{2,3})):)?(?<channel>[A-Z\d]{2,40})$/i;

const entriesOf = (text = ''): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

/** Reads `C0123,es:C0456,team/billing:C0789`; null where an entry is none. */
function readChannels(text: string | undefined): DeskChannel[] | null {
  const all: DeskChannel[] = [];
  for (const entry of entriesOf(text)) {
    const { team, language, channel } = ENTRY.exec(entry)?.groups ?? {};
    if (!channel) return null;
    all.push({
      channel,
      ...(team ? { team } : {}),
      ...(language ? { language: language.toLowerCase() } : {}),
    });
  }
  return all.sort((a, b) => Number(isPlain(b)) - Number(isPlain(a)));
}

const isPlain = ({ team, language }: DeskChannel): boolean => team === undefined && language === undefined;

function hasOneDefault(text: string): boolean {
  const all = readChannels(text);
  return all !== null && all.filter(isPlain).length === 1;
}

/** Each variable on its own: when it is set, it must be so. */
const CHECKS: [name: string, fits: (value: string) => boolean, expected: string][] = [
  [
    'SLACK_BOT_TOKEN',
    (value) => value.startsWith('xoxb-') || value.startsWith('xoxe.'),
    'must be a bot token (xoxb-...)',
  ],
  ['SLACK_APP_TOKEN', (value) => value.startsWith('xapp-'), 'must be an app-level token (xapp-...)'],
  ['SLACK_API_URL', isSafeAddress, 'must be an https:// address (http:// on loopback only)'],
  [
    'SLACK_DESK_CHANNEL',
    hasOneDefault,
    'must be a channel id such as C0123ABCD, or a list such as C0123ABCD,es:C0456ABCD,team/billing:C0789ABCD with exactly one id alone',
  ],
  [
    'SLACK_CHANNEL_MPS',
    (value) => Number(value) > 0 && Number(value) <= MOST_PER_SECOND,
    `must be a number above 0, at most ${MOST_PER_SECOND}`,
  ],
  ['SLACK_STATE_SECRET', (value) => value.length >= 16, 'must have at least 16 characters'],
];

const OAUTH = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'] as const;

/** What belongs together. */
function oauthProblems(values: Values): string[] {
  const missing = OAUTH.filter((name) => !values[name]);
  if (missing.length > 0 && missing.length < OAUTH.length)
    return [
      `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing: OAuth needs all of ${OAUTH.join(', ')}`,
    ];
  if (missing.length && !values.SLACK_BOT_TOKEN)
    return [`SLACK_BOT_TOKEN is missing, or ${OAUTH.join(', ')} for several workspaces: nobody could be answered`];
  return [];
}

/** The slice of the environment: all absent, the channel is off; half of it fails start-up. */
export const slice = {
  channel: 'slack',
  provider: true,
  required: ['SLACK_SIGNING_SECRET'],
  optional: [...CHECKS.map(([name]) => name), 'SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'],
  check: (values: Values): string[] => [
    ...CHECKS.flatMap(([name, fits, expected]) => {
      const value = values[name];
      return value === undefined || fits(value) ? [] : [`${name} ${expected}`];
    }),
    ...oauthProblems(values),
  ],
};

const given = <K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [name]: value }) as { [P in K]?: V };

function oauthOf(values: Values): SlackOAuth | undefined {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = values;
  return clientId && clientSecret && stateSecret ? { clientId, clientSecret, stateSecret } : undefined;
}

/** The settings in values that passed `slice.check`; undefined where the slice is absent. */
export function slackSettings(values: Values | undefined): SlackSettings | undefined {
  if (!values?.SLACK_SIGNING_SECRET) return undefined;
  return {
    signingSecret: values.SLACK_SIGNING_SECRET,
    apiUrl: `${(values.SLACK_API_URL ?? API_URL).replace(/\/+$/, '')}/`,
    deskChannels: readChannels(values.SLACK_DESK_CHANNEL) ?? [],
    perSecond: Number(values.SLACK_CHANNEL_MPS ?? PER_SECOND),
    ...given('botToken', values.SLACK_BOT_TOKEN || undefined),
    ...given('appToken', values.SLACK_APP_TOKEN),
    ...given('oauth', oauthOf(values)),
  };
}
