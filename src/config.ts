import { isIP } from 'node:net';
import { delimiter } from 'node:path';
import { z } from 'zod';
import { readSlices, type Slice, type SliceValues } from './config-slices';

export { sliceProblems, type Slice, type SliceValues } from './config-slices';

/** The process environment, or a stand-in for it. */
export type Environment = Record<string, string | undefined>;

/** What the service runs with: read once from the environment, every problem reported at once. */
export interface Settings {
  port: number;
  host: string;
  /** Where customers and providers reach us, without a trailing slash. */
  publicUrl: string;
  mongodbUri?: string;
  dataDir: string;
  /** Absent secrets of a loopback service are generated and kept in `dataDir`. */
  directLineSecret?: string;
  staffToken?: string;
  /** Origins that may use the chat from another site; empty: our own only. */
  webchatOrigins: string[];
  /** Undefined: only where the embedded or own store has no orders. */
  sampleOrders?: boolean;
  logLevel: string;
  sandbox: boolean;
  /** Where a mongod may be found: the one named, and the folders of the PATH. */
  mongod?: { binary?: string; searchPath: string[]; downloadHost?: string };
  /** What the channels' own variables say, by channel; a channel that is off is absent. */
  channels?: Record<string, SliceValues>;
}

export type SettingsResult = { ok: true; settings: Settings } | { ok: false; problems: string[] };

/** A secret shorter than this can be guessed over the network. */
const SECRET_LENGTH = 16;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

/** True for an address that only this machine can reach. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

const isHost = (value: string): boolean =>
  isIP(value.replace(/^\[|\]$/g, '')) > 0 || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(value);

/** `https://shop.example`, without path: what a browser sends as Origin. */
function isOrigin(value: string): boolean {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return false;
  const { origin, pathname, search, hash, username } = new URL(value);
  return origin !== 'null' && !username && `${pathname}${search}${hash}` === '/';
}

function isWebAddress(value: string): boolean {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return false;
  const { search, hash, username } = new URL(value);
  return !search && !hash && !username;
}

/** 0, 1, true or false, in any case. */
const flag = z
  .string()
  .toLowerCase()
  .refine((value) => ['0', '1', 'true', 'false'].includes(value), 'must be 0, 1, true or false')
  .transform((value) => value === '1' || value === 'true');

/** Both secrets travel in an HTTP header, where anything but visible ASCII arrives as something else. */
const secret = z
  .string()
  .min(SECRET_LENGTH, `must have at least ${SECRET_LENGTH} characters`)
  .regex(/^[!-~]*$/, 'must consist of letters, digits and signs of ASCII, without spaces');

/**
 * A user and password with `@`, `/`, `?` or `#` in them would be taken apart in the wrong place, by the driver and by
 * whoever says an address without them: they have to be percent-encoded.
 */
const MONGODB_ADDRESS =
  /^mongodb(\+srv)?:\/\/([^\s@/?#]*@)?[^\s@/?#:,]+(:\d+)?(,[^\s@/?#:,]+(:\d+)?)*(\/[^\s@/?#]*)?(\?\S*)?$/;
const MONGODB_IPV6 = /\[[\da-f:.]+\]/gi;
const isMongodbAddress = (value: string): boolean => MONGODB_ADDRESS.test(value.replace(MONGODB_IPV6, 'ipv6'));

const portExpected = 'must be a whole number from 0 to 65535';

const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portExpected)
    .transform(Number)
    .refine((port) => port <= 65_535, portExpected)
    .default(3978),
  HOST: z
    .string()
    .refine(isHost, 'must be an IP address or a host name')
    .transform((host) => host.replace(/^\[|\]$/g, ''))
    .default('127.0.0.1'),
  PUBLIC_URL: z.string().refine(isWebAddress, 'must be an http:// or https:// address without query').optional(),
  MONGODB_URI: z
    .string()
    .refine(
      isMongodbAddress,
      'must be a mongodb:// or mongodb+srv:// address, with special characters of user and password percent-encoded',
    )
    .optional(),
  DATA_DIR: z.string().default('./data'),
  DIRECTLINE_SECRET: secret.optional(),
  STAFF_TOKEN: secret.optional(),
  WEBCHAT_ORIGINS: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .refine((list) => list.every(isOrigin), 'must be a comma-separated list of origins such as https://shop.example')
    .transform((list) => list.map((one) => new URL(one).origin))
    .default([]),
  SAMPLE_ORDERS: flag.optional(),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .default('info'),
  SANDBOX: flag.optional(),
  MONGOMS_SYSTEM_BINARY: z.string().optional(),
  MONGOMS_DOWNLOAD_MIRROR: z.string().refine(isWebAddress, 'must be an http:// or https:// address').optional(),
  PATH: z.string().default(''),
});

type Parsed = z.infer<typeof environment>;

/** An empty variable is an absent one: that is how compose files and CI systems leave things out. */
function present(env: Environment): Record<string, string> {
  const kept = Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()] as const] : []));
  return Object.fromEntries(kept);
}

/** What a service that others can reach must say for itself. */
function exposureProblems(env: Record<string, string>): string[] {
  const host = env.HOST;
  if (host === undefined || isLoopback(host)) return [];
  const because = `because HOST is ${host}, which is not loopback`;
  const expected = {
    PUBLIC_URL: 'the address customers and providers use, such as https://refunds.example',
    DIRECTLINE_SECRET: `at least ${SECRET_LENGTH} characters`,
    STAFF_TOKEN: `at least ${SECRET_LENGTH} characters`,
  };
  return Object.entries(expected).flatMap(([name, what]) =>
    env[name] ? [] : [`${name} is required ${because}: ${what}`],
  );
}

const hostInUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** exactOptionalPropertyTypes: an absent setting is an absent property. */
const given = <K extends string, V>(name: K, value: V | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [P in K]?: V };

function toSettings(parsed: Parsed, channels: Record<string, SliceValues>, credentials: string[]): Settings {
  return {
    port: parsed.PORT,
    host: parsed.HOST,
    publicUrl: (parsed.PUBLIC_URL ?? `http://${hostInUrl(parsed.HOST)}:${parsed.PORT}`).replace(/\/+$/, ''),
    dataDir: parsed.DATA_DIR,
    webchatOrigins: parsed.WEBCHAT_ORIGINS,
    logLevel: parsed.LOG_LEVEL,
    sandbox: parsed.SANDBOX ?? (!parsed.MONGODB_URI && !credentials.length),
    mongod: {
      searchPath: parsed.PATH.split(delimiter).filter(Boolean),
      ...given('binary', parsed.MONGOMS_SYSTEM_BINARY),
      ...given('downloadHost', parsed.MONGOMS_DOWNLOAD_MIRROR),
    },
    channels,
    ...given('mongodbUri', parsed.MONGODB_URI),
    ...given('directLineSecret', parsed.DIRECTLINE_SECRET),
    ...given('staffToken', parsed.STAFF_TOKEN),
    ...given('sampleOrders', parsed.SAMPLE_ORDERS),
  };
}

/**
 * Reads the settings from an environment. Every problem is reported at once, each as one sentence that names its
 * variable and what is expected; values of secrets never appear in them. `slices` are the variables of the channels.
 */
export function readSettings(env: Environment, slices: Slice[] = []): SettingsResult {
  const values = present(env);
  const parsed = environment.safeParse(values);
  const read = readSlices(values, slices);
  const problems = [
    ...(parsed.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []),
    ...exposureProblems(values),
    ...read.problems,
  ];
  const credentials = slices
    .filter(({ channel, provider }) => provider && read.values[channel])
    .map(({ channel }) => channel);
  if (parsed.data?.SANDBOX && credentials.length) {
    problems.push(`SANDBOX must not be 1 beside the credentials of a real provider (${credentials.join(', ')})`);
  }
  if (!parsed.success || problems.length) return { ok: false, problems };
  return { ok: true, settings: toSettings(parsed.data, read.values, credentials) };
}
