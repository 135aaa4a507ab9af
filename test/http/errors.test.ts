import net from 'node:net';
import { AppError, ERROR_STATUS, type ErrorCode } from '../../src/errors';
import { asStaff, service, TOKEN, type Service } from './service';

let one: Service;
beforeEach(async () => {
  one = await service();
  // Routes such as a channel would bring.
  one.http.post('/echo', (request) => request.body);
  one.http.get('/fails/:code', (request) => {
    const { code } = request.params as { code: ErrorCode };
    throw new AppError(code, `words of ${code}`, { field: 'thing', retryAfter: 2.5, secret: 'not shown' });
  });
  one.http.get('/breaks', () => {
    throw new Error('the customer wrote: my cat is called Rex');
  });
  one.http.get('/throws-words', () => {
    throw 'my cat is called Rex';
  });
});
afterEach(() => one.http.close());

const json = { 'content-type': 'application/json' };

describe('an error becomes an answer', () => {
  test.each(Object.keys(ERROR_STATUS).filter((code) => code !== 'Internal') as ErrorCode[])(
    'by its code: %s',
    async (code) => {
      const answer = await one.http.inject(`/fails/${code}`);
      expect(answer.statusCode).toBe(ERROR_STATUS[code]);
      expect(answer.json()).toEqual({ error: { code, message: `words of ${code}`, field: 'thing' } });
      expect(answer.headers['retry-after']).toBe('3');
    },
  );

  test.each(['/breaks', '/throws-words', '/fails/Internal'])(
    'that says nothing when it was not expected: %s',
    async (url) => {
      const answer = await one.http.inject(url);
      expect(answer.statusCode).toBe(500);
      expect(answer.json()).toEqual({ error: { code: 'Internal', message: 'something went wrong on our side' } });
      expect(one.logged()).toContain('request failed');
      expect(one.logged()).not.toMatch(/Rex|words of/);
    },
  );

  test('whose place in the code is in the log', async () => {
    await one.http.inject('/breaks');
    const line =
      one
        .logged()
        .split('\n')
        .find((text) => text.includes('request failed')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      method: 'GET',
      route: '/breaks',
      err: { name: 'Error', stack: expect.stringContaining('errors.test') },
    });
  });

  test.each([
    ['broken JSON', { payload: '{"event":', headers: json }, 400, 'BadRequest', undefined],
    ['no JSON at all', { payload: '', headers: json }, 400, 'BadRequest', undefined],
    ['a poisoned prototype', { payload: '{"__proto__":{"admin":true}}', headers: json }, 400, 'BadRequest', undefined],
    [
      'a poisoned constructor',
      { payload: '{"constructor":{"prototype":{"admin":true}}}', headers: json },
      400,
      'BadRequest',
      undefined,
    ],
    [
      'another content type',
      { payload: '<x/>', headers: { 'content-type': 'application/xml' } },
      415,
      'UnsupportedMedia',
      undefined,
    ],
    [
      'a content type that is none',
      { payload: 'x', headers: { 'content-type': ';;;' } },
      415,
      'UnsupportedMedia',
      undefined,
    ],
    ['too much', { payload: JSON.stringify({ text: 'x'.repeat(262_145) }), headers: json }, 413, 'TooLarge', 'body'],
  ])('for %s', async (_name, sent, status, code, field) => {
    const answer = await one.http.inject({ method: 'POST', url: '/echo', ...sent });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({ error: { code, message: expect.any(String), ...(field ? { field } : {}) } });
    expect(answer.body).not.toContain('admin');
  });

  test.each([
    ['an address that cannot be decoded', '/api/v1/cases/%E0%A4%A', 400],
    ['an address that is not there', '/no/such/page', 404],
    ['a part of an address that is far too long', `/api/v1/cases/${'x'.repeat(5_000)}`, 414],
  ])('for %s', async (_name, url, status) => {
    const answer = await one.http.inject({ url, headers: asStaff });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
  });

  test('for a method nobody serves', async () => {
    expect((await one.http.inject({ method: 'DELETE', url: '/api/v1/cases', headers: asStaff })).json()).toMatchObject({
      error: { code: 'NotFound' },
    });
  });
});

describe('bytes that are no request', () => {
  async function speak(bytes: string): Promise<string> {
    await one.http.listen({ port: 0, host: '127.0.0.1' });
    const { port } = one.http.server.address() as net.AddressInfo;
    return new Promise((resolve, reject) => {
      const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes));
      let heard = '';
      socket.on('data', (data) => (heard += data.toString()));
      socket.on('close', () => resolve(heard));
      socket.on('error', reject);
    });
  }

  test.each([
    ['noise', 'hello\r\n\r\n', 400],
    ['a header that never ends', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`, 431],
    ['two lengths', 'POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', 400],
    ['a control character in a header', 'GET / HTTP/1.1\r\nhost: x\r\nx: \x00\r\n\r\n', 400],
  ])('are answered in the same shape: %s', async (_name, bytes, status) => {
    const [head, body] = (await speak(bytes)).split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status}`);
    expect(JSON.parse(body ?? '')).toEqual({ error: { code: 'BadRequest', message: expect.any(String) } });
  });

  test('get no body where they asked for the head only', async () => {
    const [head, body] = (await speak('HEAD / HTTP/1.1\r\nhost: x\r\nx: \x00\r\n\r\n')).split('\r\n\r\n');
    expect(head).toContain('HTTP/1.1 400');
    expect(body).toBe('');
  });
});

describe('what the log may hold', () => {
  test('is one line per request at debug, by its route and never its address', async () => {
    await one.http.inject({ url: '/api/v1/conversations/+15005550006/log?cursor=SECRETCURSOR', headers: asStaff });
    const lines = one
      .logged()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toEqual([
      expect.objectContaining({ method: 'GET', route: '/api/v1/conversations/:id/log', status: 404 }),
    ]);
  });

  test('is no token, no address, no body and no cookie, whatever is asked and however it ends', async () => {
    const secrets = ['TOKENSECRET', 'COOKIESECRET', 'QUERYSECRET', 'BODYSECRET', '15005550006', TOKEN];
    const headers = { authorization: 'Bearer TOKENSECRET', cookie: 'user=COOKIESECRET' };
    const urls = [
      '/api/v1/cases?t=QUERYSECRET',
      '/breaks?t=QUERYSECRET',
      '/none/15005550006',
      '/echo?t=QUERYSECRET',
      '/%E0%A4%A?t=QUERYSECRET',
    ];
    for (const url of urls) {
      await one.http.inject({ url, headers });
      await one.http.inject({ method: 'POST', url, headers: { ...headers, ...json }, payload: '{"text":"BODYSECRET' });
    }
    await one.http.inject({ url: '/api/v1/cases', headers: asStaff });
    expect(one.logged().split('\n').length).toBeGreaterThan(8);
    for (const secret of secrets) expect(one.logged()).not.toContain(secret);
  });

  test('is no address either when code of a channel logs a request or an error by itself', async () => {
    one.http.get('/chatty', (request) => {
      request.log.info({ req: request, err: new Error('the customer wrote: Rex') }, 'look');
      return {};
    });
    await one.http.inject('/chatty?t=QUERYSECRET');
    expect(one.logged()).toContain('look');
    expect(one.logged()).not.toMatch(/QUERYSECRET|Rex/);
  });
});
