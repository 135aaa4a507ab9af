import { createHash } from 'node:crypto';
import type { Desk, DeskPerson, SurfaceAccount } from '../../../src/channel-desk';
import type { DeskCard, TranscriptItem } from '../../../src/channel-desk-shown';
import { DeliveryError } from '../../../src/errors';
import type { Priority, SlackClient, SlackClients } from '../client';
import type { DeskChannel } from '../desk-port';
import { section } from './blocks';
import type { ChannelGuard, Danger } from './channel-guard';
import { callsLead, callsOwner } from './event-words';
import { opening, type Rendered } from './opening';
import { channelFor } from './place-for';
import { NOTE_REF } from './notes';
import { liveAt, type Kind, type Trying } from './thread-memory';
import type { Shown, ThreadPosts } from './thread-posts';
import { transcript, type Calls, type Cursor, type Post } from './transcript';

export interface BringUpParts {
  desk: Desk;
  slack: SlackClients;
  channels: DeskChannel[];
  guard: ChannelGuard;
  posts: ThreadPosts;
}

/** `more`: look again at once. `later`: not now. `gone`: there is no such handoff. `unsafe`: not until the channel is mended. */
export type Pass =
  { outcome: 'done' | 'more' | 'later' | 'gone' } | { outcome: 'unsafe'; danger: Danger; channel: string };

/** Entries read at a time. */
const PAGE = 100;
const GONE = ['message_not_found', 'thread_not_found', 'cant_update_message'];

const digest = (rendered: Rendered): string =>
  createHash('sha256').update(JSON.stringify(rendered)).digest('base64url').slice(0, 22);

/** A handoff that somebody has taken, or took before it was closed. */
export const isTaken = ({ status, closedBy }: DeskCard): boolean =>
  status === 'claimed' || status === 'parked' || (status === 'closed' && closedBy !== null);

type Person = DeskPerson & { accounts: SurfaceAccount[] };

const accountsIn = (team: string, people: Person[]): string[] =>
  people.flatMap(({ accounts }) => accounts.filter((one) => one.team === team).map(({ user }) => user));

/** Notes typed in the thread are there already. */
const isNews = ({ kind, event }: TranscriptItem): boolean =>
  !(kind === 'note' && typeof event?.ref === 'string' && event.ref.startsWith(NOTE_REF));

/** Brings one thread up to date, one step at a time, each of which happens once. */
export function createBringUp({ desk, slack, channels, guard, posts }: BringUpParts) {
  const trying = (kind: Kind, { seq, part }: Cursor, channel: string): Trying => ({
    kind,
    seq,
    part,
    channel,
    at: desk.clock(),
  });

  /** What is said from now on is live; what was said before follows when somebody takes the conversation. */
  async function open(shown: Shown, client: SlackClient, channel: string, card: DeskCard): Promise<void> {
    const from = Math.max(shown.thread.shownTo, card.logSeq);
    shown.memory.history = { to: from, at: { seq: 0, part: 0 } };
    const rendered = opening(card);
    shown.memory.card = digest(rendered);
    // Before the post: when nobody knows whether it is there and it is found, the thread goes on from here all the same.
    shown.thread.shownTo = from;
    await posts.post(shown, client, trying('opening', { seq: 0, part: 0 }, channel), rendered, 'opening');
    shown.thread.cardVersion = card.version;
  }

  /** The case may have changed without the handoff: what counts is what would be read. */
  async function rewrite(shown: Shown, client: SlackClient, card: DeskCard): Promise<void> {
    const { place } = shown.thread;
    const rendered = opening(card);
    const now = digest(rendered);
    if (!place || shown.memory.card === now) return;
    await client.call('chat.update', { channel: place.channel, ts: place.ts, ...rendered });
    shown.memory.card = now;
  }

  async function callsOf(card: DeskCard, team: string, items: TranscriptItem[]): Promise<Calls> {
    if (!items.some((item) => callsLead(item) || callsOwner(item))) return () => [];
    const people = (await desk.people(card.client)).filter(({ awaySince }) => awaySince === null);
    const leads = accountsIn(
      team,
      people.filter(({ roles }) => roles.includes('lead')),
    );
    const owner = accountsIn(
      team,
      people.filter(({ id }) => id === card.owner?.staffId),
    );
    return (item) => (callsLead(item) ? leads : callsOwner(item) ? owner : []);
  }

  const priorityOf = (card: DeskCard, { kinds }: Post): Priority =>
    isTaken(card) ? 'reply' : kinds.includes('handoff') ? 'claim' : 'transcript';

  async function put(shown: Shown, client: SlackClient, kind: Kind, post: Post, priority: Priority): Promise<void> {
    const what = trying(kind, post, shown.thread.place?.channel ?? '');
    if (post.photos.length) await posts.upload(shown, client, what, post.photos, priority);
    else await posts.post(shown, client, what, post, priority);
  }

  /** The next page of what was said since the thread was opened; true when it was not the last. */
  async function live(shown: Shown, client: SlackClient, card: DeskCard): Promise<boolean> {
    const after = liveAt(shown.thread, shown.memory);
    const from = shown.memory.live ? after.seq - 1 : after.seq;
    const read = await desk.transcript(card.handoffId, from, PAGE);
    const items = read.filter(isNews);
    const calls = await callsOf(card, client.team, items);
    for (const post of transcript(items, { after, calls }))
      await put(shown, client, 'live', post, priorityOf(card, post));
    const last = read.at(-1)?.seq ?? 0;
    shown.memory.live = null;
    shown.thread.shownTo = Math.max(shown.thread.shownTo, last, read.length < PAGE ? card.logSeq : 0);
    return read.length === PAGE;
  }

  /** The next page of what was said before; true when there may be another. */
  async function history(shown: Shown, client: SlackClient, card: DeskCard): Promise<boolean> {
    const { history: before } = shown.memory;
    if (!before || !isTaken(card)) return false;
    const from = Math.max(0, before.at.seq - 1);
    const read = (await desk.transcript(card.handoffId, from, PAGE)).filter(({ seq }) => seq <= before.to);
    const [post, ...rest] = transcript(read.filter(isNews), { title: 'Before the hand-over', after: before.at });
    if (post) await put(shown, client, 'history', post, 'transcript');
    const last = read.at(-1)?.seq ?? before.to;
    if (rest.length || (post && last < before.to)) return true;
    // A page that held nothing to post is behind us.
    shown.memory.history = last < before.to ? { to: before.to, at: { seq: last + 1, part: 0 } } : null;
    return last < before.to;
  }

  /** A conversation that waits for another team is shown in that team's channel. */
  async function move(shown: Shown, client: SlackClient, card: DeskCard, channel: string): Promise<boolean> {
    const { place } = shown.thread;
    if (!place || place.channel === channel || card.status !== 'waiting') return false;
    const text = `Moved to <#${channel}>. Nothing can be done here any more.`;
    await client.call('chat.update', { channel: place.channel, ts: place.ts, text, blocks: [section(text)] });
    shown.thread.place = null;
    return true;
  }

  async function step(shown: Shown, client: SlackClient, card: DeskCard, channel: string): Promise<boolean> {
    await posts.settle(shown, client);
    await move(shown, client, card, channel);
    if (!shown.thread.place) await open(shown, client, channel, card);
    await rewrite(shown, client, card);
    const more = (await live(shown, client, card)) || (await history(shown, client, card));
    // Only now: a thread that lacks something stays behind.
    if (!more) shown.thread.cardVersion = Math.max(shown.thread.cardVersion, card.version);
    await posts.record(shown);
    return more;
  }

  /** Where a card belongs, when something may be posted there. */
  async function where(shown: Shown, card: DeskCard): Promise<{ client: SlackClient; channel: string } | Pass> {
    const wanted = channelFor(card, channels);
    const channel = (card.status === 'waiting' ? null : shown.thread.place?.channel) ?? wanted ?? '';
    const client = await slack.withChannel(channel);
    if (!client) return { outcome: 'unsafe', danger: 'not_found', channel };
    const danger = await guard.danger(client, channel);
    return danger ? { outcome: 'unsafe', danger, channel } : { client, channel };
  }

  /** One pass over one thread. `admit` says whether a thread of nobody's may be worked on now. */
  return async (shown: Shown, admit: (taken: boolean) => boolean): Promise<Pass> => {
    const card = await desk.card(shown.thread.handoffId);
    if (!card) return { outcome: 'gone' };
    if (!admit(isTaken(card))) return { outcome: 'later' };
    const place = await where(shown, card);
    if ('outcome' in place) return place;
    try {
      return { outcome: (await step(shown, place.client, card, place.channel)) ? 'more' : 'done' };
    } catch (error) {
      if (!(error instanceof DeliveryError && GONE.includes(error.code))) throw error;
      // Somebody deleted the first message: the thread begins anew.
      shown.thread.place = null;
      return { outcome: 'more' };
    }
  };
}
