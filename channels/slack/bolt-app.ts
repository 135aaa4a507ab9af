import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import type { Logger } from '../../src/logger';
import { installedIn } from './body';
import type { ResponseBody, SlackClient } from './client';
import type { Customers } from './customers';
import type { DeskSurface, SubmissionAnswer } from './desk-port';
import type { ActionsPayload, CommandPayload, ViewEvent } from './payloads';
import { rewritten } from './rewrite';
import { CHOICE } from './to-activity';
import { submissionId, toDeskAction, toDeskCommand, toDeskOptions, viewOf, whoIs } from './to-desk';
import { clientOptions } from './web-api';
import type { Workspaces } from './workspaces';
import { slackLogger } from './slack-logger';
import { within } from './within';

export interface BoltParts {
  workspaces: Workspaces;
  customers: Customers;
  surface: DeskSurface | null;
  apiUrl: string;
  logger: Logger;
}

/** What the receiver found out before Bolt gets an event; Bolt hands it to its listeners within the context. */
export interface Found {
  slack: SlackClient;
  /** The payload as we read it. */
  payload: unknown;
  /** Milliseconds that are left until Slack has to have its answer. */
  left: () => number;
  locale?: string;
}

/** A click's work goes on after this long, in milliseconds; Slack wants its answer within three seconds, the way there and back included. */
export const PATIENCE_MS = 2_200;
const DESK = /^desk\./;
const OURS = 'redress';

const found = (context: Record<string, unknown>): Found => context[OURS] as Found;

/** What a late submission shows meanwhile; the thread tells how it ended. */
const WORKING: SubmissionAnswer = {
  response_action: 'update',
  view: {
    type: 'modal',
    title: { type: 'plain_text', text: 'Working on it' },
    blocks: [
      { type: 'section', text: { type: 'plain_text', text: 'This takes a moment. The thread shows the result.' } },
    ],
  },
};

/** Bolt, fed by our own receiver: whatever wants an answer in the response of an HTTP request. */
export function createBolt({ workspaces, customers, surface, apiUrl, logger }: BoltParts) {
  const quiet = slackLogger(logger);
  const receiver: Receiver = {
    init: () => undefined,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  const app = new App({
    receiver,
    convoStore: false,
    logger: quiet,
    clientOptions: clientOptions(apiUrl, quiet),
    authorize: async (_source, body) => {
      const { team = '', enterprise } = installedIn((body ?? {}) as unknown as Record<string, unknown>);
      const known = await workspaces.of(team, enterprise);
      if (!known) throw new Error('not installed');
      return { botToken: known.token, botId: known.botId, botUserId: known.botUser, teamId: known.team };
    },
  });

  const late = (error: unknown): void =>
    logger.warn({ channel: 'slack', err: (error as Error).name }, 'an interaction failed after its answer');

  /** What work came to within the time there is; `otherwise` when it is late or failed. */
  async function soon<T>(work: Promise<T>, left: number, otherwise: T): Promise<T> {
    try {
      const done = await within(Math.max(left, 1), work, late);
      // Null is an answer of its own: a form closes, a command was a customer's.
      return done ? done.value : otherwise;
    } catch (error) {
      late(error);
      return otherwise;
    }
  }

  app.error((error) => {
    logger.warn({ channel: 'slack', code: error.code }, 'a listener failed');
    return Promise.resolve();
  });

  app.action(DESK, async ({ ack, context }) => {
    const { slack, payload, left } = found(context);
    const action = toDeskAction(payload as ActionsPayload, slack.team);
    if (action && surface) await soon(surface.action(action), left(), undefined);
    await ack();
  });

  // What was chosen is admitted already; here only the buttons go.
  app.action(CHOICE, async ({ ack, context }) => {
    await ack();
    const { slack, payload, locale } = found(context);
    const tap = payload as ActionsPayload;
    const body = rewritten(tap, locale);
    if (body && tap.response_url) await slack.respond(tap.response_url, body).catch(late);
  });

  app.view({ callback_id: DESK, type: 'view_submission' }, async ({ ack, context }) => {
    const { slack, payload, left } = found(context);
    const { user, view, trigger_id: trigger } = payload as ViewEvent;
    const id = submissionId(slack.team, user.id, view);
    const submission = { ...whoIs(slack.team, user), id, view: viewOf(view), triggerId: trigger ?? '' };
    const answer = surface && (await soon(surface.submission(submission), left(), WORKING));
    await (answer ? ack(answer as never) : ack());
  });

  app.view({ callback_id: DESK, type: 'view_closed' }, async ({ ack, context }) => {
    await ack();
    const { slack, payload } = found(context);
    const { user, view } = payload as ViewEvent;
    await surface?.closed({ ...whoIs(slack.team, user), view: viewOf(view) });
  });

  app.options(DESK, async ({ ack, context }) => {
    const { slack, payload, left } = found(context);
    const asked = toDeskOptions(payload as Parameters<typeof toDeskOptions>[0], slack.team);
    await ack({ options: surface ? await soon(surface.options(asked), left(), []) : [] });
  });

  /** The desk's own uses of the command come first; null: a customer called. */
  async function deskAnswer(slack: SlackClient, payload: CommandPayload, left: number): Promise<ResponseBody | null> {
    if (!surface) return null;
    const working: ResponseBody = { text: 'Working on it. The answer follows.', response_type: 'ephemeral' };
    return soon(surface.command(toDeskCommand(payload, slack.team)), left, working);
  }

  app.command(/.*/, async ({ ack, context }) => {
    const { slack, payload, left } = found(context);
    const command = payload as CommandPayload;
    const desk = await deskAnswer(slack, command, left());
    if (desk) return desk.text || desk.blocks ? ack(desk as never) : ack();
    const { body, shown } = await customers.called(slack, command, left());
    await ack(body as never);
    await shown();
  });

  app.event('app_home_opened', async ({ context, event }) => {
    const { slack } = found(context);
    if (event.tab !== 'home' || (await surface?.home(whoIs(slack.team, { id: event.user })))) return;
    await customers.home(slack, event.user).catch(late);
  });

  return {
    /** Resolves with what is acknowledged, as soon as it is; `undefined`: nothing to say. Never rejects. */
    process: (body: Record<string, unknown>, given: Found, retry: Pick<ReceiverEvent, 'retryNum' | 'retryReason'>) =>
      new Promise<unknown>((resolve) => {
        const ack = (answer?: unknown): Promise<void> => Promise.resolve(resolve(answer));
        void app
          .processEvent({ body, ack, customProperties: { [OURS]: given }, ...retry })
          .catch(late)
          .finally(() => resolve(undefined));
      }),
  };
}

export type Bolt = ReturnType<typeof createBolt>;
