import sheet from './chat.css';
import { mountChat } from './chat';
import { el } from './view/dom';
import { wear } from './view/wear';
import { chooseLocale, createTongue, directionOf } from './words/tongue';

/** The page at `/`: the chat over the whole window, with the sample orders beside it. `?lang=` and `?theme=` set it up. */
function main(): void {
  const { documentElement, body } = document;
  const wishes = new URLSearchParams(location.search);
  // `lang` in the file is for readers without scripts; a shop that serves its own page fixes the language by data-lang.
  const pageLanguage = documentElement.dataset.lang;
  const tongue = createTongue(
    chooseLocale([wishes.get('lang'), pageLanguage, ...navigator.languages]),
    navigator.languages,
  );
  tongue.bind((words) => {
    documentElement.lang = tongue.locale;
    documentElement.dir = directionOf(tongue.locale);
    document.title = words.title;
  });
  wear(document, sheet);
  const theme = wishes.get('theme');
  const place = el('main', { className: 'page' });
  body.replaceChildren(place);
  mountChat({
    place,
    base: location.origin,
    tongue,
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    samples: wishes.get('samples') !== 'no',
    sheet,
  }).focus();
}

main();
