import type { LinkState } from '../wire/link';
import { time } from '../words/moment';
import type { Words } from '../words/en';
import type { Tongue } from '../words/tongue';
import { el } from './dom';

export interface Notice {
  node: HTMLElement;
  show(state: LinkState): void;
}

/** Short interruptions heal by themselves: only longer ones are worth a word. */
const PATIENCE_MS = 1_500;
const GOOD_NEWS_MS = 2_500;

function sentence(state: LinkState, words: Words, locale: string): string {
  switch (state.kind) {
    case 'opening':
      return words.loading;
    case 'online':
      return '';
    case 'lost':
      return words.reconnecting;
    case 'busy':
      return words.busy(time(state.until.toISOString(), locale) ?? '');
    default:
      return words[state.kind];
  }
}

/** The line under the head that says how the connection is, when that is worth saying, with a button where trying helps. */
export function createNotice(tongue: Tongue, tryNow: () => void): Notice {
  const text = el('span');
  const button = el('button', { type: 'button', className: 'link', onclick: tryNow });
  const node = el('div', { className: 'notice', hidden: true, attrs: { role: 'status' } }, text, button);
  let current: LinkState = { kind: 'opening' };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown = false;

  const put = (words: string) => {
    text.textContent = words;
    button.hidden = !['lost', 'unreachable', 'busy'].includes(current.kind);
    node.dataset.state = current.kind;
    node.hidden = words === '';
    shown = words !== '' && current.kind !== 'opening' && current.kind !== 'online';
  };
  tongue.bind((words) => {
    button.textContent = words.tryNow;
    if (!node.hidden) put(sentence(current, words, tongue.formatting()));
  });
  return {
    node,
    show(state) {
      const troubled = shown;
      current = state;
      clearTimeout(timer);
      const words = () => sentence(state, tongue.words, tongue.formatting());
      if (state.kind === 'online') {
        put(troubled ? tongue.words.backOnline : '');
        timer = setTimeout(() => put(''), GOOD_NEWS_MS);
      } else if (state.kind === 'lost' || state.kind === 'opening') {
        timer = setTimeout(() => put(words()), shown ? 0 : state.kind === 'lost' ? PATIENCE_MS : 400);
      } else put(words());
    },
  };
}
