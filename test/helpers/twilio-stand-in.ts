import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';

/** A message as Twilio keeps it. */
export interface KeptMessage {
  sid: string;
  from: string;
  to: string;
  body: string;
  direction: 'inbound' | 'outbound-api';
  status: string;
  service: string | null;
  media: { sid: string; contentType: string; bytes: Buffer }[];
  createdAt: Date;
  params: Record<string, string>;
}

/** What the next send meets: an answer with a code, one that never comes (taken or not), or one that comes late. */
export type Trouble =
  | { answer: number; code?: number; taken?: boolean; retryAfter?: number }
  | { silent: true; taken: boolean }
  | { reset: true; taken: boolean };

export interface StandInOptions {
  accountSid?: string;
  authToken?: string;
  /** Other user name and password that the API takes: an API key. */
  apiKey?: { sid: string; secret: string };
  /** What a sender of ours with this number is allowed; others are refused with 21606. */
  senders?: string[];
  serviceSid?: string;
}

export interface TwilioStandIn {
  url: string;
  accountSid: string;
  authToken: string;
  messages: KeptMessage[];
  /** Of the account to the customer, oldest first. */
  sent(to?: string): KeptMessage[];
  /** Requests that Twilio would not have taken, with its code: a test expects none. */
  refused: { code: number; params: Record<string, string> }[];
  /** For the next sends, in order. */
  troubles: Trouble[];
  /** Numbers the carrier blocks. */
  blocked: Set<string>;
  /** Callbacks each send is followed by; `before`: ahead of the answer. Undefined statuses are left out. */
  callbacks: { statuses: string[]; before?: boolean; errorCode?: number };
  /** Where the webhooks are; the message's own StatusCallback is used for callbacks. */
  webhook: string;
  /** Keeps what a customer sends, without telling anybody: an outage. */
  keep(message: Partial<KeptMessage> & { from: string; to: string }): KeptMessage;
  /** A customer's message: kept, signed and posted; the answer of the webhook. */
  says(from: string, body: string, more?: Record<string, string>, photos?: Photo[]): Promise<Posted>;
  /** Posts any parameters to an address, signed for `signedFor` (the same address unless given). */
  post(url: string, params: Record<string, string | string[]>, how?: PostHow): Promise<Posted>;
  /** Tells of a status by the callback address the message was given. */
  tell(message: KeptMessage, status: string, errorCode?: number): Promise<Posted | null>;
  /** Authorization headers of fetches of media, by path. */
  fetched: { path: string; authorization: string | undefined }[];
  /** Where media really are: a redirect that the next fetch meets. */
  redirectMedia: string[];
  stop(): Promise<void>;
}

export interface Photo {
  contentType: string;
  bytes: Buffer;
}

export interface PostHow {
  signature?: string | null;
  signedFor?: string;
  token?: string;
  headers?: Record<string, string>;
}

export interface Posted {
  status: number;
  text: string;
  contentType: string;
}

/** The parameters of https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource; others are unknown there. */
const KNOWN = new Set(
  'To StatusCallback ApplicationSid MaxPrice ProvideFeedback Attempt ValidityPeriod ForceDelivery ContentRetention AddressRetention SmartEncoded PersistentAction TrafficType ShortenUrls ScheduleType SendAt SendAsMms ContentVariables MessageIntent RiskCheck From FallbackFrom MessagingServiceSid Body MediaUrl ContentSid'.split(
    ' ',
  ),
);
const LIST_KNOWN = new Set(['To', 'From', 'DateSent', 'DateSent<', 'DateSent>', 'PageSize', 'Page', 'PageToken']);
const ADDRESS = /^(whatsapp:)?(\+[1-9]\d{6,14}|[A-Z]{2}\.[A-Za-z0-9]{1,128})$/;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const rfc2822 = (at: Date): string => at.toUTCString().replace('GMT', '+0000');

const flat = (params: ReturnType<typeof parse>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]),
  );

/** What Twilio would say to a send; 0 where it takes it. */
function problemWith(params: Record<string, string>, options: StandInOptions, blocked: Set<string>): number {
  const { To = '', From, MessagingServiceSid, Body = '', MediaUrl, ContentSid, StatusCallback } = params;
  if (Object.keys(params).some((name) => !KNOWN.has(name))) return 20001;
  if (!To) return 21604;
  if (!ADDRESS.test(To)) return 21211;
  if (!From && !MessagingServiceSid) return 21603;
  if (From && options.senders && !options.senders.includes(From)) return 21606;
  if (From && To.startsWith('whatsapp:') !== From.startsWith('whatsapp:')) return 63007;
  if (MessagingServiceSid && MessagingServiceSid !== options.serviceSid) return 21701;
  if (!Body && !MediaUrl && !ContentSid) return 21602;
  if ([...Body].length > 1600) return 21617;
  if (StatusCallback && !URL.canParse(StatusCallback)) return 21609;
  if (blocked.has(To)) return 21610;
  return 0;
}

/** Twilio on this machine, as far as this service meets it: it answers like Twilio, signs like Twilio, fails on request. */
export async function twilioStandIn(options: StandInOptions = {}): Promise<TwilioStandIn> {
  const accountSid = options.accountSid ?? `AC${'0'.repeat(31)}1`;
  const authToken = options.authToken ?? 'f00dfeedf00dfeedf00dfeedf00dfeed';
  let made = 0;
  const newSid = (prefix: string): string => `${prefix}${String((made += 1)).padStart(32, '0')}`;
  const sockets = new Set<import('node:net').Socket>();

  const standIn: TwilioStandIn = {
    url: '',
    accountSid,
    authToken,
    messages: [],
    refused: [],
    troubles: [],
    blocked: new Set(),
    callbacks: { statuses: [] },
    webhook: '',
    fetched: [],
    redirectMedia: [],
    sent: (to) =>
      standIn.messages.filter((one) => one.direction === 'outbound-api' && (to === undefined || one.to === to)),
    keep: (given) => {
      const { from, to } = given;
      const message: KeptMessage = {
        sid: newSid('SM'),
        body: '',
        direction: 'inbound',
        status: 'received',
        service: null,
        media: [],
        createdAt: new Date(),
        params: {},
        ...given,
        from,
        to,
      };
      standIn.messages.push(message);
      return message;
    },
    says: async (from, body, more = {}, photos = []) => {
      const to =
        more.To ?? options.senders?.find((one) => one.startsWith('whatsapp:') === from.startsWith('whatsapp:')) ?? '';
      const media = photos.map((photo) => ({ sid: newSid('ME'), ...photo }));
      const { sid } = standIn.keep({ from, to, body, media });
      const attached = media.flatMap((one, i) => [
        [`MediaUrl${i}`, `${standIn.url}/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${one.sid}`],
        [`MediaContentType${i}`, one.contentType],
      ]);
      return standIn.post(standIn.webhook, {
        ToCountry: 'US',
        SmsMessageSid: sid,
        NumMedia: String(media.length),
        FromCountry: 'US',
        SmsSid: sid,
        SmsStatus: 'received',
        Body: body,
        To: to,
        NumSegments: '1',
        MessageSid: sid,
        AccountSid: accountSid,
        From: from,
        ApiVersion: '2010-04-01',
        ...(Object.fromEntries(attached) as Record<string, string>),
        ...more,
      });
    },
    post: async (url, params, how = {}) => {
      const signature =
        how.signature === undefined
          ? getExpectedTwilioSignature(how.token ?? authToken, how.signedFor ?? url, params)
          : how.signature;
      const form = new URLSearchParams();
      for (const [name, value] of Object.entries(params)) for (const one of [value].flat()) form.append(name, one);
      const answer = await fetch(url.replace(/#.*$/, ''), {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          'user-agent': 'TwilioProxy/1.1',
          ...(signature === null ? {} : { 'x-twilio-signature': signature }),
          ...how.headers,
        },
        body: form.toString(),
      });
      return {
        status: answer.status,
        text: await answer.text(),
        contentType: answer.headers.get('content-type') ?? '',
      };
    },
    tell: async (message, status, errorCode) => {
      const { sid, to, from, params } = message;
      if (!params.StatusCallback) return null;
      return standIn.post(params.StatusCallback, {
        SmsSid: sid,
        SmsStatus: status,
        MessageStatus: status,
        To: to,
        MessageSid: sid,
        AccountSid: accountSid,
        From: from,
        ApiVersion: '2010-04-01',
        ...(errorCode === undefined ? {} : { ErrorCode: String(errorCode) }),
        ...(message.service ? { MessagingServiceSid: message.service } : {}),
      });
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };

  const asResource = (one: KeptMessage) => ({
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: one.body,
    date_created: rfc2822(one.createdAt),
    date_sent: one.status === 'queued' ? null : rfc2822(one.createdAt),
    date_updated: rfc2822(one.createdAt),
    direction: one.direction,
    error_code: null,
    error_message: null,
    from: one.from,
    messaging_service_sid: one.service,
    num_media: String(one.media.length),
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    sid: one.sid,
    status: one.status,
    subresource_uris: {},
    to: one.to,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${one.sid}.json`,
  });

  const answer = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

  const problem = (response: ServerResponse, status: number, code: number, headers: Record<string, string> = {}) =>
    answer(
      response,
      status,
      { code, message: `error ${code}`, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
      headers,
    );

  async function tellAll(message: KeptMessage): Promise<void> {
    for (const status of standIn.callbacks.statuses)
      await standIn.tell(message, status, standIn.callbacks.errorCode).catch(() => null);
  }

  async function create(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const params = flat(parse(await bodyOf(request)));
    const trouble = standIn.troubles.shift();
    const code = problemWith(params, options, standIn.blocked);
    if (code) {
      standIn.refused.push({ code, params });
      return problem(response, 400, code);
    }
    const taken = !trouble || ('taken' in trouble && trouble.taken === true);
    const message = taken
      ? standIn.keep({
          from: params.From ?? options.senders?.[0] ?? '',
          to: params.To ?? '',
          body: params.Body ?? '',
          direction: 'outbound-api',
          status: 'queued',
          service: params.MessagingServiceSid ?? null,
          params,
        })
      : undefined;
    if (trouble && 'silent' in trouble) return;
    if (trouble && 'reset' in trouble) return void request.socket.destroy();
    if (trouble) {
      const headers: Record<string, string> = trouble.retryAfter ? { 'retry-after': String(trouble.retryAfter) } : {};
      return problem(response, trouble.answer, trouble.code ?? 20500, headers);
    }
    if (!message) return;
    if (standIn.callbacks.before) await tellAll(message);
    answer(response, 201, asResource(message));
    if (!standIn.callbacks.before) await tellAll(message);
  }

  function list(url: URL, response: ServerResponse): void {
    const unknown = [...url.searchParams.keys()].filter((name) => !LIST_KNOWN.has(name));
    if (unknown.length) return problem(response, 400, 20001);
    const { To: to, From: from } = Object.fromEntries(url.searchParams);
    const since = url.searchParams.get('DateSent>');
    const found = standIn.messages
      .filter((one) => (!to || one.to === to) && (!from || one.from === from))
      .filter(
        (one) =>
          !since || (one.status !== 'queued' && one.createdAt.getTime() >= Math.floor(Date.parse(since) / 1000) * 1000),
      )
      .reverse()
      .slice(0, Number(url.searchParams.get('PageSize') ?? 50));
    answer(response, 200, {
      messages: found.map(asResource),
      page: 0,
      page_size: 50,
      next_page_uri: null,
      previous_page_uri: null,
      first_page_uri: url.pathname,
      uri: url.pathname,
      start: 0,
      end: 0,
    });
  }

  function media(path: string, request: IncomingMessage, response: ServerResponse): void {
    standIn.fetched.push({ path, authorization: request.headers.authorization });
    const [, sid, , mediaSid = ''] = /\/Messages\/(\w+)\/Media(\/(\w+))?/.exec(path) ?? [];
    const kept = standIn.messages.find((one) => one.sid === sid);
    if (/Media\.json$/.test(path)) {
      const media_list = (kept?.media ?? []).map((one) => ({
        sid: one.sid,
        account_sid: accountSid,
        parent_sid: sid,
        content_type: one.contentType,
        date_created: rfc2822(new Date()),
        date_updated: rfc2822(new Date()),
        uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${one.sid}.json`,
      }));
      return answer(response, 200, {
        media_list,
        page: 0,
        page_size: 50,
        next_page_uri: null,
        uri: path,
        first_page_uri: path,
        previous_page_uri: null,
        start: 0,
        end: 0,
      });
    }
    const elsewhere = standIn.redirectMedia.shift();
    if (elsewhere) return void response.writeHead(307, { location: elsewhere }).end();
    const one = kept?.media.find((each) => each.sid === mediaSid);
    if (!one) return problem(response, 404, 20404);
    response.writeHead(200, { 'content-type': one.contentType });
    response.end(one.bytes);
  }

  function authorized(request: IncomingMessage): boolean {
    const known = [[accountSid, authToken], ...(options.apiKey ? [[options.apiKey.sid, options.apiKey.secret]] : [])];
    return known.some(
      (pair) => request.headers.authorization === `Basic ${Buffer.from(pair.join(':')).toString('base64')}`,
    );
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', standIn.url);
    const path = url.pathname.replace(/^\/api\.twilio\.com/, '');
    if (/^\/elsewhere\//.test(path) || /\/Media\//.test(path)) {
      if (!/^\/elsewhere\//.test(path) && !authorized(request)) return problem(response, 401, 20003);
      return media(path, request, response);
    }
    if (!authorized(request)) return problem(response, 401, 20003);
    if (!path.startsWith(`/2010-04-01/Accounts/${accountSid}/`)) return problem(response, 404, 20404);
    if (path.endsWith('/Media.json')) return media(path, request, response);
    if (path.endsWith('/Messages.json'))
      return request.method === 'POST' ? create(request, response) : list(url, response);
    return problem(response, 404, 20404);
  }

  const server = createServer((request, response) => void handle(request, response));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  // A test that failed before it could stop this does not keep the run from ending.
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return standIn;
}
