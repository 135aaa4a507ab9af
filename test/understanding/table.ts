import type { Context, Reading } from '../../src/understanding/reading';
import { understand } from '../../src/understanding/understand';

/** Two mugs of one line, a red one, four plates and a gift card: enough to be ambiguous. */
export const ITEMS = [
  { sku: 'MUG-BLUE', name: 'Blue mug', quantity: 2 },
  { sku: 'MUG-RED', name: 'Red mug', quantity: 1 },
  { sku: 'PLATE-27', name: 'Dinner plate', quantity: 4 },
  { sku: 'GC-50', name: 'Gift card', quantity: 1 },
];

export type Row<K extends keyof Reading> = [text: string, expected: Reading[K] | undefined, context?: Partial<Context>];

/** One test per row: what the text is read as, in one part of the reading, in an English conversation unless said. */
export function reads<K extends keyof Reading>(part: K, rows: Row<K>[]): void {
  // Three cells in every row: jest would hand a shorter one its own callback.
  const full = rows.map(([text, expected, context = {}]) => [text, expected, context] as const);
  it.each(full)(`reads %j as ${part} %j`, (text, expected, context) => {
    expect(understand(text, { locale: 'en', ...context })[part]).toEqual(expected);
  });
}
