import type { KnownBlock } from '@slack/types';
import type { Outgoing } from '../../src/channel';
import { fieldBlocks, paragraph, small, strong } from './blocks';
import type { Words } from './words';

type Json = Record<string, unknown>;
const listOf = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter((one): one is Json => typeof one === 'object' && one !== null) : [];

/** More rows than these are read better as the lines they are. */
const MOST_ROWS = 40;

/** `Total: 24.60 USD` → label and value; the last colon of a line of items belongs to its amount. */
function row(line: string): { label: string; value: string } | null {
  const at = line.indexOf(': ');
  return at > 0 ? { label: line.slice(0, at), value: line.slice(at + 2) } : null;
}

/**
 * The read-back as a receipt: what it asks for above, one field for each row, the question below. Its words are those of
 * the text, so that both always say the same. Null where the text has another form.
 */
function receipt({ text }: Outgoing): KnownBlock[] | null {
  const lines = text.split('\n').filter((line) => line.trim());
  const rows = lines.slice(1, -1).map(row);
  const found = rows.flatMap((one) => (one ? [one] : []));
  const [title = ''] = lines;
  if (found.length < 2 || found.length !== rows.length || rows.length > MOST_ROWS) return null;
  return [strong(title), ...fieldBlocks(found), paragraph(lines.at(-1) ?? '')];
}

const SIGNS: Record<string, string> = { done: '✓', current: '●', late: '▲', todo: '○', stopped: '✕' };
const ASIDE = ['denied', 'withdrawn'];

/** A case's way as a parcel's, on one line below the sentence that says where it is. */
function track({ text, values }: Outgoing, words: Words): KnownBlock[] | null {
  const steps = listOf(values.steps);
  if (!steps.length) return null;
  const stage = String(values.stage);
  const all = ASIDE.includes(stage) ? [...steps, { stage, state: 'stopped' }] : steps;
  const line = all.map((step) => {
    const name = words.stages[String(step.stage)] ?? String(step.stage);
    const late = step.state === 'late' ? ` (${words.late})` : '';
    return `${SIGNS[String(step.state)] ?? SIGNS.todo ?? ''} ${name}${late}`;
  });
  return [paragraph(text), small(line.join('  →  '))];
}

/** A message's own form, where it has one beside its text. */
export function structured(message: Outgoing, words: Words): KnownBlock[] | null {
  if (message.key.endsWith('.readBack')) return receipt(message);
  return message.key.startsWith('status.') ? track(message, words) : null;
}
