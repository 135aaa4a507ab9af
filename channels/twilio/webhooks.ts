import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Line, Passing } from '../../src/channel';
import { AppError } from '../../src/errors';
import type { Logger } from '../../src/logger';
import { isOurs } from './address';
import { isContentRefused, OPTED_OUT } from './failures';
import { field, readForm, readJson, type Params } from './form';
import type { Consents } from './ports';
import { messageKey } from './send';
import type { TwilioSettings } from './settings';
import { createSignatureCheck } from './signature';
import { toReport, type CallbackQuery } from './status';

export const MESSAGE_PATH = '/webhooks/twilio/message';
export const STATUS_PATH = '/webhooks/twilio/status';

export interface WebhookParts {
  client: string;
  settings: TwilioSettings;
  publicUrl: string;
  line: Pick<Line, 'report'>;
  consents: Consents;
  receive: (params: Params, when: Date) => Promise<void>;
  /** A callback may tell the SID of a message before its send has returned. */
  learn: (key: string, sid: string) => void;
  /** A callback says that WhatsApp did not take buttons. */
  contentRefused: () => void;
  clock: () => Date;
  logger: Logger;
  at: Passing;
}

/** Nothing to say here: answers go over the REST API, so that each has a SID and a status. */
const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>';

const text = (header: string | string[] | undefined): string => (typeof header === 'string' ? header : '');

function callbackQuery(query: unknown): CallbackQuery {
  const { seq, of } = query as Record<string, string | string[] | undefined>;
  return { seq: text(seq), ...(typeof of === 'string' ? { of } : {}) };
}

const signed = ({ headers, raw, body }: FastifyRequest) => ({
  target: raw.url ?? '',
  signature: text(headers['x-twilio-signature']),
  contentType: text(headers['content-type']),
  body: typeof body === 'string' ? body : '',
  claims: { hosts: [text(headers['x-forwarded-host']), text(headers.host)].filter(Boolean) },
});

const paramsOf = ({ contentType, body }: { contentType: string; body: string }): Params =>
  /json/i.test(contentType) ? readJson(body) : readForm(body);

/** Which of a request's numbers must be ours: the one written to, or the one a message of ours left from. */
const senderIn = (params: Params, path: string): string => field(params, path === STATUS_PATH ? 'From' : 'To');

/** The two webhooks: verify, then hand over. A refused request is counted, and the log says what is wrong with it. */
export function webhooks(parts: WebhookParts): FastifyPluginAsync {
  const { client, settings, line, consents, logger, at } = parts;
  const check = createSignatureCheck(settings.authTokens, parts.publicUrl);

  function refuse(path: string, why: Record<string, string>): never {
    logger.warn({ station: 'verify', channel: 'twilio', path, ...why }, 'webhook refused');
    throw new AppError('Forbidden', 'this request is not signed for this address');
  }

  async function verify(request: FastifyRequest, path: string): Promise<Params> {
    const given = signed(request);
    const refusal = check(given);
    if (refusal) refuse(path, refusal);
    const params = paramsOf(given);
    if (field(params, 'AccountSid') !== settings.accountSid) refuse(path, { why: 'other-account' });
    if (!isOurs(senderIn(params, path), field(params, 'MessagingServiceSid'), settings))
      refuse(path, { why: 'number-not-ours' });
    await at('verify');
    return params;
  }

  /** Forward only is the line's promise; here a callback for a message we do not know is simply taken. */
  async function report(params: Params, query: CallbackQuery): Promise<void> {
    const known = toReport(params, query, client);
    if (!known) return;
    // A send that is over and comes again has another SID.
    if (!known.again) parts.learn(messageKey(known), known.providerId ?? '');
    if (isContentRefused(known.code)) parts.contentRefused();
    if (known.code === OPTED_OUT)
      await consents.change(known, {
        optedOut: true,
        by: 'carrier',
        at: parts.clock(),
        id: `${OPTED_OUT}:${known.seq}`,
      });
    await line.report(known);
  }

  return async (http: FastifyInstance) => {
    // The signature covers the body as it came.
    http.removeAllContentTypeParsers();
    http.addContentTypeParser(
      ['application/x-www-form-urlencoded', 'application/json'],
      { parseAs: 'string' },
      (_request, body, done) => done(null, body),
    );
    http.post(MESSAGE_PATH, async (request, reply) => {
      const params = await verify(request, MESSAGE_PATH);
      await parts.receive(params, parts.clock());
      await reply.type('text/xml').send(EMPTY_TWIML);
      await at('acknowledge');
    });
    http.post(STATUS_PATH, async (request, reply) => {
      const params = await verify(request, STATUS_PATH);
      await report(params, callbackQuery(request.query));
      await reply.code(204).send();
    });
  };
}
