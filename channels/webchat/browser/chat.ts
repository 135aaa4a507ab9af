import { createConversation } from './conversation';
import { printAlone } from './print';
import { fitColours } from './view/accent';
import { createComposer } from './view/composer';
import { el } from './view/dom';
import { takeDrops } from './view/drop';
import { createHead, type Theme } from './view/head';
import { createLog } from './view/log';
import { createNotice } from './view/notice';
import { createSamples } from './view/samples';
import { createApi } from './wire/api';
import { lasting } from './wire/memory';
import { directionOf, type Tongue } from './words/tongue';

export interface ChatOptions {
  /** Where the chat is drawn. */
  place: HTMLElement;
  /** The service, without a trailing slash. */
  base: string;
  tongue: Tongue;
  title?: string | undefined;
  /** Set by the shop; without it the customer may choose, and the device decides. */
  theme?: Theme | undefined;
  /** Set by the shop; without it the language decides. */
  direction?: 'ltr' | 'rtl' | undefined;
  /** Show the sample orders, where the service has any. */
  samples: boolean;
  /** The stylesheet as text, for printing. */
  sheet: string;
  close?: (() => void) | undefined;
  /** A message came in; the widget counts those that came while it was closed. */
  arrived?: (() => void) | undefined;
}

export interface Chat {
  titleId: string;
  focus(): void;
  /** Puts words into the message box, to be looked at before they are sent. */
  suggest(text: string): void;
  /** Works out the colours again, after the page has changed them. */
  repaint(): void;
}

/** Draws the chat and keeps its conversation going. The same for the page and the widget. */
export function mountChat(options: ChatOptions): Chat {
  const { place, base, tongue } = options;
  const memory = lasting(`redress:${base}:`);
  const announcer = el('div', { className: 'spoken', attrs: { role: 'status' } });
  const slow = el('p', { className: 'slow', hidden: true, attrs: { role: 'status' } });
  const veil = el('div', { className: 'drop', hidden: true });
  const root = el('div', { className: 'redress' });
  const log = createLog(tongue);
  const announce = (text: string) => (announcer.textContent = text);

  const conversation = createConversation({
    base,
    tongue,
    log,
    announce,
    state(state) {
      root.dataset.link = state.kind;
      notice.show(state);
    },
    working(state) {
      log.typing(state !== 'idle');
      announce(state === 'typing' ? tongue.words.typing : '');
      slow.hidden = state !== 'slow';
      log.settle();
    },
    arrived: () => options.arrived?.(),
    picked: (byKey) => (byKey ? composer.focus() : log.focus()),
    print: (node) => printAlone(node, root, options.sheet),
  });
  const notice = createNotice(tongue, () => conversation.hurry());
  const composer = createComposer({
    tongue,
    send: (text, photos) => conversation.say(text, photos),
    up: () => void conversation.focusAnswers(),
    resized: () => log.settle(),
  });
  const theme = options.theme ?? memory.read<Theme>('theme') ?? 'auto';
  const paint = (chosen: Theme) => {
    root.dataset.theme = chosen;
    fitColours(root);
  };
  const head = createHead({
    tongue,
    title: options.title,
    theme,
    restart() {
      log.divide(tongue.words.startedOver);
      conversation.say(tongue.words.startOverSay, []);
    },
    chooseLanguage(tag) {
      tongue.set(tongue.formatting(tag));
      conversation.say(tongue.words.languageSay, []);
    },
    chooseTheme(chosen) {
      memory.write('theme', chosen);
      paint(chosen);
    },
    close: options.close,
  });
  tongue.bind((words) => {
    root.lang = tongue.locale;
    root.dir = options.direction ?? directionOf(tongue.locale);
    slow.textContent = words.slow;
    veil.textContent = words.drop;
    conversation.relabel();
  });
  takeDrops(root, veil, (files) => composer.addPhotos(files));
  const chip = el('div', { className: 'chip-place' }, log.chip);
  root.append(
    el('div', { className: 'chat' }, head.node, notice.node, log.node, slow, chip, composer.node, announcer, veil),
  );
  place.append(root);
  paint(theme);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => fitColours(root));
  if (options.samples) void showSamples();
  conversation.start();
  return {
    titleId: head.titleId,
    focus: () => composer.focus(),
    suggest: (text) => composer.suggest(text),
    repaint: () => fitColours(root),
  };

  /** A service with a shop's real orders has none to try: nothing is shown then. */
  async function showSamples() {
    const { samples, demo } = await createApi(base)
      .samples()
      .catch(() => ({ samples: [], demo: undefined }));
    if (samples.length === 0) return;
    const view = createSamples(tongue, { samples, demo }, (text) => composer.suggest(text));
    root.append(view.node);
    head.tools.prepend(view.button);
  }
}
