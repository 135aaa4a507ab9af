/** The Bot Framework's own part of the environment. Without an app id the endpoint is for trying out on this machine. */

/**
 * Where the authority and the channels are found in another cloud. All or none: as soon as botbuilder is given one address
 * it drops its defaults for the others.
 */
const ADDRESSES = [
  'BOT_OPENID_METADATA_URL',
  'BOT_EMULATOR_OPENID_METADATA_URL',
  'BOT_TOKEN_ISSUER',
  'BOT_LOGIN_URL',
  'BOT_OAUTH_SCOPE',
  'BOT_SERVICE_URL_HOSTS',
];

const TYPES = ['MultiTenant', 'SingleTenant', 'UserAssignedMSI'] as const;
type AppType = (typeof TYPES)[number];

type Values = Record<string, string | undefined>;

export interface BotAddresses {
  openIdUrl: string;
  emulatorOpenIdUrl: string;
  issuer: string;
  loginUrl: string;
  scope: string;
  /** `host`, `host:port` or `*.domain`. */
  hosts: string[];
}

/** A bot as it is registered in Azure. */
export interface BotSettings {
  appId: string;
  type: AppType;
  /** Absent for a managed identity. */
  password?: string;
  tenantId?: string;
  /** Absent: the public cloud. */
  addresses?: BotAddresses;
}

/** The type that is named; unnamed, a tenant id tells a single-tenant bot. */
function typeOf({ MICROSOFT_APP_TYPE: named, MICROSOFT_APP_TENANT_ID: tenant }: Values): AppType | undefined {
  if (named === undefined) return tenant === undefined ? 'MultiTenant' : 'SingleTenant';
  return TYPES.find((type) => type.toLowerCase() === named.toLowerCase());
}

const hostsOf = (list = ''): string[] =>
  list
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);

const HOST = /^(\*\.)?(\[[\da-f:]+\]|[a-z\d]([a-z\d.-]*[a-z\d])?)(:\d{1,5})?$/;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Tokens and keys travel encrypted, but for a stand-in on this machine. */
function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

function credentialProblems(values: Values): string[] {
  const type = typeOf(values);
  if (!type) return [`MICROSOFT_APP_TYPE must be ${TYPES.join(', ')}`];
  const managed = type === 'UserAssignedMSI';
  const needed = [
    ...(managed ? [] : ['MICROSOFT_APP_PASSWORD']),
    ...(type === 'MultiTenant' ? [] : ['MICROSOFT_APP_TENANT_ID']),
  ];
  return [
    ...needed.filter((name) => !values[name]).map((name) => `${name} is missing: a ${type} bot needs it`),
    ...(managed && values.MICROSOFT_APP_PASSWORD
      ? ['MICROSOFT_APP_PASSWORD must not be set beside a managed identity, which has none']
      : []),
  ];
}

function addressProblems(values: Values): string[] {
  const missing = ADDRESSES.filter((name) => !values[name]);
  if (missing.length === ADDRESSES.length) return [];
  const urls = ADDRESSES.filter((name) => name.endsWith('_URL') && values[name]);
  return [
    ...missing.map((name) => `${name} is missing: the addresses of another cloud are set all together or not at all`),
    ...urls
      .filter((name) => !isSafeAddress(values[name] ?? ''))
      .map((name) => `${name} must be an https:// address (http:// on loopback only)`),
    ...(hostsOf(values.BOT_SERVICE_URL_HOSTS).every((host) => HOST.test(host))
      ? []
      : [
          'BOT_SERVICE_URL_HOSTS must be a comma-separated list of hosts such as smba.trafficmanager.net or *.botframework.com',
        ]),
  ];
}

/** The slice of the environment: all absent, the endpoint serves this machine only; half of it fails start-up. */
export const slice = {
  channel: 'botframework',
  provider: true,
  required: ['MICROSOFT_APP_ID'],
  optional: ['MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID', 'MICROSOFT_APP_TYPE', ...ADDRESSES],
  check: (values: Values): string[] => [...credentialProblems(values), ...addressProblems(values)],
};

function addressesOf(values: Values): { addresses?: BotAddresses } {
  const [openIdUrl = '', emulatorOpenIdUrl = '', issuer = '', loginUrl = '', scope = '', hosts] = ADDRESSES.map(
    (name) => values[name],
  );
  if (!issuer) return {};
  return { addresses: { openIdUrl, emulatorOpenIdUrl, issuer, loginUrl, scope, hosts: hostsOf(hosts) } };
}

/** The settings in values that passed `slice.check`; undefined where the slice is absent. */
export function botSettings(values: Values | undefined): BotSettings | undefined {
  if (!values?.MICROSOFT_APP_ID) return undefined;
  const { MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: password, MICROSOFT_APP_TENANT_ID: tenantId } = values;
  return {
    appId,
    type: typeOf(values) ?? 'MultiTenant',
    ...(password ? { password } : {}),
    ...(tenantId ? { tenantId } : {}),
    ...addressesOf(values),
  };
}
