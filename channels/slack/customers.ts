import type { Activity, Line, MediaLink, Outgoing, Passing } from '../../src/channel';
import type { SlackClient } from './client';
import type { Direct } from './direct';
import { paragraph, small } from './blocks';
import { fallbackOf, MAX_TEXT, toBlocks } from './from-activity';
import type { ResponseBody } from './client';
import type { ActionsPayload, CommandPayload, MessageEvent } from './payloads';
import type { createPhotos } from './photos';
import type { createProfiles } from './profiles';
import { authorOf, fromCommand, fromMessage, fromOpening, fromTap, threadOf, type Source } from './to-activity';
import { wordsFor } from './words';

export interface CustomerParts {
  client: string;
  line: Line;
  direct: Direct;
  profiles: ReturnType<typeof createProfiles>;
  photos: ReturnType<typeof createPhotos>;
  media: MediaLink;
  at: Passing;
}

/** Blocks of one message; answers to a command come together in one. */
const MOST_BLOCKS = 50;

/** Customers in Slack: what they say, tap or call becomes an activity. Each resolves when it is durable. */
export function createCustomers(parts: CustomerParts) {
  const { client, line, direct, at } = parts;

  const source = async (slack: SlackClient, user: string): Promise<Source> => ({
    client,
    team: slack.team,
    profile: await parts.profiles(slack, user),
  });

  async function admit(activity: Activity | null): Promise<void> {
    await at('normalize');
    if (activity) await line.admit(activity);
  }

  /** A direct message, unless an app wrote it. */
  async function said(slack: SlackClient, event: MessageEvent): Promise<void> {
    const user = authorOf(event, slack.botUser);
    if (!user) return;
    direct.learn(slack.team, user, event.channel);
    const activity = fromMessage(event, await source(slack, user));
    const thread = threadOf(client, slack.team, event.channel);
    const files = activity?.type === 'message' && event.files?.length ? event.files : [];
    const attachments = files.length ? await parts.photos(slack, files, thread) : [];
    await admit(activity && { ...activity, attachments });
  }

  async function tapped(slack: SlackClient, payload: ActionsPayload): Promise<string | undefined> {
    const user = payload.user.id;
    const channel = await direct.of(slack, user);
    const from = await source(slack, user);
    await admit(channel === null ? null : fromTap(payload, channel, from));
    return from.profile.locale;
  }

  async function opened(slack: SlackClient, user: string, channel: string): Promise<void> {
    direct.learn(slack.team, user, channel);
    await admit(fromOpening(channel, user, await source(slack, user)));
  }

  /** The answers to a command as one message; seen by nobody else where others read. */
  function together(replies: Outgoing[], elsewhere: string | null): ResponseBody | null {
    const blocks = replies
      .flatMap((one) => toBlocks(one, parts.media))
      .concat(elsewhere === null ? [] : [small(elsewhere)])
      .map((block, i) => ({ ...block, block_id: `a${String(i)}` }));
    const characters = replies.reduce((sum, { text }) => sum + text.length, 0);
    if (blocks.length > MOST_BLOCKS || characters > MAX_TEXT) return null;
    return {
      text: replies.map(fallbackOf).join('\n'),
      blocks,
      response_type: elsewhere === null ? 'in_channel' : 'ephemeral',
    };
  }

  /** What was shown in an answer is sent; it has no id of its own in Slack. */
  async function delivered(replies: Outgoing[]): Promise<void> {
    for (const { client: of, channel, conversation, seq, id } of replies)
      await line.report({ client: of, channel, conversation, seq, status: 'sent', providerId: id });
  }

  /** `/refund`: the answers themselves, if they are there within `patience` milliseconds; otherwise they follow. */
  async function called(
    slack: SlackClient,
    payload: CommandPayload,
    patience: number,
  ): Promise<{ body: ResponseBody; shown: () => Promise<void> }> {
    const nothing = (): Promise<void> => Promise.resolve();
    const [channel, from] = await Promise.all([direct.of(slack, payload.user_id), source(slack, payload.user_id)]);
    const words = wordsFor(from.profile.locale);
    if (channel === null) return { body: { text: words.unreachable, response_type: 'ephemeral' }, shown: nothing };
    const activity = fromCommand(payload, channel, from);
    await at('normalize');
    const { replies } = await line.ask(activity, patience);
    const body = replies?.length ? together(replies, payload.channel_id === channel ? null : words.elsewhere) : null;
    // What nobody took follows as a message.
    if (!body) return { body: { text: words.working, response_type: 'ephemeral' }, shown: nothing };
    return { body, shown: () => delivered(replies ?? []) };
  }

  /** The Home tab of somebody who is not of the desk: where to write. */
  async function home(slack: SlackClient, user: string): Promise<void> {
    const { locale } = await parts.profiles(slack, user);
    const view = { type: 'home' as const, blocks: [paragraph(wordsFor(locale).home)] };
    await slack.call('views.publish', { user_id: user, view });
  }

  return { said, tapped, opened, called, home };
}

export type Customers = ReturnType<typeof createCustomers>;
