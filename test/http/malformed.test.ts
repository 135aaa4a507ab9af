import fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { aCase } from '../helpers/a-case';
import { as, asStaff, service, type Service } from './service';

let one: Service;
beforeAll(async () => {
  one = await service({ cases: [aCase()] });
});
afterAll(() => one.http.close());

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'] as const;
const PATHS = [
  '/api/v1/cases',
  '/api/v1/cases/RF-K7M4-92QN',
  '/api/v1/cases/RF-K7M4-92QN/log',
  '/api/v1/cases/RF-K7M4-92QN/events',
  '/api/v1/staff',
  '/api/v1/staff/ada',
  '/api/v1/staff/ada/tokens',
  '/api/v1/staff/ada/events',
  '/api/v1/settings',
  '/api/v1/conversations',
  '/api/v1/conversations/talk-1/log',
  '/api/v1/orders',
  '/api/v1/orders/1042',
  '/api/v1/attachments/1',
  '/health',
  '/ready',
  '/metrics',
  '/docs/json',
];
const TYPES = [
  'application/json',
  'application/json; charset=latin1',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'x',
  '',
];

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '\0',
    '../..',
    '%00',
    '$ne',
    '{"$gt":""}',
    '\u202e',
    '\ud800',
    "'; drop",
    'constructor',
    '__proto__',
    'NaN',
    '-1',
    '1e999',
  ),
);
const deep = fc.nat({ max: 400 }).map((n) => `${'['.repeat(n)}${']'.repeat(n)}`);
const body = fc.oneof(
  fc.json(),
  deep,
  nasty,
  fc
    .record({ event: fc.oneof(nasty, fc.jsonValue()), reason: fc.jsonValue(), reference: fc.jsonValue() })
    .map((value) => JSON.stringify(value)),
  fc
    .record(
      {
        event: fc.constantFrom('approve', 'deny', 'ask_info', 'change', 'request_return', 'return_received', 'amend'),
        reason: fc.oneof(nasty, fc.jsonValue()),
        text: fc.oneof(nasty, fc.jsonValue()),
        fingerprint: fc.oneof(nasty, fc.jsonValue()),
        amount: fc.oneof(nasty, fc.jsonValue(), fc.nat().map(String)),
        lines: fc.oneof(fc.jsonValue(), fc.array(fc.record({ sku: nasty, quantity: fc.integer() }), { maxLength: 3 })),
        id: fc.oneof(nasty, fc.jsonValue()),
      },
      { requiredKeys: ['event'] },
    )
    .map((value) => JSON.stringify(value)),
  fc
    .record(
      {
        name: nasty,
        email: fc.oneof(nasty, fc.emailAddress()),
        roles: fc.oneof(fc.jsonValue(), fc.constant(['agent'])),
        limits: fc.oneof(fc.jsonValue(), fc.record({ approve: fc.dictionary(nasty, nasty) })),
        slack: fc.jsonValue(),
        calendar: fc.oneof(fc.jsonValue(), fc.record({ timeZone: nasty, open: nasty }, { requiredKeys: [] })),
        secondPersonAbove: fc.oneof(fc.jsonValue(), fc.dictionary(nasty, nasty)),
        source: fc.constantFrom('phone', 'fax'),
        contact: nasty,
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
  fc.constant(JSON.stringify({ event: 'x'.repeat(1_000_000) })),
);
const query = fc.array(
  fc.tuple(fc.constantFrom('limit', 'cursor', 'status', 'order', 'conversation', 'sample', '__proto__'), nasty),
  { maxLength: 4 },
);

const sent = fc.record({
  method: fc.constantFrom(...METHODS),
  path: fc.oneof(
    fc.constantFrom(...PATHS),
    nasty.map((part) => `/api/v1/cases/${part}`),
    nasty.map((part) => `/${part}`),
  ),
  raw: fc.boolean(),
  query,
  type: fc.constantFrom(...TYPES),
  token: fc.oneof(
    { arbitrary: fc.constant(asStaff.authorization), weight: 2 },
    { arbitrary: fc.constantFrom('ada', 'gus', 'kim').map((who) => as(who).authorization), weight: 3 },
    { arbitrary: nasty.map((part) => `Bearer ${part}`), weight: 1 },
  ),
  body,
});

/** What can be put on a wire at all: a header or an address with a control character never leaves the caller. */
const wire = (text: string): string =>
  text.replace(/[^\x21-\x7e]/g, (one) => encodeURIComponent(one.isWellFormed() ? one : '?'));
declare global {
  interface String {
    isWellFormed(): boolean;
  }
}

function check(answer: LightMyRequestResponse, method: string): void {
  expect(answer.statusCode).toBeLessThan(500);
  expect(answer.body).not.toMatch(/\bat .*\.(ts|js):\d+/);
  expect(answer.body).not.toMatch(/node_modules|MongoServerError|ZodError|FST_ERR/);
  if (answer.statusCode >= 400 && method !== 'HEAD') {
    expect(answer.json()).toEqual({
      error: expect.objectContaining({ code: expect.any(String), message: expect.any(String) }),
    });
  }
}

test('nothing a caller sends gets a 5xx, a stack or another shape of error', async () => {
  await fc.assert(
    fc.asyncProperty(sent, async ({ method, path, raw, query: pairs, type, token, body: payload }) => {
      const search = pairs
        .map(([name, value]) => `${name}=${raw ? value : encodeURIComponent(value.isWellFormed() ? value : '?')}`)
        .join('&');
      const url = wire(`${path}?${search}`);
      const bodied = method === 'GET' || method === 'HEAD' ? {} : { payload };
      const headers = { authorization: wire(token).replace('%20', ' '), ...(type ? { 'content-type': type } : {}) };
      check(
        await one.http.inject({ method, url: url.startsWith('//') ? `/x${url}` : url, headers, ...bodied }),
        method,
      );
    }),
    { numRuns: 600 },
  );
});
