import type { KnownBlock } from '@slack/types';
import type { TranscriptItem } from '../../../src/channel-desk';
import { context, QUOTE, quote, told } from './blocks';
import { eventWords } from './event-words';
import { lengthOf } from './fit';
import { LIMITS } from './limits';
import type { Rendered } from './opening';
import { clean, literal } from './text';

/** One message to a thread: which entries of the log are in it, and of a long one which part. */
export interface Post extends Rendered {
  /** The last entry that is in the thread, whole, once this is posted. */
  seq: number;
  /** Of an entry that takes several posts, from 1; 0: whole entries. */
  part: number;
  /** Photos that follow it. */
  photos: TranscriptItem['attachments'];
}

interface Piece {
  seq: number;
  part: number;
  /** No further piece of the same entry follows. */
  last: boolean;
  blocks: KnownBlock[];
  text: string;
  photos: TranscriptItem['attachments'];
}

/** Room left for the line above a page. */
const ROOM = LIMITS.messageCharacters - 600;
const BLOCKS = LIMITS.messageBlocks - 2;

const ROLES: Record<TranscriptItem['who'], string> = {
  customer: '',
  bot: ' (bot)',
  staff: ' → customer',
  system: '',
};

const speaker = ({ who, name }: TranscriptItem): string =>
  `${name || (who === 'customer' ? 'Customer' : who === 'bot' ? 'Bot' : 'Desk')}${ROLES[who]}`;

/** Pieces of at most one quote, cut where a line or a word ends, never in half a character; together the whole text. */
export function pieces(text: string, max = QUOTE): string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const window = rest.slice(0, max);
    const space = Math.max(window.lastIndexOf('\n'), window.lastIndexOf(' '));
    let end = space > max / 2 ? space + 1 : max;
    if (/[\uD800-\uDBFF]/.test(rest[end - 1] ?? '')) end -= 1;
    found.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...found, rest];
}

function ofMessage(item: TranscriptItem): Piece[] {
  const texts = pieces(clean(item.text));
  const photos = item.attachments.length;
  return texts.map((text, i) => {
    const last = i === texts.length - 1;
    const more = [
      texts.length > 1 ? `${String(i + 1)} of ${String(texts.length)}` : '',
      last && photos ? `${String(photos)} photo${photos === 1 ? '' : 's'} below` : '',
    ];
    return {
      seq: item.seq,
      part: i + 1,
      last,
      blocks: [quote(speaker(item), item.at, text, more.filter(Boolean).join(' · '))],
      text: `${literal(speaker(item), 80)}: ${literal(text, 150)}`,
      photos: last ? item.attachments : [],
    };
  });
}

function piecesOf(item: TranscriptItem): Piece[] {
  if (item.kind === 'message' || item.kind === 'note') return ofMessage(item);
  const words = eventWords(item);
  return words
    ? [
        {
          seq: item.seq,
          part: 1,
          last: true,
          blocks: [told(words, item.at)],
          text: literal(words, 150),
          photos: item.attachments,
        },
      ]
    : [];
}

/** Of the pieces, those that one post holds: it ends after photos, so that they stay beside their words. */
function take(all: Piece[]): Piece[] {
  const taken: Piece[] = [];
  for (const piece of all) {
    const blocks = [...taken, piece].flatMap((one) => one.blocks);
    if (taken.length && (blocks.length > BLOCKS || lengthOf(blocks) > ROOM)) break;
    taken.push(piece);
    if (piece.photos.length) break;
  }
  return taken;
}

const heading = (title: string | undefined): KnownBlock[] => (title ? [context(title)] : []);

/**
 * What was said and done, as posts: as few as hold it, complete and in order. `after` names the part of an entry up to
 * which it was posted already. Entries that tell agents nothing give no post; `seq` of the last one covers them.
 */
export function transcript(
  items: TranscriptItem[],
  options: { title?: string; after?: { seq: number; part: number } } = {},
): Post[] {
  const { title, after } = options;
  let rest = items
    .flatMap(piecesOf)
    .filter(({ seq, part }) => !after || seq > after.seq || (seq === after.seq && part > after.part));
  const posts: Post[] = [];
  while (rest.length) {
    const taken = take(rest);
    rest = rest.slice(taken.length);
    const last = taken.at(-1) as Piece;
    posts.push({
      seq: last.seq,
      part: last.last ? 0 : last.part,
      blocks: [...heading(title), ...taken.flatMap(({ blocks }) => blocks)],
      text: taken.length === 1 ? last.text : `${last.text} (and ${String(taken.length - 1)} before it)`,
      photos: last.photos,
    });
  }
  return posts;
}
