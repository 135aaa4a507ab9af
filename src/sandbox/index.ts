import { randomBytes } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { createMovableClock } from './clock';
import { createFeed, type Feed } from './feed';
import { keepToThisMachine } from './gate';
import { createOffice, DESK_CHANNEL, PEOPLE } from './office';
import { officeRoutes } from './office-routes';
import { createMemory } from './memory';
import { pages } from './pages';
import { phoneRoutes } from './phone-routes';
import { createPhones } from './phones';
import { PREFIX as SLACK } from './slack';
import type { ClockSeen, LogSeen, SampleSeen } from './shown';
import { approvedContents, approvedTemplates } from './twilio/approved';
import { createDelivery } from './twilio/delivery';
import { createTwilioStandIn } from './twilio/stand-in';

const PREFIX = '/sandbox';
/** To have something to estimate with: what a price list may look like. */
const SAMPLE_PRICES = JSON.stringify({
  currency: 'USD',
  sms: { '+1': '0.0079', '*': '0.06' },
  whatsapp: { '*': '0.005' },
});

export interface SandboxParts {
  /** The real time. */
  clock: () => Date;
  port: number;
  /** The address the service listens on: loopback, or all. */
  host: string;
  publicUrl: string;
  /** Where the built page lies. */
  pagesDir: string;
  /** The data directory; null: nothing outlives the process. */
  keepIn: string | null;
}

/** What only the running service can tell. */
export interface SandboxReads {
  samples: () => Promise<SampleSeen[]>;
  /** The newest entries of the log, oldest first. */
  log: () => Promise<LogSeen[]>;
}

export interface Sandbox {
  /** The service's clock from now on. */
  clock: () => Date;
  /** Settings of the channels that reach the stand-ins, by channel. */
  values: Record<string, Record<string, string>>;
  /** Who works for the sample shop, with their accounts. */
  staff: { name: string; email: string; role: string; team: string; user: string }[];
  routes: (reads: SandboxReads) => FastifyPluginAsync;
  /** Something was committed: the log has grown. */
  turned: () => void;
}

const OURS = { sms: '+15005550006', whatsapp: 'whatsapp:+15005550006' };
/** A number kept for fiction (https://nationalnanpa.com/number_resource_info/555_numbers.html), of nobody in the sample orders. */
const STRANGER = '+12025550143';
const STRANGER_NAME = 'Sandbox customer';
/** Long enough for any deadline there is, in milliseconds: ninety days. */
const FARTHEST_MS = 90 * 86_400_000;
/** The clock's face, in milliseconds. */
const FACE_MS = 15_000;

const jump = z.object({ advanceMs: z.number().int().min(0).max(FARTHEST_MS) });

/** Photos as the providers take them, and the few fields beside. */
const UPLOADS = { fileSize: 16 * 1024 * 1024, files: 5, fields: 6, fieldSize: 48_000, parts: 12 };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());

/** `http://127.0.0.1:3978`, also where the service listens on every address. */
function localUrl({ host, port }: Pick<SandboxParts, 'host' | 'port'>): string {
  const bare = host.replace(/^\[|\]$/g, '');
  const reached = bare === '0.0.0.0' || bare === '::' ? '127.0.0.1' : bare;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}

/**
 * Stand-ins of the providers with a page to play customer and agents on, for whoever sits at this machine. Nothing of it is
 * reachable from elsewhere, and everything it calls is signed like the real thing.
 */
export function createSandbox(parts: SandboxParts): Sandbox {
  const clock = createMovableClock(parts.clock);
  const local = localUrl(parts);
  const reach = (url: string): string =>
    url.startsWith(parts.publicUrl) ? local + url.slice(parts.publicUrl.length) : url;
  const names = new Map<string, string>();

  const twilio = createTwilioStandIn({
    authToken: randomBytes(16).toString('hex'),
    senders: Object.values(OURS),
    clock: clock.now,
    reach,
    deliver: (message, standIn) => deliver(message, standIn),
  });
  twilio.url = `${local}${PREFIX}/twilio`;
  twilio.webhook = `${parts.publicUrl}/webhooks/twilio/message`;
  const phones = createPhones({
    standIn: twilio,
    ours: OURS,
    number: STRANGER,
    ownerOf: (number) => names.get(number) ?? STRANGER_NAME,
  });
  const deliver = createDelivery({
    clock: clock.now,
    failing: phones.failing,
    wait: pause,
    fetchMedia: async (url) => {
      const answer = await fetch(reach(url));
      if (!answer.ok) return null;
      return {
        contentType: answer.headers.get('content-type') ?? '',
        bytes: Buffer.from(await answer.arrayBuffer()),
      };
    },
  });
  const office = createOffice({ signingSecret: randomBytes(16).toString('hex'), clock: clock.now });
  office.standIn.connect({ standIn: local, app: local });
  const { workspace } = office.standIn;
  const memory = createMemory({ folder: parts.keepIn, twilio, workspace, ahead: clock.ahead });
  clock.advance(memory.ahead);
  for (const one of approvedContents(clock.now()))
    if (!twilio.contents.some(({ sid }) => sid === one.sid)) twilio.contents.push(one);
  let heardTurn = (): void => undefined;

  const face = (): ClockSeen => ({ now: clock.now().toISOString(), ahead: clock.ahead() });

  /** What the page asks for and does. */
  async function page(http: FastifyInstance, feed: Feed, samples: SandboxReads['samples']): Promise<void> {
    await http.register(multipart, { limits: UPLOADS });
    phoneRoutes(http, phones);
    await http.register((scope) => Promise.resolve(officeRoutes(scope, office)), { prefix: '/office' });
    http.get('/stream', (_request, reply) => feed.open(reply));
    http.get('/samples', async (_request, reply) => {
      const all = await samples();
      for (const { phone, name } of all) names.set(phone, name);
      return reply.send(all);
    });
    http.post('/clock', { schema: { body: jump } }, (request, reply) => {
      clock.advance((request.body as z.infer<typeof jump>).advanceMs);
      for (const topic of ['clock', 'phones']) feed.changed(topic);
      memory.changed();
      return reply.send(face());
    });
  }

  function routes({ samples, log }: SandboxReads): FastifyPluginAsync {
    return async (http: FastifyInstance) => {
      keepToThisMachine(http);
      const feed = createFeed({ clock: face, phones: phones.seen, office: office.seen, log });
      twilio.onChange(() => feed.changed('phones'));
      workspace.onChange(() => feed.changed('office'));
      twilio.onChange(memory.changed);
      workspace.onChange(memory.changed);
      heardTurn = () => feed.changed('log');
      const ticking = setInterval(() => feed.changed('clock'), FACE_MS).unref();
      http.addHook('preClose', (done) => {
        clearInterval(ticking);
        feed.close();
        done();
      });
      http.addHook('onClose', () => memory.close());
      await http.register(office.standIn.routes);
      await http.register(twilio.routes, { prefix: `${PREFIX}/twilio` });
      await http.register((scope) => Promise.resolve(pages(scope, parts.pagesDir)), { prefix: PREFIX });
      await http.register((scope) => page(scope, feed, samples), { prefix: `${PREFIX}/api` });
    };
  }

  return {
    clock: clock.now,
    values: {
      twilio: {
        TWILIO_ACCOUNT_SID: twilio.accountSid,
        TWILIO_AUTH_TOKEN: twilio.authToken,
        TWILIO_SMS_FROM: OURS.sms,
        TWILIO_WHATSAPP_FROM: OURS.whatsapp,
        TWILIO_API_BASE: twilio.url,
        TWILIO_SMS_MPS: '20',
        TWILIO_TEMPLATES: approvedTemplates(),
        TWILIO_PRICES: SAMPLE_PRICES,
      },
      slack: {
        SLACK_SIGNING_SECRET: office.standIn.signingSecret,
        SLACK_BOT_TOKEN: office.standIn.botToken,
        SLACK_API_URL: `${local}${SLACK}/api/`,
        SLACK_DESK_CHANNEL: DESK_CHANNEL,
      },
    },
    staff: PEOPLE.filter(({ role }) => role !== 'customer').map(({ id, ...person }) => ({
      ...person,
      team: office.standIn.workspace.id,
      user: id,
    })),
    routes,
    turned: () => heardTurn(),
  };
}
