import { createHmac } from 'node:crypto';

/**
 * `X-Twilio-Signature` of a form: the address, then every name with its values, sorted
 * (https://www.twilio.com/docs/usage/security#validating-requests). Equal values of one name count once.
 */
export function signForm(token: string, url: string, params: Record<string, string | string[]>): string {
  const said = Object.keys(params)
    .sort()
    .flatMap((name) => [...new Set([params[name] ?? ''].flat())].sort().map((value) => name + value));
  return createHmac('sha1', token)
    .update(Buffer.from(url + said.join(''), 'utf8'))
    .digest('base64');
}
