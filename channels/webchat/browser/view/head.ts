import { LANGUAGES, type Tongue } from '../words/tongue';
import type { Words } from '../words/en';
import { el, icon, uniqueId, type IconName } from './dom';
import { createPopover } from './menu';

export type Theme = 'auto' | 'light' | 'dark';

export interface HeadPorts {
  tongue: Tongue;
  /** The shop's own title, in place of ours. */
  title: string | undefined;
  theme: Theme;
  restart(): void;
  chooseLanguage(tag: string): void;
  chooseTheme(theme: Theme): void;
  /** Present where the chat can be put away (the widget). */
  close: (() => void) | undefined;
}

export interface Head {
  node: HTMLElement;
  titleId: string;
  /** A place for a further button at the start of the row. */
  tools: HTMLElement;
}

function tool(tongue: Tongue, name: IconName, text: (words: Words) => string): HTMLButtonElement {
  const button = el('button', { type: 'button', className: 'round' }, icon(name));
  tongue.bind((words) => {
    button.setAttribute('aria-label', text(words));
    button.title = text(words);
  });
  return button;
}

function labelled(tongue: Tongue, node: HTMLElement, text: (words: Words) => string): HTMLElement {
  tongue.bind((words) => (node.textContent = text(words)));
  return node;
}

/** Asks once before the answers so far are set aside. */
function restartTool({ tongue, restart }: HeadPorts) {
  const yes = labelled(
    tongue,
    el('button', { type: 'button', className: 'answer primary' }),
    (words) => words.startOver,
  );
  const no = labelled(tongue, el('button', { type: 'button', className: 'answer' }), (words) => words.keepGoing);
  const question = labelled(tongue, el('p'), (words) => words.startOverAsk);
  const popover = createPopover(
    tool(tongue, 'restart', (words) => words.startOver),
    question,
    yes,
    no,
  );
  no.onclick = popover.close;
  yes.onclick = () => {
    popover.close();
    restart();
  };
  return popover;
}

function pick(
  tongue: Tongue,
  label: (words: Words) => string,
  options: { value: string; text: (words: Words) => string }[],
) {
  const select = el('select', { id: uniqueId('pick') });
  const items = options.map(({ value, text }) => {
    const option = el('option', { value });
    tongue.bind((words) => (option.textContent = text(words)));
    return option;
  });
  select.append(...items);
  const name = labelled(tongue, el('label', { htmlFor: select.id }), label);
  return { select, row: el('div', { className: 'pick' }, name, select) };
}

function settingsTool({ tongue, theme, chooseLanguage, chooseTheme }: HeadPorts) {
  const languages = pick(
    tongue,
    (words) => words.language,
    LANGUAGES.map(({ tag, name }) => ({ value: tag, text: () => name })),
  );
  const themes = pick(
    tongue,
    (words) => words.appearance,
    (['auto', 'light', 'dark'] as const).map((value) => ({ value, text: (words) => words[value] })),
  );
  themes.select.value = theme;
  tongue.bind(() => (languages.select.value = tongue.locale.split('-')[0] ?? 'en'));
  languages.select.onchange = () => chooseLanguage(languages.select.value);
  themes.select.onchange = () => chooseTheme(themes.select.value as Theme);
  return createPopover(
    tool(tongue, 'settings', (words) => words.settings),
    languages.row,
    themes.row,
  );
}

/** The bar above the conversation: whose chat this is, start over, settings, and close where there is something to close to. */
export function createHead(ports: HeadPorts): Head {
  const { tongue, title, close } = ports;
  const heading = el('h1', { id: uniqueId('title'), dir: 'auto' });
  tongue.bind((words) => (heading.textContent = title ?? words.title));
  const tools = el('div', { className: 'tools' });
  for (const { button, panel } of [restartTool(ports), settingsTool(ports)])
    tools.append(el('div', { className: 'tool' }, button, panel));
  if (close) {
    const button = tool(tongue, 'close', (words) => words.closeChat);
    button.onclick = close;
    tools.append(button);
  }
  return { node: el('header', { className: 'head' }, heading, tools), titleId: heading.id, tools };
}
