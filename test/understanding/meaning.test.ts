import { findReason, REASONS } from '../../src/domain/reasons';
import { understand } from '../../src/understanding/understand';
import { LANGUAGES } from '../../src/understanding/words';
import { reads } from './table';

const reason = (text: string) => {
  const best = understand(text, { locale: 'en' }).reasons[0];
  return best && [best.l1, best.l2].filter(Boolean).join('/');
};

describe('the reason is told from the words', () => {
  it.each([
    ['she will not even come into the kitchen', undefined],
    ['they do not fit', 'fit_preference'],
    ['it doesn’t fit, too small', 'fit_preference/size_too_small'],
    ['arrived broken', 'not_as_described/damaged_in_transit'],
    ['the screen is cracked', 'not_as_described/damaged_in_transit'],
    ['llegó roto', 'not_as_described/damaged_in_transit'],
    ["it doesn't work", 'not_as_described/defective'],
    ['stopped working after two days', 'not_as_described/defective'],
    ['no funciona', 'not_as_described/defective'],
    ['you sent me the wrong item', 'not_as_described/wrong_item'],
    ['me mandaron otro producto', 'not_as_described/wrong_item'],
    ['nothing like the picture', 'not_as_described/not_as_described'],
    ['its a fake', 'not_as_described/counterfeit'],
    ['never arrived', 'not_received/never_arrived'],
    ['i havent recieved my package', 'not_received/never_arrived'],
    ['nunca llegó', 'not_received/never_arrived'],
    ['came too late', 'not_received/arrived_late'],
    ['llegó muy tarde', 'not_received/arrived_late'],
    ['parts are missing', 'not_received/partially_arrived'],
    ['falta una pieza', 'not_received/partially_arrived'],
    ['too small', 'fit_preference/size_too_small'],
    ['me queda grande', 'fit_preference/size_too_large'],
    ['i changed my mind', 'change_of_mind/unwanted'],
    ['ya no lo quiero', 'change_of_mind/unwanted'],
    ['ordered by mistake', 'change_of_mind/ordered_by_mistake'],
    ['lo pedí por error', 'change_of_mind/ordered_by_mistake'],
    ['found it cheaper elsewhere', 'change_of_mind/better_price'],
    ['i was charged twice', 'billing_error/duplicate_charge'],
    ['me cobraron dos veces', 'billing_error/duplicate_charge'],
    ['my discount code was not applied', 'billing_error/promo_not_applied'],
    ['i cancelled the subscription but was still charged', 'subscription/cancelled_but_charged'],
    ['i dont recognise this charge', 'fraud/not_recognised'],
    ['no reconozco este cargo', 'fraud/not_recognised'],
    ['i returned it weeks ago and still no money', 'credit_missing/returned_but_no_credit'],
    ['it is not broken', undefined],
    ['hello', undefined],
    ['both mugs', undefined],
  ])('%j is %j', (text, expected) => {
    expect(reason(text)).toBe(expected);
  });

  it('names only reasons of the taxonomy, in every language', () => {
    for (const words of LANGUAGES) {
      for (const { handle } of words.reasons) {
        const [l1 = '', l2] = handle.split('/');
        const known = l2 === undefined ? (REASONS.find((one) => one.l1 === l1) ?? null) : findReason(l1, l2);
        expect([words.language, handle, known]).not.toContain(null);
      }
    }
  });
});

describe('what the customer wants instead', () => {
  const awaited = { awaiting: 'resolution' };
  reads('resolution', [
    ['no gift card', undefined, { awaiting: 'confirm' }],
    ['no, the money', 'refund', { awaiting: 'confirm' }],
    ['quiero otro reembolso', undefined],
    ['quiero otra taza', 'exchange'],
    ['mny bck pls', 'refund'],
    ['money back', 'refund'],
    ['quiero que me devuelvan el dinero', 'refund'],
    ['a full refund please', 'refund'],
    ['refund', 'refund', awaited],
    ['the money', 'refund', awaited],
    ['exchange please', 'exchange', awaited],
    ['send me a new one', 'exchange'],
    ['a replacement', 'exchange'],
    ['quiero un cambio', 'exchange'],
    ['store credit is fine', 'store_credit'],
    ['un vale', 'store_credit'],
    ['my money, not a voucher', 'refund', awaited],
    ['no exchange, I want a refund', 'refund'],
    ['I want a refund', undefined],
    ['the mug is broken', undefined],
  ]);
});

describe('no photo', () => {
  const evidence = { awaiting: 'evidence' };
  reads('noPhoto', [
    ['i have no stupid photo', true],
    ['no the photo is in the mail', false],
    ['no photo', true],
    ["I don't have any pictures", true],
    ['no tengo foto', true],
    ['sin fotos', true],
    ['no', true, evidence],
    ['i dont have one', true, evidence],
    ['here is a photo', false],
    ['no', false],
  ]);
});

describe('corrections', () => {
  reads('correction', [
    ['wrong order, i meant 1043', true],
    ['no, only one of them', true],
    ['it was the blue one', true],
    ['actually make it two', true],
    ['sorry, I mean the red mug', true],
    ['quise decir la roja', true],
    ['no, era la azul', true],
    ['I got the wrong item', false],
    ['both mugs', false],
    ['yes', false],
    ['no', false],
    ['no thanks', false],
  ]);
});

describe('anger', () => {
  reads('angry', [
    ['😡😡', true],
    ['this is a scam', true],
    ['third time i ask', true],
    ['WHERE IS MY MONEY ALREADY', true],
    ['where is it???!!!', true],
    ['sois unos ladrones', true],
    ['es la tercera vez que pregunto', true],
    ['where is my refund?', false],
    ['ANA@EXAMPLE.COM', false],
    ['OK', false],
    ['RF-K7M4-92QN', false],
  ]);
});

describe('languages', () => {
  reads('language', [
    ['مرحبا أريد استرداد نقودي', 'ar'],
    ['Хочу вернуть деньги', 'ru'],
    ['返金してください', 'ja'],
    ['I want my money back', 'en'],
    ['quiero mi dinero', 'es'],
    ['gracias', 'es'],
    ['bonjour, je veux un remboursement', 'fr'],
    ['ich möchte mein Geld zurück', 'de'],
    ['quero meu dinheiro de volta', 'pt'],
    ['voglio il mio rimborso', 'it'],
    ['1042', undefined],
    ['ok', undefined],
    ['no', undefined],
    ['ana@example.com', undefined],
  ]);
});

describe('additions', () => {
  reads('adds', [
    ['and the grey one', true],
    ['also two plates', true],
    ['ah y la taza azul', true],
    ['the grey one and a plate', undefined],
    ['no, the grey one', undefined],
  ]);
});
