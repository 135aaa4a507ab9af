import { randomBytes } from 'node:crypto';
import { api } from './api';
import { problemWith } from './checks';
import { shown } from './content';
import type { StandInOptions, TwilioStandIn } from './contract';
import type { KeptMessage } from './shapes';
import { createPost, inboundParams, statusParams } from './webhooks';

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
