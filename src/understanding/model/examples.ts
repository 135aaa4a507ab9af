import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { byRules, cuesOf } from '../read-intent';
import { readReasons } from '../read-reasons';
import { repair } from '../spelling';
import { tidy } from '../tidy';
import { features } from './features';
import type { Class } from './linear';
import type { Example } from './learn';

interface Row {
  text: string;
  label: string;
  src: string;
}

const REFUNDS: readonly Class[] = ['refund_request', 'refund_status', 'refund_policy'];
const CLASSES_OF: Record<string, readonly Class[]> = {
  refund_request: ['refund_request'],
  refund_status: ['refund_status'],
  refund_policy: ['refund_policy'],
  refund_any: REFUNDS,
  human: ['human'],
};
// Neither a refund nor clearly something else: no example of anything.
const LEFT_OUT = new Set(['complaint', 'contact_info', 'cancel_order', 'change_order', 'cancel_dialog']);

/** Labelled messages of a file of JSON lines `{ text, label, src }`, gzipped or not; sources and labels count alike whatever their size. */
export function loadExamples(path: string): Example[] {
  const bytes = readFileSync(path);
  const rows = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
    .filter((row) => !LEFT_OUT.has(row.label));
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(groupOf(row), (counts.get(groupOf(row)) ?? 0) + 1);
  return rows.map((row) => ({
    ...read(row.text),
    classes: CLASSES_OF[row.label] ?? ['none'],
    weight: 4 / Math.sqrt(counts.get(groupOf(row)) ?? 1),
    source: sourceOf(row.src),
  }));
}

/** The features of a message as the reader sees it. */
export function read(text: string): { buckets: number[] } {
  const words = repair(tidy(text).words);
  const line = words.join(' ');
  const cues = cuesOf(line);
  return { buckets: features(words, [...cues, `rule ${byRules(line, cues, readReasons(line)).name}`]) };
}

/** The data set a source name belongs to ("bitext8k" and "bitext-llm4.5k" are one). */
export const sourceOf = (src: string): string => /^[a-z]+/.exec(src)?.[0] ?? src;

const groupOf = (row: Row): string => `${row.src}/${row.label}`;
