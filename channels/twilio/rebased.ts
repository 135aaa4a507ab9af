import type { TwilioSettings } from './settings';

/** Where a call to one of Twilio's hosts really goes. */
export function rebased(
  uri: string,
  { apiBase, prefixHosts }: Pick<TwilioSettings, 'apiBase' | 'prefixHosts'>,
): string {
  if (!apiBase || !URL.canParse(uri)) return uri;
  const { host, pathname, search } = new URL(uri);
  if (!/(^|\.)twilio\.com$/.test(host)) return uri;
  return `${apiBase}${prefixHosts ? `/${host}` : ''}${pathname}${search}`;
}
