import type { Order } from '../../domain/order';
import { csvOrders } from './csv-orders';
import { jsonLineRows, jsonRows, type Rows } from './json-rows';
import { orderSchema } from './order-schema';
import type { Problem } from './problem';

export type { Problem } from './problem';
export type OrdersFormat = 'json' | 'jsonl' | 'csv';
export type ParsedOrders = { orders: Order[] } | { problems: Problem[] };

/** One order of the file and how to say where a path of it stands. */
interface Source {
  line: number;
  value: unknown;
  place(path: readonly PropertyKey[]): { line: number; field: string };
}

/** The format a file name promises, if it promises one; the content is asked where it does not. */
export function formatOf(fileName: string): OrdersFormat | undefined {
  const ending = /\.(json|jsonl|ndjson|csv)$/i.exec(fileName)?.[1]?.toLowerCase();
  return ending === 'ndjson' ? 'jsonl' : (ending as OrdersFormat | undefined);
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What the content is: an array or one object is JSON, several objects are JSON lines, anything else is CSV. */
function detect(text: string): OrdersFormat {
  const start = text.trimStart().charAt(0);
  if (start === '[') return 'json';
  if (start !== '{') return 'csv';
  return /\n\s*\{/.test(text) && !parses(text) ? 'jsonl' : 'json';
}

/** A named format stands, but `.json` files often hold JSON lines. */
function resolved(text: string, format: OrdersFormat | undefined): OrdersFormat {
  if (format && format !== 'json') return format;
  const found = detect(text);
  return format === 'json' && found === 'csv' ? 'json' : found;
}

/** The orders that could be read out of the file, and what could not. */
interface Sources {
  sources: Source[];
  problems: Problem[];
}

function fromRows({ rows, problems }: Rows): Sources {
  const sources = rows.map(({ line, value }) => ({
    line,
    value,
    place: (path: readonly PropertyKey[]) => ({ line, field: path.join('.') }),
  }));
  return { sources, problems };
}

function sourcesOf(text: string, format: OrdersFormat): Sources {
  if (format === 'json') return fromRows(jsonRows(text));
  if (format === 'jsonl') return fromRows(jsonLineRows(text));
  const parsed = csvOrders(text);
  return { sources: parsed.orders, problems: parsed.problems };
}

/**
 * Reads an orders file: a JSON array, JSON lines, or CSV with one row per order line. Without a format, or where a
 * `.json` file holds lines, the content decides. UTF-8 with or without byte order mark, any line ends. Answers with
 * every order or with every problem, never with a part; an order number may stand in a file once per client.
 */
export function parseOrders(text: string, format?: OrdersFormat): ParsedOrders {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (plain.trim() === '') return { problems: [{ line: 1, field: '', message: 'The file is empty' }] };
  const read = sourcesOf(plain, resolved(plain, format));
  const orders: Order[] = [];
  const problems = [...read.problems];
  const seen = new Map<string, number>();
  for (const { line, value, place } of read.sources) {
    const checked = orderSchema.safeParse(value);
    if (!checked.success) {
      problems.push(...checked.error.issues.map(({ path, message }) => ({ ...place(path), message })));
      continue;
    }
    const key = JSON.stringify([checked.data.client, checked.data.orderNo]);
    const earlier = seen.get(key);
    if (earlier !== undefined) problems.push({ ...place(['orderNo']), line, message: `Already on line ${earlier}` });
    seen.set(key, line);
    orders.push(checked.data);
  }
  return problems.length > 0 ? { problems: problems.sort((a, b) => a.line - b.line) } : { orders };
}
