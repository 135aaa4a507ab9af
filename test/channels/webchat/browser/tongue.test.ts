import { en } from '../../../../channels/webchat/browser/words/en';
import { es } from '../../../../channels/webchat/browser/words/es';
import { chooseLocale, createTongue, directionOf, wordsIn } from '../../../../channels/webchat/browser/words/tongue';

test('the first wish that is a language wins, and English is the last resort', () => {
  expect(chooseLocale([undefined, '', 'es-mx', 'en'])).toBe('es-MX');
  expect(chooseLocale(['not a language', null])).toBe('en');
});

test('a language without words of its own is shown in English but written in its direction', () => {
  expect(wordsIn('ar')).toBe(en);
  expect(directionOf('ar-EG')).toBe('rtl');
  expect(directionOf('es')).toBe('ltr');
});

test('dates and amounts take the region the customer reads', () => {
  const tongue = createTongue('en', ['es-MX', 'en-US']);
  expect(tongue.formatting('es')).toBe('es-MX');
  expect(tongue.formatting('fr')).toBe('fr');
  expect(tongue.formatting('e$')).toBe('en');
});

test('what is bound is said again when the language changes, and only then', () => {
  const said: string[] = [];
  const tongue = createTongue('en', []);
  tongue.bind((words) => said.push(words.send));
  tongue.set('en');
  tongue.set('es');
  expect(said).toEqual([en.send, es.send]);
});

test('every word exists in every language and none is left in English by oversight', () => {
  const same = (Object.keys(en) as (keyof typeof en)[]).filter(
    (key) => typeof en[key] === 'string' && en[key] === es[key],
  );
  expect(same).toEqual([]);
});
