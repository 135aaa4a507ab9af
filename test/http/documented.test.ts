import { aCase } from '../helpers/a-case';
import { anOrder } from '../helpers/orders';
import { aFakeDesk } from './fake-desk';
import { as, service, type Service } from './service';

/** As much of a JSON schema as the document uses. */
interface Shape {
  type?: string;
  properties?: Record<string, Shape>;
  additionalProperties?: boolean | Shape;
  items?: Shape;
  anyOf?: Shape[];
}
interface Described {
  responses: Record<string, { content?: Record<string, { schema: Shape }> }>;
}

/** Paths of what stands in a value and not in its shape. */
function unsaid(value: unknown, shape: Shape, path = ''): string[] {
  if (shape.anyOf) {
    const tried = shape.anyOf.map((one) => unsaid(value, one, path));
    return tried.find((found) => !found.length) ?? tried[0] ?? [];
  }
  if (Array.isArray(value)) return value.flatMap((one) => unsaid(one, shape.items ?? {}, `${path}[]`));
  if (typeof value !== 'object' || value === null) return (shape.type === 'null') === (value === null) ? [] : [path];
  return Object.entries(value).flatMap(([name, one]) => {
    const inner = shape.properties?.[name];
    if (inner) return unsaid(one, inner, `${path}.${name}`);
    return shape.additionalProperties === false || !shape.properties ? [`${path}.${name}`] : [];
  });
}

const AT = new Date('2026-11-19T09:00:00Z');
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

async function up(): Promise<Service> {
  const owner = { staffId: 'bea', name: 'Bea' };
  const { desk, deskReport } = aFakeDesk({
    cards: [{ handoffId: 'h1', client: 'default', owner: { ...owner, since: AT.toISOString() } }] as never,
    queue: [],
    answer: { outcome: 'refused', why: 'taken', owner, since: AT.toISOString() },
    acted: [],
  });
  const photo = { name: 'mug.png', contentType: 'image/png' };
  return service({
    cases: [aCase()],
    orders: [anOrder()],
    photos: () => Promise.resolve({ photo, bytes: PNG } as never),
    staff: { desk, deskReport } as never,
  });
}

const EVENTS = '/api/v1/cases/RF-K7M4-92QN/events';
const CLAIM = '/api/v1/handoffs/h1/claim';

describe('what the document says of a route', () => {
  test.each([
    ['/api/v1/cases/{caseNo}/events', ['approve', 'mark_paid', 'window_expired', 'insufficient_evidence']],
    ['/api/v1/handoffs/{id}/resolve', ['refund_decided', 'wrong_place']],
    ['/api/v1/cases', ['not_as_described/defective', 'change_of_mind']],
  ])('names the codes that %s takes', async (path, codes) => {
    const { http } = await up();
    const { paths } = (await http.inject({ url: '/docs/json' })).json<{ paths: Record<string, { post: object }> }>();
    const said = JSON.stringify(paths[path]?.post);
    for (const code of codes) expect(said).toContain(code);
    expect(said).not.toMatch(/evaluate_|back_to_bot/);
    await http.close();
  });

  test.each<[string, string, number, { method?: 'POST'; url: string; payload?: object | string; type?: string }]>([
    ['who has a conversation', '/api/v1/handoffs/{id}', 200, { url: '/api/v1/handoffs/h1' }],
    ['why a claim is refused', '/api/v1/handoffs/{id}/claim', 409, { method: 'POST', url: CLAIM, payload: {} }],
    [
      'the case that comes with a stale decision',
      '/api/v1/cases/{caseNo}/events',
      409,
      { method: 'POST', url: EVENTS, payload: { event: 'change', amount: '2000', reason: 'x', fingerprint: 'old' } },
    ],
    [
      'a body that is too large',
      '/api/v1/cases/{caseNo}/events',
      413,
      { method: 'POST', url: EVENTS, payload: { text: 'x'.repeat(400_000) } },
    ],
    [
      'a body of another format',
      '/api/v1/handoffs/{id}/claim',
      415,
      { method: 'POST', url: CLAIM, payload: '<claim/>', type: 'application/xml' },
    ],
    ['a photo', '/api/v1/attachments/{id}', 200, { url: '/api/v1/attachments/p1' }],
    ['a case', '/api/v1/cases/{caseNo}', 200, { url: '/api/v1/cases/RF-K7M4-92QN' }],
  ])('covers %s', async (_what, path, status, { method = 'GET' as const, url, payload, type }) => {
    const { http } = await up();
    const { paths } = (await http.inject({ url: '/docs/json' })).json<{
      paths: Record<string, Record<string, Described>>;
    }>();
    const headers = { ...as(method === 'GET' ? 'kim' : 'gus'), ...(type ? { 'content-type': type } : {}) };
    const answer = await http.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    expect(answer.statusCode).toBe(status);
    const described = paths[path]?.[method.toLowerCase()]?.responses[status]?.content ?? {};
    const kind = String(answer.headers['content-type']).split(';')[0] ?? '';
    const schema = described[kind]?.schema;
    expect(schema).toBeDefined();
    if (kind === 'application/json') expect(unsaid(answer.json(), schema ?? {})).toEqual([]);
    await http.close();
  });
});
