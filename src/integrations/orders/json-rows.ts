import type { Problem } from './problem';

/** One order as it stands in the file, not yet checked. */
export interface Row {
  line: number;
  value: unknown;
}

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

/** The offset a JSON syntax error names, if it names one. */
function offsetOf(error: unknown): number {
  const match = error instanceof SyntaxError ? /position (\d+)/.exec(error.message) : null;
  return Number(match?.[1] ?? 0);
}

function parse(text: string, line: number): { value: unknown } | { problem: Problem } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { problem: { line: line + lineAt(text, offsetOf(error)) - 1, field: '', message: 'Not valid JSON' } };
  }
}

/** A string, or one bracket: all that matters for telling how deep a place in the text is. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{}]/g;

/** Lines on which the elements of a top-level array begin, in a text that is known to be JSON. */
function elementLines(text: string): number[] {
  const lines: number[] = [];
  let depth = 0;
  let line = 1;
  let counted = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    line += text.slice(counted, index).split('\n').length - 1;
    counted = index;
    if (depth === 1 && '{['.includes(token)) lines.push(line);
    if ('{['.includes(token)) depth += 1;
    if ('}]'.includes(token)) depth -= 1;
  }
  return lines;
}

export type Rows = { rows: Row[] } | { problems: Problem[] };

/** The elements of a JSON array, each with its line; a single object is one order. */
export function jsonRows(text: string): Rows {
  const parsed = parse(text, 1);
  if ('problem' in parsed) return { problems: [parsed.problem] };
  if (!Array.isArray(parsed.value)) return { rows: [{ line: 1, value: parsed.value }] };
  const lines = elementLines(text);
  return { rows: parsed.value.map((value: unknown, index) => ({ line: lines[index] ?? 1, value })) };
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
  return problems.length > 0 ? { problems } : { rows };
}
