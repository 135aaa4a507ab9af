import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { texts } from '../../locales';
import { readCaseNo } from '../../src/domain/case-number';
import { understand } from '../../src/understanding/understand';

/** What we tell customers to write has to work when they write it. */
describe('the words that texts suggest', () => {
  it.each([
    ['en', 'back', 'back'],
    ['en', 'change', 'change'],
    ['en', 'start over', 'restart'],
    ['en', 'agent', 'agent'],
    ['es', 'atrás', 'back'],
    ['es', 'cambiar', 'change'],
    ['es', 'empezar de nuevo', 'restart'],
    ['es', 'agente', 'agent'],
  ] as const)('steer the conversation (%s: "%s")', (locale, words, control) => {
    expect(texts[locale].help).toContain(`"${words}"`);
    expect(understand(words, { locale }).control).toMatchObject({ name: control, whole: true });
  });

  it.each([
    ['en', 'money back', 'refund'],
    ['en', 'exchange', 'exchange'],
    ['en', 'store credit', 'store_credit'],
    ['es', 'reembolso', 'refund'],
    ['es', 'cambio', 'exchange'],
    ['es', 'vale de compra', 'store_credit'],
  ] as const)('say what the customer wants (%s: "%s")', (locale, words, resolution) => {
    expect(texts[locale].refund.askResolution_2).toContain(`"${words}"`);
    expect(understand(words, { locale, awaiting: 'resolution' }).resolution).toBe(resolution);
  });

  it.each([
    ['en', 'status'],
    ['es', 'estado'],
  ] as const)('ask for the status (%s: "%s")', (locale, words) => {
    expect(texts[locale].refund.filed_review).toContain(`"${words}"`);
    expect(understand(words, { locale }).intent.name).toBe('refund_status');
  });

  it.each([
    ['en', 'no photo'],
    ['es', 'sin foto'],
  ] as const)('say that there is no photo (%s: "%s")', (locale, words) => {
    expect(texts[locale].refund.askEvidence_2).toContain(`"${words}"`);
    expect(understand(words, { locale, awaiting: 'evidence' }).noPhoto).toBe(true);
  });

  it.each([
    ['en', 'it arrived broken'],
    ['en', 'I ordered the wrong size'],
    ['es', 'llegó roto'],
    ['es', 'pedí la talla equivocada'],
  ] as const)('give a reason (%s: "%s")', (locale, words) => {
    expect(texts[locale].refund.askReason_2).toContain(`"${words}"`);
    expect(understand(words, { locale, awaiting: 'reason' }).reasons[0]?.confidence).toBeGreaterThan(0.4);
  });

  it.each(['en', 'es'] as const)('start a request in one sentence (%s)', (locale) => {
    const [, example = ''] = /"([^"]*1042[^"]*)"/.exec(texts[locale].lost_2) ?? [];
    const { intent, orderNos, reasons } = understand(example, { locale });
    expect(intent.name).toBe('refund_request');
    expect(orderNos).toEqual(['1042']);
    expect(reasons[0]).toMatchObject({ l1: 'not_as_described' });
  });

  it.each([
    ['en', 'contest'],
    ['es', 'reclamar'],
  ] as const)('contest a denial (%s: "%s")', (locale, words) => {
    expect(texts[locale].refund.denied).toContain(`"${words}"`);
    expect(texts[locale].word.contest.split('|')).toContain(words);
  });
});

/** Files below a folder, read whole. */
const written = (place: string): [string, string][] =>
  statSync(place).isDirectory()
    ? readdirSync(place).flatMap((name) => written(join(place, name)))
    : [[place, readFileSync(place, 'utf8')]];

describe('case numbers given as examples', () => {
  const places = [
    'README.md',
    'CHANGELOG.md',
    'docs',
    'locales',
    'channels',
    'dialogs',
    'src/domain',
    'src/http',
    'src/sandbox',
  ];
  const examples = places
    .flatMap(written)
    .flatMap(([place, text]) => (text.match(/\bRF-\w{4}-\w{4}\b/g) ?? []).map((number) => [number, place] as const));

  it('are there in every language', () => {
    const inTexts = examples.filter(([, place]) => /^locales.(en|es)\.json$/.test(place));
    expect(new Set(inTexts.map(([, place]) => place)).size).toBe(2);
  });

  it.each(examples)('hold no slip (%s in %s)', (number) => expect(readCaseNo(number)).toBe(number));
});
