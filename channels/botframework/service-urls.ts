import { isLoopbackName } from './loopback';

/**
 * Where the Bot Framework's channels have their connectors: Teams (also in the government community cloud) and everything
 * Azure Bot Service brings. BOT_SERVICE_URL_HOSTS names others.
 * https://learn.microsoft.com/azure/bot-service/bot-service-resources-faq-security
 */
const PUBLIC_HOSTS = ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com', '*.botframework.com'];

/** Gives the address if answers may be sent there, null otherwise. */
export type ServiceUrls = (serviceUrl: string) => URL | null;

function matches(pattern: string, { hostname, host, port }: URL): boolean {
  if (pattern.startsWith('*.')) return hostname.endsWith(pattern.slice(1)) && port === '';
  return pattern === host || (pattern === hostname && (port === '' || isLoopbackName(hostname)));
}

const isPlain = ({ username, password, search, hash }: URL): boolean => !username && !password && !search && !hash;

/**
 * The list of hosts we send to: a service URL comes from outside, and whoever could choose it freely could make us call
 * any address. Always https, but for this machine. `listed` undefined: the public cloud; null: this machine only.
 */
export function createServiceUrls(listed: string[] | undefined | null): ServiceUrls {
  const allowed = (url: URL): boolean =>
    listed === null ? isLoopbackName(url.hostname) : (listed ?? PUBLIC_HOSTS).some((pattern) => matches(pattern, url));
  return (serviceUrl) => {
    if (!/^https?:\/\//i.test(serviceUrl) || !URL.canParse(serviceUrl)) return null;
    const url = new URL(serviceUrl);
    const safe = url.protocol === 'https:' || isLoopbackName(url.hostname);
    return safe && isPlain(url) && allowed(url) ? url : null;
  };
}
