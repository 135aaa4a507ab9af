import { CsvError, parse } from 'csv-parse/sync';
import type { Problem } from './problem';

/** One row of the file by column, as text. */
interface CsvRow {
  line: number;
  cells: Record<string, string>;
}

/** An order put together from its rows, in the form of the JSON file, and where each of its fields came from. */
export interface CsvOrder {
  line: number;
  value: unknown;
  /** Line and column of a path of the JSON form. */
  place(path: readonly PropertyKey[]): { line: number; field: string };
}

/** Columns that hold for the order and are repeated on each of its rows, by their place in the JSON form. */
const ORDER_COLUMNS: Record<string, string> = {
  order_no: 'orderNo',
  client: 'client',
  currency: 'currency',
  status: 'status',
  placed_at: 'placedAt',
  delivered_at: 'deliveredAt',
  email: 'contact.email',
  phone: 'contact.phone',
  postcode: 'contact.postcode',
  shipping_minor: 'shipping.price',
};
const ITEM_COLUMNS: Record<string, string> = {
  sku: 'sku',
  name: 'name',
  quantity: 'quantity',
  unit_price_minor: 'unitPrice',
  tax_minor: 'tax',
  discount_minor: 'discount',
  final_sale: 'finalSale',
};
const REQUIRED = ['order_no', 'currency', 'status', 'placed_at', 'sku', 'name', 'quantity', 'unit_price_minor'];

const FLAGS: Record<string, boolean> = { true: true, yes: true, '1': true, false: false, no: false, '0': false };

/** Spreadsheets write commas, semicolons or tabs, depending on where they are: the header has most of the right one. */
function delimiter(text: string): string {
  const header = text.slice(0, text.indexOf('\n') + 1 || undefined);
  const count = (sign: string) => header.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** What is wrong with a row, by the parser's code; anything else is a number of cells that is not the header's. */
const MESSAGES: Record<string, string> = {
  CSV_INVALID_CLOSING_QUOTE: 'Text after a closing quote; write a quote inside a quoted cell twice',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'Text after a closing quote; write a quote inside a quoted cell twice',
  CSV_QUOTE_NOT_CLOSED: 'A quote is opened and never closed',
  INVALID_OPENING_QUOTE: 'A quote in the middle of a cell; put the whole cell into quotes and write the quote twice',
};

interface Table {
  header: string[];
  rows: CsvRow[];
}

function read(text: string): Table | { problem: Problem } {
  let columns: string[] = [];
  try {
    const records = parse(text, {
      bom: true,
      columns: (header: string[]) => (columns = header.map((name) => name.trim().toLowerCase())),
      delimiter: delimiter(text),
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: Record<string, string>; info: { lines: number } }[];
    return { header: columns, rows: records.map(({ record, info }) => ({ line: info.lines, cells: record })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    const message = MESSAGES[error.code] ?? 'Not a row of the columns in the first line';
    return { problem: { line, field: '', message } };
  }
}

const filled = (text: string | undefined): string | undefined => (text === undefined || text === '' ? undefined : text);

/** Cells as the JSON form has them; an empty cell is an absent field. Text that is no number or flag is left for the schema to refuse. */
function itemOf({ cells }: CsvRow): Record<string, unknown> {
  const quantity = filled(cells.quantity);
  const flag = filled(cells.final_sale)?.toLowerCase();
  const entries = Object.entries(ITEM_COLUMNS).map(([column, field]): [string, unknown] => [
    field,
    filled(cells[column]),
  ]);
  const item: Record<string, unknown> = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  if (quantity !== undefined) item.quantity = /^\d{1,6}$/.test(quantity) ? Number(quantity) : quantity;
  if (flag !== undefined) item.finalSale = FLAGS[flag] ?? flag;
  return item;
}

function orderOf(rows: readonly CsvRow[]): CsvOrder {
  const first = rows[0] ?? { line: 1, cells: {} };
  const value: Record<string, unknown> = { contact: {}, shipping: { price: '0' }, items: rows.map(itemOf) };
  for (const [column, path] of Object.entries(ORDER_COLUMNS)) {
    const cell = filled(first.cells[column]);
    const [field = '', inner] = path.split('.');
    if (cell === undefined) continue;
    if (inner) (value[field] as Record<string, unknown>)[inner] = cell;
    else value[field] = cell;
  }
  const columnOf = (columns: Record<string, string>, path: string) =>
    Object.keys(columns).find((column) => columns[column] === path) ?? path;
  return {
    line: first.line,
    value,
    place([head, index, ...rest]) {
      if (head !== 'items')
        return {
          line: first.line,
          field: columnOf(ORDER_COLUMNS, [head, index].filter((part) => part !== undefined).join('.')),
        };
      return { line: rows[Number(index ?? 0)]?.line ?? first.line, field: columnOf(ITEM_COLUMNS, rest.join('.')) };
    },
  };
}

/** Repeated columns must say the same on every row of an order, and an item must not stand there twice. */
function disagreements(rows: readonly CsvRow[]): Problem[] {
  const [first, ...others] = rows;
  const differing = others.flatMap(({ line, cells }) =>
    Object.keys(ORDER_COLUMNS)
      .filter((column) => (cells[column] ?? '') !== (first?.cells[column] ?? ''))
      .map((field) => ({ line, field, message: `Differs from line ${first?.line ?? 1} of the same order` })),
  );
  const seen = new Set<string>();
  const repeated = rows.flatMap(({ line, cells }) => {
    const item = JSON.stringify(Object.keys(ITEM_COLUMNS).map((column) => cells[column]));
    if (!seen.has(item)) {
      seen.add(item);
      return [];
    }
    return [{ line, field: 'sku', message: 'The same row again; put the sum into quantity' }];
  });
  return [...differing, ...repeated];
}

/** Columns that are not there, and ones that are there twice: of those nobody could say which one counts. */
function headerProblems(header: readonly string[]): Problem[] {
  const known = [...Object.keys(ORDER_COLUMNS), ...Object.keys(ITEM_COLUMNS)];
  const twice = known.filter((column) => header.indexOf(column) !== header.lastIndexOf(column));
  return [
    ...REQUIRED.filter((column) => !header.includes(column)).map((field) => [field, 'This column is missing'] as const),
    ...twice.map((field) => [field, 'This column stands there twice'] as const),
  ].map(([field, message]) => ({ line: 1, field, message }));
}

/** Reads a CSV file with one row per order line and the order's columns repeated. Rows of an order need not be adjacent. */
export function csvOrders(text: string): { orders: CsvOrder[]; problems: Problem[] } {
  const parsed = read(text);
  if ('problem' in parsed) return { orders: [], problems: [parsed.problem] };
  const header = headerProblems(parsed.header);
  if (header.length > 0) return { orders: [], problems: header };
  const byOrder = new Map<string, CsvRow[]>();
  for (const row of parsed.rows) {
    const key = JSON.stringify([row.cells.client ?? '', row.cells.order_no]);
    const rows = byOrder.get(key);
    if (rows) rows.push(row);
    else byOrder.set(key, [row]);
  }
  const problems = [...byOrder.values()].flatMap(disagreements);
  return { orders: [...byOrder.values()].map(orderOf), problems };
}
