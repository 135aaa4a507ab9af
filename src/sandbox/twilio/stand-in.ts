import { randomBytes } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import { api } from './api';
import { problemWith } from './checks';
import { shown } from './content';
import type { Content, KeptMessage, Photo, Posted, PostHow, Trouble } from './shapes';
import { createPost, inboundParams, statusParams } from './webhooks';

export interface StandInOptions {
  accountSid?: string;
  authToken?: string;
  /** Other user name and password that the API takes: an API key. */
  apiKey?: { sid: string; secret: string };
  /** What a sender of ours with this number is allowed; others are refused with 21606. */
  senders?: string[];
  serviceSid?: string;
  clock: () => Date;
  /** A new identifier of a kind (`SM`, `ME`, `HX`); nobody's guess unless given. */
  newSid?: (prefix: string) => string;
  /** Where an address really is; where it says unless given. */
  reach?: (url: string) => string;
  /** What becomes of a message that was taken; unless given, what `callbacks` says. */
  deliver?: (message: KeptMessage, standIn: TwilioStandIn) => Promise<void>;
}

export interface TwilioStandIn {
  /** Where it is reached, its prefix included. */
  url: string;
  accountSid: string;
  authToken: string;
  messages: KeptMessage[];
  contents: Content[];
  /** Of the account to the customer, oldest first. */
  sent(to?: string): KeptMessage[];
  /** Requests that Twilio would not have taken, with its code: a test expects none. */
  refused: { code: number; params: Record<string, string> }[];
  /** For the next sends, in order. */
  troubles: Trouble[];
  /** Numbers the carrier blocks. */
  blocked: Set<string>;
  /** Callbacks each send is followed by; `before`: ahead of the answer. */
  callbacks: { statuses: string[]; before?: boolean; errorCode?: number };
  /** Where the webhook for messages is. */
  webhook: string;
  /** Keeps what a customer sends, without telling anybody: an outage. */
  keep(message: Partial<KeptMessage> & { from: string; to: string }): KeptMessage;
  /** A customer's message: kept, signed and posted; the answer of the webhook. */
  says(from: string, body: string, more?: Record<string, string>, photos?: Photo[]): Promise<Posted>;
  /** Posts any parameters to an address, signed for `signedFor` (the same address unless given). */
  post(url: string, params: Record<string, string | string[]>, how?: PostHow): Promise<Posted>;
  /** Moves a message on and tells of it by the callback address it was given; null where it has none. */
  tell(message: KeptMessage, status: string, errorCode?: number): Promise<Posted | null>;
  /** Twilio's code for what is wrong with a send, which is kept in `refused`; 0 where it takes it. `media`: every MediaUrl. */
  problemWith(params: Record<string, string>, media: string[]): number;
  /** Takes a send that has no problem. */
  take(params: Record<string, string>): KeptMessage;
  /** Lets happen to a message what happens to it. */
  deliver(message: KeptMessage): Promise<void>;
  /** Authorization headers of fetches of media, by path. */
  fetched: { path: string; authorization: string | undefined }[];
  /** Where media really are: a redirect that the next fetch meets. */
  redirectMedia: string[];
  /** Calls back after anything a phone would show. */
  onChange(heard: () => void): void;
  changed(): void;
  /** The API, to be registered at `url`. */
  routes: FastifyPluginAsync;
}

const variablesOf = (text: string | undefined): Record<string, string> =>
  text === undefined ? {} : (JSON.parse(text) as Record<string, string>);

/** Twilio on this machine, as far as this service meets it: it answers like Twilio, signs like Twilio, fails on request. */
export function createTwilioStandIn(options: StandInOptions): TwilioStandIn {
  const accountSid = options.accountSid ?? `AC${'0'.repeat(31)}1`;
  const authToken = options.authToken ?? 'f00dfeedf00dfeedf00dfeedf00dfeed';
  const newSid = options.newSid ?? ((prefix: string) => prefix + randomBytes(16).toString('hex'));
  const { clock, reach = (url: string) => url } = options;
  const post = createPost({ accountSid, authToken, reach });
  const listeners: (() => void)[] = [];

  function keep(given: Parameters<TwilioStandIn['keep']>[0]): KeptMessage {
    const message: KeptMessage = {
      sid: newSid('SM'),
      body: '',
      direction: 'inbound',
      status: 'received',
      errorCode: null,
      service: null,
      media: [],
      createdAt: clock(),
      params: {},
      ...given,
    };
    standIn.messages.push(message);
    standIn.changed();
    return message;
  }

  function contentOf(params: Record<string, string>): Pick<KeptMessage, 'content'> {
    const content = standIn.contents.find(({ sid }) => sid === params.ContentSid);
    return content ? { content: shown(content, variablesOf(params.ContentVariables)) } : {};
  }

  async function tellAll(message: KeptMessage): Promise<void> {
    const { statuses, errorCode } = standIn.callbacks;
    for (const status of statuses) await standIn.tell(message, status, errorCode).catch(() => null);
  }

  const standIn: TwilioStandIn = {
    url: '',
    accountSid,
    authToken,
    messages: [],
    contents: [],
    refused: [],
    troubles: [],
    blocked: new Set(),
    callbacks: { statuses: [] },
    webhook: '',
    fetched: [],
    redirectMedia: [],
    sent: (to) =>
      standIn.messages.filter((one) => one.direction === 'outbound-api' && (to === undefined || one.to === to)),
    keep,
    says: async (from, body, more = {}, photos = []) => {
      const isWhatsApp = from.startsWith('whatsapp:');
      const to = more.To ?? options.senders?.find((one) => one.startsWith('whatsapp:') === isWhatsApp) ?? '';
      const message = keep({ from, to, body, media: photos.map((photo) => ({ sid: newSid('ME'), ...photo })) });
      const params = inboundParams(message, { accountSid, base: standIn.url });
      return post(standIn.webhook, { ...params, ...more });
    },
    post,
    tell: (message, status, errorCode) => {
      message.status = status;
      if (errorCode !== undefined) message.errorCode = errorCode;
      standIn.changed();
      const { StatusCallback } = message.params;
      if (!StatusCallback) return Promise.resolve(null);
      return post(StatusCallback, statusParams(message, accountSid, status, errorCode));
    },
    problemWith: (params, media) => {
      const code = problemWith(params, media, {
        senders: options.senders,
        serviceSid: options.serviceSid,
        blocked: standIn.blocked,
        hasContent: (sid) => standIn.contents.some((one) => one.sid === sid),
      });
      if (code) standIn.refused.push({ code, params });
      return code;
    },
    take: (params) => {
      const { content } = contentOf(params);
      return keep({
        from: params.From ?? options.senders?.[0] ?? '',
        to: params.To ?? '',
        body: content?.body ?? params.Body ?? '',
        direction: 'outbound-api',
        status: 'queued',
        service: params.MessagingServiceSid ?? null,
        params,
        ...(content ? { content } : {}),
      });
    },
    deliver: (message) => options.deliver?.(message, standIn) ?? tellAll(message),
    onChange: (heard) => void listeners.push(heard),
    changed: () => listeners.forEach((heard) => heard()),
    routes: (http) => api(http, standIn, { newSid, clock, ...(options.apiKey ? { apiKey: options.apiKey } : {}) }),
  };
  return standIn;
}
