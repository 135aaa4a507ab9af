import { understand } from '../../src/understanding/understand';

const answer = (text: string) => understand(text, { locale: 'en' }).answer;

describe('an explicit yes counts', () => {
  it.each([
    'yes',
    'Yes.',
    'YES!!',
    'yep',
    'yeah ok',
    'sure',
    'correct',
    'y',
    'ok',
    'yes please',
    'that’s right',
    'go ahead',
    'ok yes, that is correct',
    'yes thanks',
    'uh-huh',
    'please do',
    '👍',
    '✅ yes',
    'ｙｅｓ',
    'y\u200Bes',
    '“yes”',
    'hmm, yes',
    'looks good',
    'sí',
    'Si',
    'si, claro',
    'claro',
    'dale',
    'vale',
    'sí, confirmo',
    'si porfa',
    'así es',
    'de acuerdo',
    'correcto',
    'por supuesto',
    'yes no problem',
  ])('%j', (text) => {
    expect(answer(text)).toMatchObject({ yes: true, hedged: false });
  });
});

describe('a plain no is a no', () => {
  it.each([
    'no',
    'No.',
    'nope',
    'nah',
    'n',
    'no thanks',
    'not yes',
    "I don't think so",
    'that’s wrong',
    'that is not correct',
    'of course not',
    'no way',
    '👎',
    'wrong',
    'claro que no',
    'no, gracias',
    'para nada',
    'no es correcto',
    'nop',
    'mejor no',
  ])('%j', (text) => {
    expect(answer(text)).toMatchObject({ yes: false, hedged: false });
  });
});

describe('a hedged, conditional or doubtful yes is never consent', () => {
  it.each([
    'yes but send to my paypal',
    'yes if it is today',
    'maybe',
    'i guess',
    'I guess so',
    'yes?',
    'ok?',
    'sure whatever',
    'why not',
    'no problem',
    'yes… no wait',
    'yes, but only one',
    'ok but not the blue one',
    'yes and also the plate',
    'yes or no?',
    'yeah right',
    'yes unless it takes a week',
    'yes except the red one',
    'great, where is my money?',
    'ok and how long does it take',
    'sí pero solo una',
    'quizás',
    'supongo',
    'creo que sí',
    'por qué no',
    'sí, si llega hoy',
    'a lo mejor',
  ])('%j', (text) => {
    const read = answer(text);
    expect(read === undefined || read.hedged || !read.yes).toBe(true);
  });
});

describe('what is no answer is not taken for one', () => {
  it.each([
    'not sure',
    'are you sure?',
    'no photo',
    'no tengo foto',
    'never arrived',
    'right now',
    'i would like to cancel my order',
    'it was the blue one',
    'no funciona',
    'nº 1042',
    'yesterday',
    'nobody answers',
    'wrong item',
    'good morning',
    'si no llega mañana me quejo',
    'no sé',
    'refund',
    '1042',
    '',
  ])('%j', (text) => {
    expect(answer(text)).toBeUndefined();
  });
});

describe('the rest of an answer is kept', () => {
  it.each([
    ['no, only one of them', 'only one of them'],
    ['No - it was the blue one', 'it was the blue one'],
    ['yes, all of it', 'all of it'],
    ['sí, todo', 'todo'],
    ['no, solo una', 'solo una'],
    ['yes', ''],
  ])('%j leaves %j', (text, rest) => {
    expect(answer(text)?.rest).toBe(rest);
  });
});

it('takes "that is all" for a no to "anything else?", but not for a firm one', () => {
  expect(answer("that's all")).toEqual({ yes: false, rest: '', hedged: true });
  expect(answer('not now')).toEqual({ yes: false, rest: '', hedged: true });
});
