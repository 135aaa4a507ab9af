import { understand } from '../../src/understanding/understand';
import { ITEMS, reads } from './table';

const items = { items: ITEMS };
const quantity = { awaiting: 'quantity' };

describe('quantities', () => {
  reads('quantity', [
    ['cancel my order', 'all'],
    ['i want to cancel an order', 'all'],
    ['cancelar el pedido 1042', 'all'],
    ['i cancelled my order last week', undefined],
    ['all of it', 'all'],
    ['everything please', 'all'],
    ['sí, todo', 'all'],
    ['todos', 'all'],
    ['both mugs', 2],
    ['both', 'all', { items: [{ sku: 'A', name: 'Mug', quantity: 2 }] }],
    ['los dos', 2],
    ['just one', 1],
    ['no, only one of them', 1],
    ['solo una', 1],
    ['2 of them', 2],
    ['dos unidades', 2],
    ['2', 2, quantity],
    ['two', 2, quantity],
    ['give me 3 back', 3, quantity],
    ['2', undefined],
    ["that's all right", undefined],
    ['not at all', undefined],
    ['I waited all day', undefined],
    ['order 1042', undefined],
    ['all six', 6, quantity],
    ['las tres', 3, quantity],
    ['no, wait, two', 2],
    ['no, three', 3],
    ['two actually', 2],
    ['no, dos', 2],
    ['perdón, son tres', 3],
    ['no two are alike', undefined],
  ]);
  reads('correction', [
    ['no, three', true],
    ['make it two', true],
    ['three', false],
  ]);
  reads('narrows', [
    ['ok just the red mug', true, items],
    ['solo la taza roja', true, items],
    ['the red mug just broke', undefined, items],
    ['just the invoice', undefined, items],
  ]);
});

describe('numbers of choices', () => {
  reads('choiceNumbers', [
    ['1', [1]],
    ['option 2', [2]],
    ['#3', [3]],
    ['1 and 3', [1, 3]],
    ['1, 3 y 4', [1, 3, 4]],
    ['the first one', [1]],
    ['la segunda', [2]],
    ['the last one', [-1]],
    ['1042', undefined],
    ['2 mugs', undefined],
    ['one', undefined],
  ]);
  reads('choiceNumber', [
    ['2', 2],
    ['2️⃣', 2],
    ['1 and 3', undefined],
  ]);
});

/** The mentions as `sku:quantity`, or as words where no item could be told. */
const mentioned = (text: string, context = items) =>
  understand(text, { locale: 'en', ...context }).items.map(({ sku, quantity: many, words }) =>
    [sku ?? `(${words})`, many].filter((part) => part !== undefined).join(':'),
  );

describe('items are told apart by any word that does', () => {
  it.each([
    ['the blue one', ['MUG-BLUE']],
    ['the blue mug', ['MUG-BLUE']],
    ['blu mug', ['MUG-BLUE']],
    ['la taza azul', ['MUG-BLUE']],
    ['2 plates', ['PLATE-27:2']],
    ['two dinner plats', ['PLATE-27:2']],
    ['the red mug and two plates', ['MUG-RED', 'PLATE-27:2']],
    ['one blue mug, all the plates', ['MUG-BLUE:1', 'PLATE-27:all']],
    ['it was the blue one', ['MUG-BLUE']],
    ['not the red one, the blue one', ['MUG-BLUE']],
    ['MUG-RED', ['MUG-RED']],
    ['both mugs', ['MUG-BLUE:all', 'MUG-RED:all']],
    ['the mugs', ['MUG-BLUE:all', 'MUG-RED:all']],
    ['las dos tazas', ['MUG-BLUE:all', 'MUG-RED:all']],
    ['everything except the plates', ['MUG-BLUE:all', 'MUG-RED:all', 'GC-50:all']],
    ['the mug', ['(the mug)']],
    ['everything', []],
    ['I want my money back on my card', []],
  ])('%j mentions %j', (text, expected) => {
    expect(mentioned(text)).toEqual(expected);
  });

  it('keeps what was counted as it was said while the order is unknown', () => {
    const reading = understand('order 1042 arrived broken both mugs', { locale: 'en' });
    expect(reading.items).toEqual([{ words: 'both mugs', quantity: 2 }]);
  });

  it('takes "both mugs" for all of a line of two', () => {
    expect(mentioned('both mugs', { items: [{ sku: 'A', name: 'Blue mug', quantity: 2 }] })).toEqual(['A:all']);
  });
});
