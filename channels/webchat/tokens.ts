import { createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a token says: which conversation it opens, whose it is if we named the user, and until when (ms since the epoch). */
export interface TokenClaims {
  conversation: string;
  user?: string;
  expires: number;
}

export interface Tokens {
  /** A new conversation id. Only ids made here are accepted later, so none has to be stored before somebody speaks. */
  newConversation(): string;
  isOurs(conversation: string): boolean;
  issue(claims: Omit<TokenClaims, 'expires'>, now: Date): { token: string; expires_in: number };
  /** The claims of a token signed here, expired or not; null for anything else. */
  read(token: string): TokenClaims | null;
  /** Signs a short value (the visitor's id in its cookie). */
  seal(value: string): string;
  unseal(sealed: string): string | null;
}

/** Seconds a token is good for; Direct Line's own default is 30 minutes. */
export const TOKEN_SECONDS = 1800;

/** Compared as text: decoders overlook a surplus character, and then two texts would be the same token. */
const equal = (a: string, b: string): boolean =>
  Buffer.byteLength(a) === Buffer.byteLength(b) && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Ids and tokens found to be ours that are known again without another signature. */
const REMEMBERED = 5_000;

/** Answers for the texts asked about last; what is no good is not remembered, since there is no end of that. */
function remembered<T>(read: (text: string) => T | null): (text: string) => T | null {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = read(text);
    if (value === null) return null;
    known.set(text, value);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value as string);
    return value;
  };
}

/** Tokens and ids signed with keys derived from the Direct Line secret: every process with the same secret accepts them. */
export function createTokens(secret: string): Tokens {
  const key = createSecretKey(Buffer.from(secret));
  const mac = (purpose: string, value: string, bytes: number): Buffer =>
    createHmac('sha256', key).update(`${purpose}\0${value}`).digest().subarray(0, bytes);
  const sign = (purpose: string, value: string): string => `${value}.${mac(purpose, value, 24).toString('base64url')}`;
  const verify = (purpose: string, signed: string): string | null => {
    const dot = signed.lastIndexOf('.');
    const value = signed.slice(0, Math.max(dot, 0));
    return dot > 0 && equal(signed.slice(dot + 1), mac(purpose, value, 24).toString('base64url')) ? value : null;
  };

  const ours = remembered((conversation) => {
    const [id = '', check = '', more] = conversation.split('-');
    return more === undefined && equal(check, mac('conversation', id, 4).toString('hex')) ? true : null;
  });
  const read = remembered((token): TokenClaims | null => {
    const body = verify('token', token);
    if (body === null) return null;
    const { c, u, x } = JSON.parse(Buffer.from(body, 'base64url').toString()) as { c: string; u?: string; x: number };
    return { conversation: c, ...(u === undefined ? {} : { user: u }), expires: x };
  });

  return {
    newConversation: () => {
      const id = randomBytes(12).toString('base64url').replaceAll('-', '0').replaceAll('_', '1');
      return `${id}-${mac('conversation', id, 4).toString('hex')}`;
    },
    isOurs: (conversation) => ours(conversation) !== null,
    issue: ({ conversation, user }, now) => {
      const expires = now.getTime() + TOKEN_SECONDS * 1000;
      const body = Buffer.from(JSON.stringify({ c: conversation, u: user, x: expires })).toString('base64url');
      return { token: sign('token', body), expires_in: TOKEN_SECONDS };
    },
    read,
    seal: (value) => sign('cookie', value),
    unseal: (sealed) => verify('cookie', sealed),
  };
}
