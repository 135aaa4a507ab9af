import type { FastifyPluginAsync } from 'fastify';
import { createAnswers } from './answers';
import { api, PREFIX, type KeptCall } from './api';
import type { Call } from './call';
import { createDeliver, type Deliver } from './deliver';
import { changed, deleted, envelope, written } from './events';
import { secretPart } from './identifiers';
import { createOAuth, type OAuth } from './oauth';
import { createPeople, type People } from './people';
import type { Message, RefusedCall } from './shapes';
import { createTriggers, type Triggers } from './triggers';
import { createRateLimit, type Rate, type Trouble } from './troubles';
import { createWorkspace, type Workspace } from './workspace';

export type { Delivered } from './deliver';
export type { Entered } from './inputs';
export type { Submitted } from './modals';
export type { People, Said } from './people';
export type { Channel, File, Json, Message, RefusedCall, User, View } from './shapes';
export type { Rate, Trouble } from './troubles';
export type { Workspace } from './workspace';
export type { KeptCall } from './api';
export { signature } from './deliver';
export { PREFIX } from './api';

export interface StandInOptions {
  signingSecret: string;
  /** Of the first workspace; made up where none is given. */
  botToken?: string;
  clock?: () => Date;
  /** Waits between Slack's tries to bring an event; real time where nothing is given. */
  wait?: (ms: number) => Promise<void>;
  oauth?: { clientId: string; clientSecret: string; tokensLast?: number };
  /** True: the app hears of its own messages too, as it does at Slack. */
  echoes?: boolean;
}

export interface SlackStandIn {
  /** Mounts the Web API and what belongs to it below `/sandbox/slack`. */
  routes: FastifyPluginAsync;
  /** Where the stand-in and the app are reached, without a trailing slash; call it before the first request. */
  connect(where: { standIn: string; app: string }): void;
  botToken: string;
  signingSecret: string;
  workspace: Workspace;
  people: People;
  /** Another workspace, where the app is not installed yet. */
  addWorkspace(name: string): { workspace: Workspace; people: People };
  oauth: OAuth;
  /** Calls that a real Slack would not have taken either. */
  refused: RefusedCall[];
  calls: KeptCall[];
  troubles: Trouble[];
  /** Null: as fast as anybody likes. */
  rate: { allowed: Rate | null };
  deliver: Deliver;
  /** Resolves when no event is on its way any more. */
  idle(): Promise<void>;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());

/**
 * Slack, as far as this service meets it: a workspace in memory with the Web API that the app calls, the events and
 * interactions it is told of, and people who can be played.
 */
export function createSlackStandIn(options: StandInOptions): SlackStandIn {
  const clock = options.clock ?? (() => new Date());
  const echoes = options.echoes ?? true;
  const where = { standIn: '', app: null as string | null };
  const base = (): string => where.standIn + PREFIX;
  const refused: RefusedCall[] = [];
  const calls: KeptCall[] = [];
  const troubles: Trouble[] = [];
  const rate: SlackStandIn['rate'] = { allowed: null };
  const workspaces = new Map<string, Workspace>();
  const triggers = new Map<string, Triggers>();
  const answers = createAnswers(base, refused);
  const deliver = createDeliver({
    signingSecret: options.signingSecret,
    clock,
    appUrl: () => where.app,
    wait: options.wait ?? pause,
  });
  const oauth = createOAuth(options.oauth ?? { clientId: '', clientSecret: secretPart() }, clock);

  function add(id: string, name: string): { workspace: Workspace; people: People } {
    const workspace = createWorkspace({ id, name, domain: name.toLowerCase().replace(/\W+/g, '-'), clock });
    const own = createTriggers(id, clock);
    workspaces.set(id, workspace);
    triggers.set(id, own);
    return { workspace, people: createPeople({ workspace, deliver, triggers: own, answers, base, refused }) };
  }

  const first = add('T0000000001', 'Sample shop');
  const botToken = options.botToken ?? `xoxb-${secretPart()}`;
  first.workspace.tokens.add(botToken);

  const told = (workspace: Workspace): Call['told'] => {
    const tell = (channel: { shared: boolean }, event: Record<string, unknown>, of: Message): void => {
      if (!echoes || of.ephemeralTo !== undefined || where.app === null) return;
      void deliver.event(envelope(workspace, event, { is_ext_shared_channel: channel.shared }));
    };
    return {
      written: (channel, message) => tell(channel, written(workspace, channel, message, base()), message),
      changed: (channel, message, before) =>
        tell(channel, changed(workspace, channel, { message, before, base: base() }), message),
      deleted: (channel, before) => tell(channel, deleted(workspace, channel, before, base()), before),
    };
  };

  return {
    ...first,
    routes: api({
      base,
      workspaces,
      oauth,
      answers,
      troubles,
      mustWait: createRateLimit(() => rate.allowed, clock),
      refused,
      calls,
      triggerIn: (workspace) => (trigger) => (triggers.get(workspace.id) as Triggers).use(trigger),
      told,
      clock,
    }),
    connect: ({ standIn, app }) => Object.assign(where, { standIn, app }),
    botToken,
    signingSecret: options.signingSecret,
    addWorkspace: (name) => add(`T${String(workspaces.size + 1).padStart(10, '0')}`, name),
    oauth,
    refused,
    calls,
    troubles,
    rate,
    deliver,
    idle: deliver.idle,
  };
}
