import type { Problem } from './problem';

/** One order as it stands in the file, not yet checked. */
export interface Row {
  line: number;
  value: unknown;
}

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

function errorOf(text: string): SyntaxError | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof SyntaxError ? error : null;
  }
}

/**
 * The line on which a text stops being JSON. Node says the position of some errors and not of others ("Unexpected
 * token"): those are found by trying the first half of the lines, then half of the rest, and so on.
 */
function errorLine(text: string, message: string): number {
  const position = /position (\d+)/.exec(message);
  if (position) return lineAt(text, Number(position[1]));
  const lines = text.split('\n');
  const broken = (count: number) =>
    errorOf(lines.slice(0, count).join('\n'))?.message.startsWith('Unexpected token') ?? false;
  let [good, bad] = [0, lines.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (broken(middle)) bad = middle;
    else good = middle;
  }
  return bad;
}

function parse(text: string, line: number): { value: unknown } | { problem: Problem } {
  const error = errorOf(text);
  if (!error) return { value: JSON.parse(text) as unknown };
  return { problem: { line: line + errorLine(text, error.message) - 1, field: '', message: 'Not valid JSON' } };
}

/** A string, one bracket, or a number or word: all that matters for telling how deep a place is and what begins there. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{}]|[^\s,:"[\]{}]+/g;

/** Lines on which the elements of a top-level array begin, in a text that is known to be JSON. */
function elementLines(text: string): number[] {
  const lines: number[] = [];
  let depth = 0;
  let line = 1;
  let counted = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    line += text.slice(counted, index).split('\n').length - 1;
    counted = index;
    if (depth === 1 && !'}]'.includes(token)) lines.push(line);
    if ('{['.includes(token)) depth += 1;
    if ('}]'.includes(token)) depth -= 1;
  }
  return lines;
}

/** What could be read, and what could not. */
export interface Rows {
  rows: Row[];
  problems: Problem[];
}

/** The elements of a JSON array, each with its line; a single object is one order. */
export function jsonRows(text: string): Rows {
  const parsed = parse(text, 1);
  if ('problem' in parsed) return { rows: [], problems: [parsed.problem] };
  if (!Array.isArray(parsed.value)) return { rows: [{ line: 1, value: parsed.value }], problems: [] };
  const lines = elementLines(text);
  return { rows: parsed.value.map((value: unknown, index) => ({ line: lines[index] ?? 1, value })), problems: [] };
}

/** One order per line; empty lines are skipped. */
export function jsonLineRows(text: string): Rows {
  const rows: Row[] = [];
  const problems: Problem[] = [];
  text.split('\n').forEach((content, index) => {
    if (content.trim() === '') return;
    const parsed = parse(content, index + 1);
    if ('problem' in parsed) problems.push(parsed.problem);
    else rows.push({ line: index + 1, value: parsed.value });
  });
  return { rows, problems };
}
