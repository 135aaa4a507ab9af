import type { KnownBlock } from '@slack/types';
import type { TranscriptItem } from '../../../src/channel-desk-shown';
import { context, QUOTE, quote, told } from './blocks';
import { eventWords } from './event-words';
import { lengthOf } from './fit';
import { LIMITS } from './limits';
import type { Rendered } from './opening';
import { clean, literal } from './text';

/** The part of an entry that stands for all of it, photos included. */
export const WHOLE = 9_999;

/** How far something is posted: everything before `seq`, and of that entry the parts up to `part`. */
export interface Cursor {
  seq: number;
  part: number;
}

/** One message to a thread, and how far the thread is once it is there. Either words, or the photos of an entry. */
export interface Post extends Rendered, Cursor {
  photos: TranscriptItem['attachments'];
  kinds: TranscriptItem['kind'][];
}

interface Piece extends Cursor {
  blocks: KnownBlock[];
  text: string;
  photos: TranscriptItem['attachments'];
  kind: TranscriptItem['kind'];
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

const NAMELESS: Record<TranscriptItem['who'], string> = {
  customer: 'Customer',
  bot: 'Bot',
  staff: 'Desk',
  system: 'Desk',
};

const speaker = ({ who, name, kind }: TranscriptItem): string =>
  `${name.trim() ? name : NAMELESS[who]}${kind === 'note' ? ' (note, internal)' : ROLES[who]}`;

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
  const { seq, kind, attachments } = item;
  const texts = pieces(clean(item.text));
  const photos = attachments.length;
  return texts.map((text, i) => {
    const last = i === texts.length - 1;
    const more = [
      texts.length > 1 ? `${String(i + 1)} of ${String(texts.length)}` : '',
      last && photos ? `${String(photos)} photo${photos === 1 ? '' : 's'} below` : '',
    ];
    return {
      seq,
      kind,
      part: last && !photos ? WHOLE : i + 1,
      blocks: [quote(speaker(item), item.at, text, more.filter(Boolean).join(' · '))],
      text: `${literal(speaker(item), 80)}: ${literal(text, 150)}`,
      photos: [],
    };
  });
}

/** Whose accounts an entry calls by name. */
export type Calls = (item: TranscriptItem) => string[];

function piecesOf(item: TranscriptItem, calls: Calls): Piece[] {
  const { seq, kind, attachments } = item;
  const photos = attachments.length ? [{ seq, kind, part: WHOLE, blocks: [], text: '', photos: attachments }] : [];
  if (kind === 'message' || kind === 'note') return [...ofMessage(item), ...photos];
  const words = eventWords(item);
  const part = photos.length ? 1 : WHOLE;
  const text = literal(words?.text ?? '', 150);
  return [
    ...(words ? [{ seq, kind, part, blocks: [told(words, item.at, calls(item))], text, photos: [] }] : []),
    ...photos,
  ];
}

/** Of the pieces, those that one post holds. Photos are a post of their own. */
function take(all: Piece[]): Piece[] {
  const taken: Piece[] = [];
  for (const piece of all) {
    const blocks = [...taken, piece].flatMap((one) => one.blocks);
    if (taken.length && (piece.photos.length || blocks.length > BLOCKS || lengthOf(blocks) > ROOM)) break;
    taken.push(piece);
    if (piece.photos.length) break;
  }
  return taken;
}

const heading = (title: string | undefined): KnownBlock[] => (title ? [context(title)] : []);

function postOf(taken: Piece[], title: string | undefined): Post {
  const last = taken.at(-1) as Piece;
  const { seq, part, photos, text } = last;
  const blocks = taken.flatMap((piece) => piece.blocks);
  return {
    seq,
    part,
    photos,
    kinds: taken.map(({ kind }) => kind),
    blocks: photos.length ? [] : [...heading(title), ...blocks],
    text: taken.length === 1 ? text : `${text} (and ${String(taken.length - 1)} before it)`,
  };
}

/**
 * What was said and done, as posts: as few as hold it, complete and in order, from `after` on. Entries that tell agents
 * nothing give no post.
 */
export function transcript(
  items: TranscriptItem[],
  { title, after, calls = () => [] }: { title?: string; after?: Cursor; calls?: Calls } = {},
): Post[] {
  let rest = items
    .flatMap((item) => piecesOf(item, calls))
    .filter(({ seq, part }) => !after || seq > after.seq || (seq === after.seq && part > after.part));
  const posts: Post[] = [];
  while (rest.length) {
    const taken = take(rest);
    rest = rest.slice(taken.length);
    posts.push(postOf(taken, title));
  }
  return posts;
}
