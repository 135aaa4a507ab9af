import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks';
import { readForm, type Params } from './form';

/** What was sent, as far as the signature covers it. */
export interface Signed {
  /** Path and query as they came. */
  target: string;
  signature: string;
  contentType: string;
  body: string;
  /** The host and scheme a caller or its proxy names: only used to say what is wrong. */
  claims: { hosts: string[] };
}

/** Why a request was refused, in words for the operator. `signedFor`: the address it was signed for, without its query. */
export type Refusal =
  | { why: 'unsigned' }
  | { why: 'wrong-url'; signedFor: string }
  | { why: 'wrong-token-or-forged'; checkedAgainst: string };

/**
 * Connection overrides are a fragment of the configured address. Twilio's documents do not say whether it is signed, so the
 * one we recommend is tried beside the bare address (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
 */
const FRAGMENTS = ['', '#rc=5&rp=all'];

const isForm = (contentType: string): boolean => /^application\/x-www-form-urlencoded\b/i.test(contentType);

/** Twilio's own check, which compares in constant time, with and without the port; `bodySHA256` stands for the whole body. */
function fits(token: string, url: string, { signature, contentType, body }: Signed, params: Params): boolean {
  try {
    if (isForm(contentType) && validateRequest(token, signature, url, params)) return true;
    return /[?&]bodySHA256=/.test(url) && validateRequestWithBody(token, signature, url, body);
  } catch {
    return false;
  }
}

const withoutQuery = (url: string): string => url.replace(/[?#].*$/, '');

/** The addresses the caller may have meant instead of ours. */
function claimed({ target, claims }: Signed, publicUrl: string): string[] {
  const path = URL.canParse(publicUrl) ? new URL(publicUrl).pathname.replace(/\/+$/, '') : '';
  const hosts = [...new Set(claims.hosts)].filter((host) => /^[\w.:[\]-]{1,260}$/.test(host)).slice(0, 4);
  return hosts.flatMap((host) =>
    ['https', 'http'].flatMap((scheme) => [`${scheme}://${host}${target}`, `${scheme}://${host}${path}${target}`]),
  );
}

/** Gives the check of a webhook: null when one of the tokens signed it for our public address, otherwise what is wrong. */
export function createSignatureCheck(tokens: string[], publicUrl: string): (signed: Signed) => Refusal | null {
  return (signed) => {
    if (!signed.signature) return { why: 'unsigned' };
    const params = isForm(signed.contentType) ? readForm(signed.body) : {};
    const matches = (base: string): boolean =>
      FRAGMENTS.some((fragment) => tokens.some((token) => fits(token, base + fragment, signed, params)));
    const url = publicUrl + signed.target;
    if (matches(url)) return null;
    const other = claimed(signed, publicUrl).find(matches);
    if (other) return { why: 'wrong-url', signedFor: withoutQuery(other) };
    return { why: 'wrong-token-or-forged', checkedAgainst: withoutQuery(url) };
  };
}
