import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { createBudget } from '../../../../channels/slack/budget';
import { createClients } from '../../../../channels/slack/clients';
import type { DeskSurface } from '../../../../channels/slack/desk-port';
import { createDeskSurface } from '../../../../channels/slack/desk';
import {
  actionsSchema,
  commandSchema,
  homeSchema,
  joinedSchema,
  messageSchema,
  optionsSchema,
  userSchema,
  viewSchema,
} from '../../../../channels/slack/payloads';
import {
  submissionId,
  toDeskAction,
  toDeskCommand,
  toDeskMessage,
  toDeskOptions,
  toDeskUser,
  viewOf,
  whoIs,
} from '../../../../channels/slack/to-desk';
import { createWebApi } from '../../../../channels/slack/web-api';
import { silentLogger } from '../../../../src/logger';
import {
  createSlackStandIn,
  type SlackStandIn,
  type Message,
  type User,
  type Channel,
} from '../../../../src/sandbox/slack';
import { FakeDesk } from './fake-desk';

export const TEAM = 'T0000000001';

export interface AWorkspace {
  desk: FakeDesk;
  slack: SlackStandIn;
  surface: DeskSurface;
  channel: Channel;
  agents: Record<'bob' | 'eve' | 'lead' | 'stranger', User>;
  logged: { level: string; words: string; fields: Record<string, unknown> }[];
  /** Messages of a thread that everybody sees, the first one included. */
  thread(handoffId: string): Message[];
  opening(handoffId: string): Message;
  /** Waits until something holds; time is real, a second or two at most. */
  until(holds: () => boolean, patience?: number): Promise<void>;
  /** Everything at the desk is shown. */
  shown(): Promise<void>;
  /** Another process over the same desk and workspace; its surface is started. */
  another(owner: string): Promise<DeskSurface>;
  close(): Promise<void>;
}

type Json = Record<string, unknown>;

/** As in the service, but a test does not wait for seconds. */
const PACE = { every: 100, settle: 40, later: 50, unsafe: 200, unknown: 60 };

/** What the webhooks do for the desk, without their signatures. */
function webhooks(http: FastifyInstance, surface: () => DeskSurface, botUser: string): void {
  http.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  http.post('/webhooks/slack/events', async (request) => {
    const { event, event_id: id } = request.body as { event: Json; event_id: string };
    const team = TEAM;
    if (event.type === 'message')
      await surface().message(toDeskMessage(messageSchema.parse(event), { id, team, botUser }));
    if (event.type === 'app_home_opened') await surface().home(whoIs(team, { id: homeSchema.parse(event).user }));
    if (event.type === 'member_joined_channel') {
      const { user, channel } = joinedSchema.parse(event);
      await surface().joined({ ...whoIs(team, { id: user }), channel });
    }
    if (event.type === 'user_change') await surface().user(toDeskUser(userSchema.parse(event).user, team));
    return '';
  });
  http.post('/webhooks/slack/interactions', async (request) => {
    const payload = JSON.parse((request.body as { payload: string }).payload) as Json;
    if (payload.type === 'block_actions') {
      const action = toDeskAction(actionsSchema.parse(payload), TEAM);
      if (action) await surface().action(action);
      return '';
    }
    if (payload.type === 'block_suggestion')
      return { options: await surface().options(toDeskOptions(optionsSchema.parse(payload), TEAM)) };
    const { user, view, trigger_id: trigger } = viewSchema.parse(payload);
    const id = submissionId(TEAM, user.id, view);
    const answer = await surface().submission({
      ...whoIs(TEAM, user),
      id,
      view: viewOf(view),
      triggerId: trigger ?? '',
    });
    return answer ?? '';
  });
  http.post('/webhooks/slack/options', async (request) => {
    const payload = JSON.parse((request.body as { payload: string }).payload) as Json;
    return { options: await surface().options(toDeskOptions(optionsSchema.parse(payload), TEAM)) };
  });
  http.post(
    '/webhooks/slack/commands',
    async (request) => (await surface().command(toDeskCommand(commandSchema.parse(request.body), TEAM))) ?? '',
  );
}

async function opened(http: FastifyInstance): Promise<string> {
  await http.listen({ port: 0, host: '127.0.0.1' });
  if (!http.server.listening) await once(http.server, 'listening');
  return `http://127.0.0.1:${String((http.server.address() as AddressInfo).port)}`;
}

/** A workspace with a desk channel, two agents, a lead and somebody who is nobody's; the desk in it is a fake one. */
export async function aWorkspace(
  options: {
    channels?: { channel: string; team?: string; language?: string }[];
    perSecond?: number;
    start?: boolean;
  } = {},
): Promise<AWorkspace> {
  const slack = createSlackStandIn({ signingSecret: 'shhh', wait: () => Promise.resolve() });
  const { workspace } = slack;
  const agents = {
    bob: workspace.addUser({ name: 'bob' }),
    eve: workspace.addUser({ name: 'eve' }),
    lead: workspace.addUser({ name: 'lead' }),
    stranger: workspace.addUser({ name: 'stranger' }),
  };
  const members = Object.values(agents).map(({ id }) => id);
  const channel = workspace.addChannel({ id: 'C0DESK', name: 'refund-desk', kind: 'group', members });
  workspace.addChannel({ id: 'C0BILLING', name: 'billing-desk', kind: 'group', members });
  const desk = new FakeDesk();
  desk.person('bob', agents.bob.id, { name: 'Bob' });
  desk.person('eve', agents.eve.id, { name: 'Eve', roles: ['agent', 'approver'] });
  desk.person('lead', agents.lead.id, { name: 'Lea', roles: ['lead'] });

  const api = fastify();
  await api.register(slack.routes);
  const standIn = await opened(api);
  const app = fastify();
  const surfaces: DeskSurface[] = [];
  webhooks(app, () => surfaces[0] as DeskSurface, workspace.bot.user);
  slack.connect({ standIn, app: await opened(app) });

  const logged: AWorkspace['logged'] = [];
  const logger = silentLogger.child({});
  for (const level of ['warn', 'error'] as const)
    logger[level] = ((fields: Record<string, unknown>, words: string) =>
      void logged.push({ level, words, fields })) as never;

  const quiet = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => 'error', setName() {} };
  const budgets: { close(): void }[] = [];
  const surfaceFor = (owner: string): DeskSurface => {
    const budget = createBudget(options.perSecond ?? 100);
    budgets.push(budget);
    const authorization = { team: TEAM, token: slack.botToken, botUser: workspace.bot.user, botId: workspace.bot.id };
    const clients = createClients({
      workspaces: {
        single: true,
        of: async (team) => (team === TEAM ? authorization : null),
        teams: async () => [TEAM],
        forget: () => undefined,
        remove: async () => undefined,
      },
      webApi: (token) => createWebApi(token, `${standIn}/sandbox/slack/api/`, quiet as never),
      budget,
      apiUrl: `${standIn}/sandbox/slack/api/`,
      clock: () => new Date(),
    });
    const surface = createDeskSurface(
      {
        desk: desk.process(owner),
        client: 'default',
        slack: clients,
        channels: options.channels ?? [{ channel: 'C0DESK' }],
        clock: () => new Date(),
        logger,
      },
      PACE,
    );
    surfaces.push(surface);
    return surface;
  };
  const surface = surfaceFor('one');
  if (options.start !== false) surface.start();

  const until = async (holds: () => boolean, patience = 20_000): Promise<void> => {
    const end = Date.now() + patience;
    while (!holds()) {
      if (Date.now() > end) throw new Error('it never came to hold');
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  };
  const place = (handoffId: string) => desk.threads.get(handoffId)?.place;
  const opening = (handoffId: string): Message => {
    const at = place(handoffId);
    const found = workspace.channels.get(at?.channel ?? '')?.messages.find(({ ts }) => ts === at?.ts);
    if (!found) throw new Error(`no thread for ${handoffId}`);
    return found;
  };
  return {
    desk,
    slack,
    surface,
    channel,
    agents,
    logged,
    opening,
    thread: (handoffId) => {
      const root = opening(handoffId);
      const all = workspace.channels.get(place(handoffId)?.channel ?? '')?.messages ?? [];
      return all.filter(({ ts, threadTs, ephemeralTo }) => !ephemeralTo && (ts === root.ts || threadTs === root.ts));
    },
    until,
    shown: () =>
      until(() =>
        [...desk.handoffs].every(([id, { card }]) => {
          const thread = desk.threads.get(id);
          return Boolean(thread && thread.shownTo >= card.logSeq && thread.cardVersion >= card.version);
        }),
      ),
    another: async (owner) => {
      const other = surfaceFor(owner);
      other.start();
      return other;
    },
    close: async () => {
      for (const one of budgets) one.close();
      await Promise.all(surfaces.map((one) => one.stop()));
      await slack.idle();
      await app.close();
      await api.close();
    },
  };
}

/** Everything people can read of a message. */
export const readable = ({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string =>
  `${text}\n${JSON.stringify(blocks)}`.replace(/\u2060/g, '');
