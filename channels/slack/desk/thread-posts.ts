import type { Desk, SurfaceThread } from '../../../src/channel-desk';
import type { TranscriptItem } from '../../../src/channel-desk-shown';
import { DeliveryError } from '../../../src/errors';
import type { Priority, SlackClient } from '../client';
import type { Rendered } from './opening';
import { isMarkOf, markOf, memoryOf, withMemory, type Memory, type Trying } from './thread-memory';
import { WHOLE } from './transcript';

/** Another process has the thread now: what this one was about to do is the other's. */
export class LeaseLost extends Error {}

/** One thread while it is brought up to date by this process. */
export interface Shown {
  thread: SurfaceThread;
  memory: Memory;
}

export interface ThreadPosts {
  /** Finds out what became of a post that nobody knows of, and remembers it. */
  settle(shown: Shown, slack: SlackClient): Promise<void>;
  /** Posts a message once, whatever happened before; remembers that it is there. */
  post(shown: Shown, slack: SlackClient, what: Trying, rendered: Rendered, priority: Priority): Promise<void>;
  /** Uploads photos of an entry once. */
  upload(
    shown: Shown,
    slack: SlackClient,
    what: Trying,
    photos: TranscriptItem['attachments'],
    priority: Priority,
  ): Promise<void>;
  /** Writes down how far the thread is. */
  record(shown: Shown): Promise<void>;
}

/** Slack's clock and ours may differ by this much. */
const CLOCKS_DIFFER_MS = 60_000;
/** Blocks Slack will never take: the words alone are better than a thread that stands still. */
const BAD_BLOCKS = ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'];

const KINDS: Record<string, string> = {
  'image/png': 'png',
  'image/heic': 'heic',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

/** A name by which an uploaded photo is recognised: uploads carry no mark. */
export const photoName = ({ id, contentType }: TranscriptItem['attachments'][0]): string =>
  `photo-${id.replace(/[^A-Za-z0-9]/g, '').slice(-12)}.${KINDS[contentType] ?? 'jpg'}`;

/** Moves the thread on by what is known to be there. */
function moveOn({ thread, memory }: Shown, { kind, seq, part, channel }: Trying, ts: string, team: string): void {
  if (kind === 'opening') thread.place = { team, channel, ts };
  else if (kind === 'history' && memory.history) memory.history.at = { seq, part };
  else {
    memory.live = part === WHOLE ? null : { seq, part };
    if (part === WHOLE) thread.shownTo = Math.max(thread.shownTo, seq);
  }
  memory.trying = null;
}

/**
 * Posts that happen once: what is about to be posted is written down before, and looked for at Slack when its outcome is
 * unknown or another process wrote it down.
 */
export function createThreadPosts(desk: Desk): ThreadPosts {
  async function record(shown: Shown): Promise<void> {
    shown.thread = withMemory(shown.thread, shown.memory);
    if (!(await desk.surfaces.shown(shown.thread))) throw new LeaseLost();
  }

  async function uploaded(slack: SlackClient, { at, channel, files }: Trying, threadTs: string): Promise<boolean> {
    const oldest = String((at.getTime() - CLOCKS_DIFFER_MS) / 1_000);
    const { messages } = await slack.call('conversations.replies', { channel, ts: threadTs, oldest, limit: 200 });
    const names = (messages ?? []).flatMap((one) => (one.files ?? []).map(({ name }) => name));
    return (files ?? []).some((name) => names.includes(name));
  }

  async function find(shown: Shown, slack: SlackClient, trying: Trying): Promise<string | null> {
    const { handoffId, place } = shown.thread;
    const since = new Date(trying.at.getTime() - CLOCKS_DIFFER_MS);
    if (trying.kind !== 'opening' && !place) return null;
    if (trying.files && place) return (await uploaded(slack, trying, place.ts)) ? place.ts : null;
    const where = {
      channel: trying.channel,
      since,
      ...(trying.kind === 'opening' || !place ? {} : { threadTs: place.ts }),
    };
    const found = await slack.lookForMessage(where, (mark) => isMarkOf(handoffId, trying, mark));
    return found?.ts ?? null;
  }

  /** Does something once that the world sees, between two notes of ours. */
  async function once(shown: Shown, slack: SlackClient, what: Trying, act: () => Promise<string>): Promise<void> {
    shown.memory.trying = what;
    await record(shown);
    try {
      moveOn(shown, what, await act(), slack.team);
    } catch (error) {
      // Slack said no: there is nothing to look for.
      if (error instanceof DeliveryError && !error.unknown) {
        shown.memory.trying = null;
        await record(shown);
      }
      throw error;
    }
    await record(shown);
  }

  async function send(shown: Shown, slack: SlackClient, what: Trying, rendered: Rendered, priority: Priority) {
    const { handoffId, place } = shown.thread;
    const args = {
      channel: what.channel,
      text: rendered.text,
      unfurl_links: false,
      unfurl_media: false,
      metadata: markOf(handoffId, what) as { event_type: string; event_payload: Record<string, string | number> },
      ...(what.kind === 'opening' || !place ? {} : { thread_ts: place.ts }),
    };
    const turn = { channel: what.channel, priority };
    try {
      return await slack.call('chat.postMessage', { ...args, blocks: rendered.blocks }, turn);
    } catch (error) {
      if (!(error instanceof DeliveryError) || !BAD_BLOCKS.includes(error.code)) throw error;
      return await slack.call('chat.postMessage', args, turn);
    }
  }

  return {
    record,
    settle: async (shown, slack) => {
      const { trying } = shown.memory;
      if (!trying) return;
      const ts = await find(shown, slack, trying);
      if (ts === null) shown.memory.trying = null;
      else moveOn(shown, trying, ts, slack.team);
      await record(shown);
    },
    post: (shown, slack, what, rendered, priority) =>
      once(shown, slack, what, async () => (await send(shown, slack, what, rendered, priority)).ts ?? ''),
    upload: async (shown, slack, what, photos, priority) => {
      const { client, place } = shown.thread;
      const found = await Promise.all(
        photos.map(async (photo) => ({ name: photoName(photo), file: await desk.attachment(client, photo.id) })),
      );
      const files = found.flatMap(({ name, file }) => (file ? [{ name, bytes: file.bytes }] : []));
      const trying = { ...what, files: files.map(({ name }) => name) };
      await once(shown, slack, trying, async () => {
        if (files.length && place)
          await slack.upload({ channel: what.channel, threadTs: place.ts }, files, { priority });
        return '';
      });
    },
  };
}

export const shownOf = (thread: SurfaceThread): Shown => ({
  thread: { ...thread },
  memory: memoryOf(thread),
});
