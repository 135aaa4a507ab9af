import type { z } from 'zod';
import type { Logger } from '../../src/logger';
import { AppError } from '../../src/errors';
import { installedIn, kindOf, type Kind } from './body';
import { PATIENCE_MS, type Bolt, type Found } from './bolt-app';
import type { SlackClient, SlackClients } from './client';
import type { Customers } from './customers';
import { createOnce } from './once';
import {
  actionsSchema,
  commandSchema,
  envelopeSchema,
  optionsSchema,
  viewSchema,
  type ActionsPayload,
} from './payloads';
import type { createEvents } from './events';
import { CHOICE } from './to-activity';
import { within } from './within';

type Json = Record<string, unknown>;

export interface ReceiveParts {
  clients: SlackClients;
  customers: Customers;
  events: ReturnType<typeof createEvents>;
  bolt: Bolt;
  clock: () => Date;
  logger: Logger;
}

export interface Delivery {
  body: Json;
  retryNum?: number;
  retryReason?: string;
}

/** `undefined`: an empty answer. */
export interface Answer {
  status: number;
  body?: unknown;
}

const SCHEMAS: Partial<Record<Kind, z.ZodType>> = {
  event: envelopeSchema,
  actions: actionsSchema,
  submission: viewSchema,
  closed: viewSchema,
  options: optionsSchema,
  command: commandSchema,
};

/** Customers' own; whatever else is clicked is the desk's, whose trigger lasts three seconds. */
const isChoice = ({ actions }: ActionsPayload): boolean => actions.some(({ action_id: id }) => CHOICE.test(id));

const OK: Answer = { status: 200 };

/**
 * What Slack brought, verified before: customers' things are durable, and the desk's safe, before Bolt gets anything and
 * Slack its answer, which it has within 2.5 s whatever happens. What takes longer goes on; an event is then brought again
 * and waits for the same work.
 */
export function createReceive({ clients, customers, events, bolt, clock, logger }: ReceiveParts) {
  const once = createOnce();
  let strangers = 0;

  const late = (error: unknown): void =>
    logger.warn({ station: 'admit', channel: 'slack', err: (error as Error).name }, 'failed after the answer');

  function unknownTeam(): Answer {
    strangers += 1;
    logger.warn({ station: 'verify', channel: 'slack', why: 'unknown-team', count: strangers }, 'webhook refused');
    return { status: 403 };
  }

  async function clientFor(team: string | undefined): Promise<SlackClient | null> {
    if (team === undefined) return null;
    return clients.of(team).catch((error: unknown) => {
      throw new AppError('Unavailable', 'Slack cannot be asked who we are', { retryAfter: 2 }, { cause: error });
    });
  }

  /** Events: what they lead to is safe before they are acknowledged; a repeated one waits for the first. */
  async function event(delivery: Delivery, slack: SlackClient, left: () => number): Promise<Answer> {
    const { event_id: id } = delivery.body;
    const work = once(typeof id === 'string' ? `${slack.team}:${id}` : null, () => events.heard(slack, delivery.body));
    await work;
    // It is safe now: what is drawn on a Home tab may come after the answer.
    await within(Math.max(left(), 1), bolt.process(delivery.body, { slack, payload: null, left }, delivery), late);
    return OK;
  }

  async function interaction(delivery: Delivery, kind: Kind, given: Found): Promise<Answer> {
    const tap = kind === 'actions' && isChoice(given.payload as ActionsPayload);
    const locale = tap ? await customers.tapped(given.slack, given.payload as ActionsPayload) : undefined;
    const body = await bolt.process(delivery.body, { ...given, ...(locale ? { locale } : {}) }, delivery);
    return body === undefined || body === '' ? OK : { status: 200, body };
  }

  /** While Slack cannot be asked who we are, what customers say is kept all the same; clicks need the answer. */
  const senderOf = (kind: Kind, team: string | undefined): Promise<SlackClient | null> =>
    kind === 'event' && team !== undefined ? clients.receiving(team) : clientFor(team);

  async function answer(delivery: Delivery, kind: Kind, left: () => number): Promise<Answer> {
    const { body } = delivery;
    if (kind === 'event' && (await events.removed(body))) return OK;
    const slack = await senderOf(kind, installedIn(body).team);
    if (!slack) return unknownTeam();
    const read = SCHEMAS[kind]?.safeParse(body);
    if (!read?.success) return OK;
    if (kind === 'event') return event(delivery, slack, left);
    return interaction(delivery, kind, { slack, payload: read.data, left });
  }

  return async (delivery: Delivery): Promise<Answer> => {
    const began = clock().getTime();
    const left = (): number => PATIENCE_MS - (clock().getTime() - began);
    const kind = kindOf(delivery.body);
    if (kind === 'challenge') return { status: 200, body: { challenge: String(delivery.body.challenge ?? '') } };
    if (kind === 'other') return OK;
    const done = await within(PATIENCE_MS + 150, answer(delivery, kind, left), late);
    if (done) return done.value;
    // An event comes again, and finds its work done; whoever clicked is told by what follows.
    if (kind === 'event') throw new AppError('Unavailable', 'still at it', { retryAfter: 1 });
    return OK;
  };
}

export type Receive = ReturnType<typeof createReceive>;
