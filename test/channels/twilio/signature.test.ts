import { createHash } from 'node:crypto';
import { getExpectedTwilioSignature, validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks';
import { createSignatureCheck, type Signed } from '../../../channels/twilio/signature';

const TOKEN = 'f00dfeedf00dfeedf00dfeedf00dfeed';
const TARGET = '/webhooks/twilio/message';
const PARAMS = {
  MessageSid: 'SM1',
  Body: 'hi & bye',
  From: '+12025550143',
  To: '+15005550006',
  ChannelMetadata: '{"type":"whatsapp"}',
};

const form = (params: Record<string, string | string[]>): string => {
  const all = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) for (const one of [value].flat()) all.append(name, one);
  return all.toString();
};

interface Case {
  publicUrl?: string;
  /** What Twilio was configured with, and therefore signed. */
  signedFor?: string;
  target?: string;
  params?: Record<string, string | string[]>;
  token?: string;
  tokens?: string[];
  hosts?: string[];
}

function check(given: Case) {
  const {
    publicUrl = 'https://refunds.example',
    target = TARGET,
    params = PARAMS,
    token = TOKEN,
    tokens = [TOKEN],
  } = given;
  const signature = getExpectedTwilioSignature(token, given.signedFor ?? publicUrl + target, params);
  const signed: Signed = {
    target,
    signature,
    contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    body: form(params),
    claims: { hosts: given.hosts ?? [] },
  };
  return createSignatureCheck(tokens, publicUrl)(signed);
}

describe('the signatures Twilio has published', () => {
  // https://www.twilio.com/docs/usage/security#explore-the-algorithm-yourself and Twilio's code samples for it.
  const published = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675310',
    Digits: '1234',
    From: '+14158675310',
    To: '+18005551212',
  };

  it('are reproduced for a form', () => {
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    expect(validateRequest('12345', 'GvWf1cFY/Q7PnoempGyD5oXAezc=', url, published)).toBe(true);
    expect(validateRequest('12346', 'GvWf1cFY/Q7PnoempGyD5oXAezc=', url, published)).toBe(false);
  });

  it('are accepted here, and not with anything changed', () => {
    const check12345 = createSignatureCheck(['12345'], 'https://mycompany.com');
    const signed = {
      target: '/myapp.php?foo=1&bar=2',
      signature: 'GvWf1cFY/Q7PnoempGyD5oXAezc=',
      contentType: 'application/x-www-form-urlencoded',
      body: form(published),
      claims: { hosts: [] },
    };
    expect(check12345(signed)).toBeNull();
    expect(check12345({ ...signed, body: form({ ...published, Digits: '1235' }) })).not.toBeNull();
    expect(check12345({ ...signed, body: `${form(published)}&More=1` })).not.toBeNull();
    expect(check12345({ ...signed, target: '/myapp.php?foo=1&bar=3' })).not.toBeNull();
  });

  it('hold over ports and quotes as in the tests of the library', () => {
    for (const signedFor of ['https://example.com/path?test=param', 'https://example.com:443/path?test=param'])
      for (const publicUrl of ['https://example.com', 'https://example.com:443'])
        expect(check({ signedFor, publicUrl, target: '/path?test=param', params: {} })).toBeNull();
    for (const signedFor of [
      "https://example.com/path?test=param'WithQuote",
      'https://example.com/path?test=param%27WithQuote',
    ])
      for (const target of ["/path?test=param'WithQuote", '/path?test=param%27WithQuote'])
        expect(check({ signedFor, publicUrl: 'https://example.com', target, params: {} })).toBeNull();
    expect(
      check({
        signedFor: 'https://example.com/path?test=param',
        publicUrl: 'https://example.com',
        target: '/path?test=param2',
      }),
    ).not.toBeNull();
  });
});

describe('the set-ups there are', () => {
  const PUBLIC = [
    'https://refunds.example',
    'https://refunds.example:443',
    'https://refunds.example:8443',
    'http://refunds.example',
    'https://refunds.example/redress',
  ];
  const PORTS: ((url: string) => string)[] = [
    (url) => url,
    (url) => url.replace(/^(\w+:\/\/[^/:]+):\d+/, '$1'),
    (url) => url.replace(/^(https:\/\/[^/:]+)(?=\/)/, '$1:443').replace(/^(http:\/\/[^/:]+)(?=\/)/, '$1:80'),
  ];
  const QUERIES = ['', '?client=default', '?a=1&b=%20x&c='];
  const BODIES: Record<string, string | string[]>[] = [
    PARAMS,
    { ...PARAMS, MessagingServiceSid: 'MG1', Tag: ['b', 'a', 'b'] },
    { ...PARAMS, Body: 'ñ 😀 + %', Unheard: 'of' },
  ];
  const FRAGMENTS = ['', '#rc=5&rp=all'];

  it('are all accepted: proxy, port, query, repeated parameters, fragment', () => {
    let tried = 0;
    for (const publicUrl of PUBLIC)
      for (const port of PORTS)
        for (const query of QUERIES)
          for (const params of BODIES)
            for (const fragment of FRAGMENTS) {
              const target = TARGET + query;
              const signedFor = port(publicUrl + target) + fragment;
              // A port that nobody stripped is part of the address: no other one may stand for it.
              if (publicUrl.includes(':8443') && port === PORTS[2]) continue;
              tried += 1;
              expect({ publicUrl, signedFor, is: check({ publicUrl, signedFor, target, params }) }).toEqual({
                publicUrl,
                signedFor,
                is: null,
              });
            }
    expect(tried).toBeGreaterThan(200);
  });

  it('accept either token while it is rotated', () => {
    const tokens = ['new-token-new-token-new-token-00', TOKEN];
    expect(check({ tokens })).toBeNull();
    expect(check({ tokens, token: tokens[0]! })).toBeNull();
    expect(check({ tokens, token: 'old-token' })).not.toBeNull();
  });

  it('are all accepted with bodySHA256 as well: proxy, port, other parameters before and after it', () => {
    const body = JSON.stringify({ MessageSid: 'SM1', From: '+12025550143', Body: 'ñ 😀' });
    const hash = `bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
    for (const publicUrl of PUBLIC)
      for (const port of PORTS)
        for (const query of [`?${hash}`, `?client=default&${hash}`, `?${hash}&a=%20x`]) {
          if (publicUrl.includes(':8443') && port === PORTS[2]) continue;
          const target = TARGET + query;
          const signature = getExpectedTwilioSignature(TOKEN, port(publicUrl + target), {});
          const given = { target, signature, contentType: 'application/json', body, claims: { hosts: [] } };
          const checked = createSignatureCheck([TOKEN], publicUrl);
          expect({ publicUrl, query, is: checked(given) }).toEqual({ publicUrl, query, is: null });
          expect(checked({ ...given, body: body.replace('SM1', 'SM2') })).not.toBeNull();
        }
  });

  it('accept bodySHA256 for a body that is no form, and no other body under it', () => {
    const body = JSON.stringify({ MessageSid: 'SM1', From: '+12025550143' });
    const target = `${TARGET}?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
    const signature = getExpectedTwilioSignature(TOKEN, `https://refunds.example${target}`, {});
    expect(validateRequestWithBody(TOKEN, signature, `https://refunds.example${target}`, body)).toBe(true);
    const given = { target, signature, contentType: 'application/json', body, claims: { hosts: [] } };
    const checked = createSignatureCheck([TOKEN], 'https://refunds.example');
    expect(checked(given)).toBeNull();
    expect(checked({ ...given, body: `${body} ` })).not.toBeNull();
    expect(
      checked({
        ...given,
        target: TARGET,
        signature: getExpectedTwilioSignature(TOKEN, `https://refunds.example${TARGET}`, {}),
      }),
    ).not.toBeNull();
  });
});

describe('a refusal', () => {
  it('says that nothing was signed', () => {
    const signed = {
      target: TARGET,
      signature: '',
      contentType: 'application/x-www-form-urlencoded',
      body: '',
      claims: { hosts: [] },
    };
    expect(createSignatureCheck([TOKEN], 'https://refunds.example')(signed)).toEqual({ why: 'unsigned' });
  });

  it('tells an address that is not ours from a token that is not ours', () => {
    const signedFor = `https://other.example${TARGET}`;
    expect(check({ signedFor, hosts: ['other.example'] })).toEqual({ why: 'wrong-url', signedFor });
    expect(
      check({
        publicUrl: 'http://refunds.example',
        signedFor: `https://refunds.example${TARGET}`,
        hosts: ['refunds.example'],
      }),
    ).toMatchObject({ why: 'wrong-url' });
    expect(check({ token: 'somebody-elses' })).toEqual({
      why: 'wrong-token-or-forged',
      checkedAgainst: `https://refunds.example${TARGET}`,
    });
  });

  it('never accepts an address the caller names, and shows neither query nor token', () => {
    const refusal = check({
      target: `${TARGET}?key=geheim`,
      signedFor: `https://evil.example${TARGET}?key=geheim`,
      hosts: ['evil.example', 'a b', ''],
    });
    expect(refusal).not.toBeNull();
    expect(JSON.stringify(refusal)).not.toMatch(/geheim|f00d/);
  });
});
