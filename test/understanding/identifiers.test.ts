import { newCaseNo } from '../../src/domain/case-number';
import { understand } from '../../src/understanding/understand';
import { reads } from './table';

const order = { awaiting: 'order' };
const contact = { awaiting: 'contact' };

describe('order numbers are read where they are named, marked or awaited', () => {
  reads('orderNos', [
    ['order 1042', ['1042']],
    ['my order number is 1042', ['1042']],
    ['Order no. 1042', ['1042']],
    ['#1042', ['1042']],
    ['n.º 1042', ['1042']],
    ['nº 1042', ['1042']],
    ['pedido 1042', ['1042']],
    ['el número de pedido es el 1042', ['1042']],
    ['A-10233', ['A-10233']],
    ['it is w2378156', ['W2378156']],
    ['١٠٤٢', ['1042'], order],
    ['１０４２', ['1042'], order],
    ['1042', ['1042'], order],
    ['its 1042 i think', ['1042'], order],
    ['1042', ['1042']],
    ['order 1042 and 1043', ['1042', '1043']],
    ['orders 1042, 1043', ['1042', '1043']],
    ['refund for #1042, ana@example.com, arrived broken, both mugs, no photo, money back', ['1042']],
    ['wrong order, i meant 1043', ['1043']],
    ['perdón, quise decir 1043', ['1043']],
    ['order 1042 ana@example.com', ['1042']],
    ['1042 ana@example.com', ['1042']],
    ['ana@example.com, 1042', ['1042']],
    ['refund 1050 ana@example.com please', ['1050']],
    ['1042', ['1042'], { awaiting: 'case' }],
    ['refund 1042', ['1042']],
    ['refund 1042 postcode 94107', ['1042']],
    ['reembolso del 1042', ['1042']],
    ['devolución 10423', ['10423']],
    ['estado del 1042', ['1042']],
    ['order 1043, ana@example.com', ['1043'], contact],
    ['1043 ana@example.com', ['1043'], contact],
    ['the order is 1043', ['1043'], contact],
  ]);
});

describe('of several order numbers those that are not meant are told', () => {
  reads('refusedNos', [
    ["it's order 1050, not 1042", ['1042'], order],
    ['order 1050 instead of order 1042', ['1042']],
    ['es el pedido 1050, no el 1042', ['1042'], order],
    ['pedido 1050 en vez del pedido 1042', ['1042']],
    ['orders 1042 and 1050', undefined],
    ['not order 1042', undefined],
  ]);
});

describe('other numbers are no order numbers', () => {
  reads('orderNos', [
    ['i paid $1042', []],
    ['I paid 1042 euros', []],
    ['since 2024', []],
    ['ordered on 2024-05-12', []],
    ['415-555-0132', []],
    ['+15005550006', []],
    ['zip 94107', []],
    ['94107', [], contact],
    ['the card ending 4242', []],
    ['waiting for 100 days', []],
    ['1', []],
    ['2 of them', []],
    ['order xxxxxxxxxxxx4242', []],
    ['ana1042@example.com', [], order],
    ['user99 bought it', []],
    ['refund 1500 dollars', []],
    ['refund 2019', []],
    ['bought in 2024 as ana@example.com', []],
    ['ana@example.com, the card ending in 4242', []],
    ['the 1000 piece puzzle of order w3942875, ana@example.com', ['W3942875']],
  ]);
});

describe('e-mail addresses are read in lower case, also when spelled out', () => {
  reads('email', [
    ['ana@example.com', 'ana@example.com'],
    ['It is ANA.Ruiz+shop@Example.co.uk.', 'ana.ruiz+shop@example.co.uk'],
    ['ana at example dot com', 'ana@example.com'],
    ['ana arroba example punto com', 'ana@example.com'],
    ['ana @ example.com', 'ana@example.com'],
    ['(ana@example.com),', 'ana@example.com'],
    ['ana@example.com. it broke', 'ana@example.com'],
    ['ana@example.com.\nno photo', 'ana@example.com'],
    ['ana@example. com', 'ana@example.com'],
    ['ana@example . co . uk. thanks', 'ana@example.co.uk'],
    ['i bought it at the shop', undefined],
    ['@ana', undefined],
    ['order 1042', undefined],
  ]);
});

describe('phone numbers are E.164 where that can be told, else digits', () => {
  reads('phone', [
    ['+15005550006', '+15005550006'],
    ['+1 (500) 555-0006', '+15005550006'],
    ['0034 612 345 678', '+34612345678'],
    ['415-555-0132', '4155550132'],
    ['my phone is 4155550132', '4155550132'],
    ['2125550123', '+12125550123', { ...contact, locale: 'en-US' }],
    ['612 34 56 78', '+34612345678', { locale: 'es-ES' }],
    ['07700 900123', '07700900123', contact],
    ['2125550123', undefined, order],
    ['1042', undefined, contact],
    ['2024-05-12', undefined],
  ]);
});

describe('postcodes are read where they are awaited or named', () => {
  reads('postcode', [
    ['94107', '94107', contact],
    ['94107-1234', '94107-1234', contact],
    ['sw1a 1aa', 'SW1A 1AA', contact],
    ['28013', '28013', contact],
    ['zip 94107', '94107'],
    ['my postcode is SW1A 1AA', 'SW1A 1AA'],
    ['código postal 28013', '28013'],
    ['order 94107', undefined],
    ['the order is 94107', undefined, contact],
    ['94107 ana@example.com', undefined, contact],
    ['hello', undefined, contact],
  ]);
});

it('reads a case number however it is written, and takes it for nothing else', () => {
  const caseNo = newCaseNo(new Uint8Array([3, 1, 4, 1, 5, 9, 2, 6]));
  const spoken = caseNo.toLowerCase().replaceAll('-', ' ');
  for (const text of [caseNo, `where is ${spoken}?`]) {
    const reading = understand(text, { locale: 'en', awaiting: 'case' });
    expect(reading.caseNo).toBe(caseNo);
    expect(reading.orderNos).toEqual([]);
    expect(reading.phone).toBeUndefined();
  }
});
