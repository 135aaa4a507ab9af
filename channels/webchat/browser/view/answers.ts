import type { Choice } from '../wire/activity';
import type { Words } from '../words/en';
import { el, icon } from './dom';

/** Questions whose choices may be combined: their values are joined by commas. */
const SEVERAL = new Set(['refund.askItems']);
/** Questions whose first choice is the one that goes ahead. */
const CONFIRMS = new Set(['refund.readBack']);

export interface AnswersOptions {
  key: string;
  choices: Choice[];
  words: Words;
  locale: string;
  /** `byKey`: the button was pressed from the keyboard, so that the focus has to be led on. */
  pick(choice: Choice, byKey: boolean): void;
}

/** Arrow keys walk through the buttons; leaving at either end is left to the caller. */
function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = event.target;
  if (!step || !(here instanceof HTMLElement) || !(event.currentTarget instanceof HTMLElement)) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('button, input')];
  const next = all[all.indexOf(here) + step];
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}

/** All choices but the one for everything, which two items already are. */
const singles = (choices: Choice[]): Choice[] => choices.filter(({ value }) => !/(^|:)all$/.test(value));

/** A keyboard's click has no pointer position count. */
const byKey = (event: MouseEvent): boolean => event.detail === 0;

function buttons({ key, choices, words, pick }: AnswersOptions, several: () => void): HTMLElement[] {
  const own = choices.map((choice, at) =>
    el(
      'button',
      {
        type: 'button',
        className: `answer${CONFIRMS.has(key) && at === 0 ? ' primary' : ''}`,
        dir: 'auto',
        onclick: (event) => pick(choice, byKey(event)),
      },
      choice.text,
    ),
  );
  const more = el('button', { type: 'button', className: 'answer quiet-answer', onclick: several }, words.several);
  return SEVERAL.has(key) && singles(choices).length > 2 ? [...own, more] : own;
}

/** The choices as boxes to tick, sent together as one answer. A choice for everything stays a button. */
function boxes({ choices, words, locale, pick }: AnswersOptions): HTMLElement[] {
  const single = singles(choices);
  const inputs = single.map((choice) => el('input', { type: 'checkbox', value: choice.value }));
  const hint = el('p', { className: 'problem', attrs: { role: 'alert' } });
  const send = (event: MouseEvent) => {
    const chosen = single.filter((_, at) => inputs[at]?.checked);
    if (chosen.length === 0) {
      hint.textContent = words.severalNone;
      inputs[0]?.focus();
      return;
    }
    const text = new Intl.ListFormat(locale, { type: 'conjunction' }).format(chosen.map((choice) => choice.text));
    pick({ value: chosen.map((choice) => choice.value).join(','), text }, byKey(event));
  };
  return [
    ...single.map((choice, at) =>
      el('label', { className: 'answer box', dir: 'auto' }, inputs[at], el('span', {}, choice.text)),
    ),
    hint,
    el('button', { type: 'button', className: 'answer primary', onclick: send }, icon('check'), words.severalDone),
  ];
}

/** The choices of a message as real buttons under it. */
export function answersView(options: AnswersOptions): HTMLElement {
  const group = el('div', {
    className: `answers${options.choices.length <= 2 ? ' few' : ''}`,
    onkeydown: walk,
    attrs: { role: 'group', 'aria-label': options.words.answers },
  });
  const several = () => {
    group.replaceChildren(...boxes(options));
    group.querySelector('input')?.focus();
  };
  group.append(...buttons(options, several));
  return group;
}
