import type { Random } from '../helpers/seeded';

/** One request, as bytes would have it: nothing here has to make sense. */
export interface BadRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** Credentials and identifiers that are right, for requests that are wrong only further in. */
export interface Known {
  secret: string;
  staffToken: string;
  conversation: string;
  token: string;
  foreignToken: string;
  caseNo: string;
}

const METHODS = ['POST', 'POST', 'POST', 'GET', 'GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];
const FIELDS = [
  'type',
  'text',
  'from',
  'id',
  'value',
  'name',
  'locale',
  'channelData',
  'clientActivityID',
  'attachments',
];
const STAFF_FIELDS = ['event', 'reason', 'reference', 'limit', 'cursor', '__proto__', 'constructor', '$where', '$ne'];
const EVENTS = ['approve', 'deny', 'markPaid', 'needInfo', 'constructor', 'toString', ''];
const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  '*/*',
  '',
];
const STRANGE = [
  '\u0000',
  '\u0001\u0002\u001b[31m',
  '\ud800',
  '\u202e\u200b\ufeff',
  'a'.repeat(4_001),
  '${7*7}{{7*7}}',
  "'; DROP TABLE cases; --",
  '{"$gt":""}',
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  '%00%ff%',
  '💥'.repeat(50),
  '4111 1111 1111 1111',
  '1e999',
  '-0',
];

/** As part of an address; half a surrogate pair has no form there. */
const encoded = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

/** What `known` and `random` make of the whole interface: Direct Line, the chat page's calls, the staff API, and what is none of them. */
export function createBadRequests(known: Known, random: Random) {
  const { pick, int, next } = random;
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => int(256)));
  const text = (): string => (next() < 0.5 ? pick(STRANGE) : bytes(int(40)).toString('latin1'));

  function value(depth: number): unknown {
    const leaf = [text, () => int(1e9) - 5e8, () => next() * 1e308, () => null, () => true, () => [], () => ({})];
    if (depth <= 0 || next() < 0.6) return pick(leaf)();
    if (next() < 0.5) return Array.from({ length: int(5) }, () => value(depth - 1));
    return record([...FIELDS, ...STAFF_FIELDS], depth - 1);
  }
  function record(fields: readonly string[], depth: number): Record<string, unknown> {
    return Object.fromEntries(Array.from({ length: 1 + int(6) }, () => [pick(fields), value(depth)]));
  }
  /** Right in all but one place. */
  function almost(): Record<string, unknown> {
    const activity = { type: 'message', text: 'I want a refund', from: { id: 'visitor' } };
    const staff = { event: pick(EVENTS), reason: 'other', reference: 'r1' };
    return { ...pick([activity, staff]), [pick(FIELDS)]: value(3) };
  }
  const nested = (): string => {
    const depth = 10 + int(5_000);
    return next() < 0.5 ? '['.repeat(depth) + ']'.repeat(depth) : '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
  };
  const megabyte = (): string =>
    JSON.stringify({ type: 'message', from: { id: 'visitor' }, text: 'x'.repeat(1_048_576) });
  const parts = (): string =>
    [
      '--x',
      `content-disposition: form-data; name="${text()}"; filename="${text()}"`,
      'content-type: image/png',
      '',
      text(),
      next() < 0.5 ? '--x--' : '',
    ].join('\r\n');

  function body(): Buffer {
    const kind = next();
    if (kind < 0.3) return Buffer.from(JSON.stringify(almost()));
    if (kind < 0.6) return Buffer.from(JSON.stringify(record(FIELDS, 4)));
    if (kind < 0.7) return Buffer.from(JSON.stringify(record(STAFF_FIELDS, 3)));
    if (kind < 0.8) return bytes(int(300));
    if (kind < 0.88) return Buffer.from(nested());
    if (kind < 0.9) return Buffer.from(megabyte());
    if (kind < 0.95) return Buffer.from(parts());
    return Buffer.alloc(0);
  }

  const id = (): string =>
    pick([known.conversation, known.conversation.slice(1), encoded(text()), '', 'a'.repeat(2_000)]);
  const query = (): string =>
    next() < 0.5
      ? ''
      : `?${pick(['watermark', 'limit', 'cursor', 't', 'status', 'order', 'resume', 'userId'])}=${encoded(text())}`;
  const paths: (() => string)[] = [
    () => '/v3/directline/tokens/generate',
    () => '/v3/directline/tokens/refresh',
    () => '/v3/directline/conversations',
    () => `/v3/directline/conversations/${id()}`,
    () => `/v3/directline/conversations/${id()}/activities`,
    () => `/v3/directline/conversations/${known.conversation}/activities`,
    () => `/v3/directline/conversations/${known.conversation}/activities`,
    () => `/v3/directline/conversations/${id()}/upload`,
    () => `/v3/directline/conversations/${id()}/stream`,
    () => '/chat/token',
    () => '/chat/samples',
    () => '/api/v1/cases',
    () => `/api/v1/cases/${pick([known.caseNo, encoded(text())])}`,
    () => `/api/v1/cases/${pick([known.caseNo, encoded(text())])}/events`,
    () => `/api/v1/cases/${known.caseNo}/events`,
    () => `/api/v1/cases/${pick([known.caseNo, encoded(text())])}/log`,
    () => `/api/v1/conversations/${id()}/log`,
    () => '/api/v1/orders',
    () => '/api/v1/staff',
    () => `/api/v1/staff/${id()}/tokens`,
    () => '/api/v1/settings',
    () => `/api/v1/attachments/${id()}`,
    () => `/${encoded(text())}`,
    () => pick(['/health', '/ready', '/metrics', '/docs', '/', '/widget.js', '/%', '/..%2f..%2fpackage.json']),
  ];
  const credential = (path: string): string => {
    const right = path.startsWith('/api') ? known.staffToken : pick([known.token, known.secret]);
    if (next() < 0.7) return right;
    return pick([
      known.foreignToken,
      known.staffToken,
      known.secret,
      `${known.token}x`,
      text(),
      '',
      'a.b.c',
      'a'.repeat(3_000),
    ]);
  };
  /** A header's value may hold neither control characters nor what is not Latin-1: node would not send it. */
  const header = (value: string): string => value.replace(/[^\x20-\x7e\x80-\xff]/g, '?');

  return (): BadRequest => {
    const path = pick(paths)() + query();
    const method = pick(METHODS);
    const sent = method === 'GET' || method === 'HEAD' ? Buffer.alloc(0) : body();
    const type = next() < 0.7 ? 'application/json' : pick(TYPES);
    const headers: Record<string, string> = {
      authorization: header(next() < 0.9 ? `Bearer ${credential(path)}` : text()),
      'content-length': String(sent.length),
      ...(sent.length && type ? { 'content-type': type } : {}),
      ...(next() < 0.1 ? { origin: header(text()), cookie: header(`redress_visitor=${text()}`) } : {}),
      ...(path.includes('/stream') && next() < 0.8
        ? {
            connection: 'Upgrade',
            upgrade: 'websocket',
            'sec-websocket-version': '13',
            'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
          }
        : {}),
    };
    return { method, path, headers, body: sent };
  };
}
