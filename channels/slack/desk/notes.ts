import type { DeskMessage } from '../desk-port';
import type { Context } from './context';
import { clean } from './text';

/** How notes that were typed in Slack are known to the desk: they are in the thread already. */
export const NOTE_REF = 'slack:';

const HINT =
  'Only colleagues see what is written here. The customer hears from you through *Reply* on the first message of this thread.';

/** Threads in which people were told; after a restart they are told once more. */
const REMEMBERED = 5_000;
/** Lines read at a time. */
const PAGE = 200;
/** How often, and after how many milliseconds, a thread that is not known yet is looked for. */
const TRIES = 5;
const AGAIN_MS = 300;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const refOf = ({ team, channel, ts }: DeskMessage): string => `${NOTE_REF}${team}:${channel}:${ts}`;

/** What was written, with the names of files: they stay in Slack. */
const wordsOf = ({ text, files }: DeskMessage): string =>
  clean([text, ...files.map(({ name }) => `[file: ${name}]`)].filter(Boolean).join('\n'));

/** Messages of Slack itself (joins, topics, pins, …) are nobody's words. */
const SPOKEN = [undefined, 'file_share', 'thread_broadcast', 'me_message', 'message_changed', 'message_deleted'];

/** Keeps at most so many keys, the oldest go first. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.set(key, value);
  if (map.size > REMEMBERED) map.delete(map.keys().next().value as string);
}

/**
 * Whatever is typed in a thread at the desk, however: it is kept as said among colleagues and goes nowhere else. Edits and
 * deletions are kept beside it. People are told once per thread how to answer the customer.
 */
export function createNotes(context: Context): (message: DeskMessage) => Promise<void> {
  const { desk, slack, client, channels } = context;
  const told = new Map<string, true>();
  const authors = new Map<string, string>();

  async function hint({ team, channel, user, threadTs, ts }: DeskMessage): Promise<void> {
    const key = `${team}/${channel}/${threadTs ?? ts}/${user ?? ''}`;
    if (user === undefined || told.has(key)) return;
    remember(told, key, true);
    const there = await slack.of(team);
    await there
      ?.call('chat.postEphemeral', { channel, user, text: HINT, thread_ts: threadTs ?? ts })
      .catch(() => undefined);
  }

  /** Who wrote a note, as its line at the desk says; undefined where two have the name. */
  async function writerOf(handoffId: string, ref: string): Promise<string | undefined> {
    const people = await desk.people(client);
    for (let after = 0; ;) {
      const items = await desk.transcript(handoffId, after, PAGE);
      const note = items.find(({ kind, event }) => kind === 'note' && event?.ref === ref);
      const named = note ? people.filter(({ name }) => name === note.name) : [];
      if (note || items.length < PAGE) return named.length === 1 ? named[0]?.id : undefined;
      after = items.at(-1)?.seq ?? after;
    }
  }

  /** Slack does not say who deleted: whoever had written it is named. */
  async function author(message: DeskMessage, handoffId: string): Promise<string | undefined> {
    const { team, user } = message;
    const ref = refOf(message);
    if (user === undefined) return authors.get(ref) ?? (await writerOf(handoffId, ref));
    const person = await desk.personOf({ team, user });
    return person?.client === client ? person.id : undefined;
  }

  /** Nobody's words, or said where no thread of ours is. */
  const isNoNote = ({ own, bot, subtype, channel, threadTs }: DeskMessage): boolean =>
    own ||
    bot ||
    !SPOKEN.includes(subtype) ||
    threadTs === undefined ||
    !channels.some((one) => one.channel === channel);

  /** The handoff of the thread it was said in; null where it is none of the client's. */
  async function handoffOf({ team, channel, threadTs = '' }: DeskMessage): Promise<string | null> {
    // A thread is known a moment after it is there, and somebody may be quick.
    for (let tried = 1; ; tried++) {
      const thread = await desk.surfaces.byPlace({ team, channel, ts: threadTs });
      if (thread) return thread.client === client ? thread.handoffId : null;
      if (tried >= TRIES) return null;
      await pause(AGAIN_MS);
    }
  }

  return async (message) => {
    const { change, id } = message;
    const handoffId = isNoNote(message) ? null : await handoffOf(message);
    if (handoffId === null) return;
    if (change === 'written') void hint(message);
    const staffId = await author(message, handoffId);
    if (staffId === undefined) return;
    const ref = refOf(message);
    if (change === 'written') remember(authors, ref, staffId);
    const text = change === 'deleted' ? '' : wordsOf(message);
    await desk.act({ id: `note:${id}`, handoffId, staffId, action: { kind: 'note', text, ref, change } });
  };
}
