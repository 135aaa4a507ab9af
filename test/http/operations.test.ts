import { createMetrics } from '../../src/http/metrics';
import { service, type Service } from './service';

const open: Service[] = [];
async function up(...given: Parameters<typeof service>): Promise<Service> {
  const one = await service(...given);
  open.push(one);
  return one;
}
afterEach(async () => {
  for (const { http } of open.splice(0)) await http.close();
});

describe('the pages for those who run the service', () => {
  test('say that it is up, on which store and with which channels', async () => {
    const answer = await (await up()).http.inject('/health');
    expect(answer.json()).toEqual({ status: 'ok', store: { kind: 'embedded' }, channels: ['webchat'] });
  });

  test('say that it is ready while the store answers', async () => {
    expect((await (await up()).http.inject('/ready')).json()).toEqual({ status: 'ready' });
  });

  test.each([
    ['refuses', () => Promise.reject(new Error('connection of 10.0.0.1 refused'))],
    ['says nothing for a second', () => new Promise(() => undefined)],
  ])('say that it is not ready when the store %s', async (_name, ping) => {
    const answer = await (await up({ ping })).http.inject('/ready');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.json()).toEqual({ error: { code: 'Unavailable', message: 'the store does not answer' } });
  });

  test('count what happens, for Prometheus', async () => {
    const metrics = createMetrics();
    const { http } = await up({ metrics });
    metrics.turn('filed', 0.012);
    metrics.command('insert');
    metrics.command('insert');
    metrics.watch(() => ({ lanes: 3, followers: 2, waiting: 7 }));
    await http.inject('/health');
    await http.inject('/no/such/page?token=SECRET');
    await http.inject('/api/v1/cases/RF-1');
    const answer = await http.inject('/metrics');
    expect(answer.headers['content-type']).toContain('text/plain');
    for (const line of [
      'redress_turn_duration_seconds_count{outcome="filed"} 1',
      'redress_store_commands_total{command="insert"} 2',
      'redress_inbox_waiting 7',
      'redress_lanes 3',
      'redress_followers 2',
      'redress_http_refused_total{code="NotFound"} 1',
      'redress_http_refused_total{code="Unauthorized"} 1',
      'redress_http_request_duration_seconds_count{route="/health",method="GET",status="200"} 1',
      'redress_http_request_duration_seconds_count{route="none",method="GET",status="404"} 1',
      'redress_http_request_duration_seconds_count{route="/api/v1/cases/:caseNo",method="GET",status="401"} 1',
    ]) {
      expect(answer.body).toContain(line);
    }
    expect(answer.body).toContain('process_resident_memory_bytes');
    expect(answer.body).not.toContain('SECRET');
  });

  test('never grow without end, whatever turns are called', async () => {
    const metrics = createMetrics();
    for (let i = 0; i < 500; i++) metrics.turn(`outcome-${i}`, 0.001);
    const series = (await metrics.text()).match(/redress_turn_duration_seconds_count/g);
    expect(series?.length).toBeLessThanOrEqual(61);
  });

  test('let two services in one process count for themselves', async () => {
    const [first, second] = [await up(), await up()];
    await first.http.inject('/health');
    expect((await second.http.inject('/metrics')).body).not.toContain('route="/health"');
  });
});

describe('the documentation', () => {
  test('describes every route of the staff API and no other', async () => {
    const { http } = await up();
    const { paths, info } = (await http.inject('/docs/json')).json<{
      paths: Record<string, object>;
      info: { version: string };
    }>();
    expect(info.version).toBe('1.2.3');
    expect(
      Object.entries(paths)
        .map(([path, methods]) => `${Object.keys(methods).join(',')} ${path}`)
        .sort(),
    ).toEqual([
      'delete /api/v1/staff/{id}/tokens/{tokenId}',
      'get /api/v1/attachments/{id}',
      'get /api/v1/cases/{caseNo}',
      'get /api/v1/cases/{caseNo}/log',
      'get /api/v1/conversations',
      'get /api/v1/conversations/{id}/log',
      'get /api/v1/desk/report',
      'get /api/v1/handoffs',
      'get /api/v1/handoffs/{id}',
      'get /api/v1/handoffs/{id}/preview',
      'get /api/v1/handoffs/{id}/transcript',
      'get /api/v1/orders',
      'get /api/v1/orders/{orderNo}',
      'get /api/v1/staff/{id}/events',
      'get,patch /api/v1/settings',
      'get,patch /api/v1/staff/{id}',
      'get,post /api/v1/cases',
      'post /api/v1/cases/{caseNo}/events',
      'post /api/v1/handoffs/{id}/claim',
      'post /api/v1/handoffs/{id}/handback',
      'post /api/v1/handoffs/{id}/note',
      'post /api/v1/handoffs/{id}/park',
      'post /api/v1/handoffs/{id}/release',
      'post /api/v1/handoffs/{id}/reply',
      'post /api/v1/handoffs/{id}/resolve',
      'post /api/v1/handoffs/{id}/transfer',
      'post,get /api/v1/staff',
      'post,get /api/v1/staff/{id}/tokens',
    ]);
  });

  test('is a page that runs our own scripts only', async () => {
    const { http } = await up();
    const page = await http.inject('/docs');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    expect(page.body).not.toMatch(/<script(?![^>]*src=)/);
    const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source = '']) => source);
    for (const source of sources)
      expect((await http.inject(new URL(source, 'http://x/docs/').pathname)).statusCode).toBe(200);
  });
});

describe('every page', () => {
  test('may load from us alone and be framed by nobody', async () => {
    const { headers } = await (await up()).http.inject('/health');
    expect(headers['content-security-policy']).toBe(
      "default-src 'self';script-src 'self';style-src 'self';img-src 'self' data: blob:;connect-src 'self' ws: wss:;base-uri 'none';form-action 'self';object-src 'none';frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff' });
    expect(headers).not.toHaveProperty('x-powered-by');
  });
});
