import sheet from './chat.css';
import { mountChat, type Chat } from './chat';
import { fitColours } from './view/accent';
import { el, icon } from './view/dom';
import type { Theme } from './view/head';
import { wear } from './view/wear';
import { chooseLocale, createTongue, directionOf } from './words/tongue';

/** What a shop may write on the script tag: data-lang, data-accent, data-title, data-theme, data-dir, data-open. */
const script =
  document.currentScript instanceof HTMLScriptElement
    ? document.currentScript
    : document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]');
const given = script?.dataset ?? {};
const base = new URL('.', script?.src ?? location.href).href.replace(/\/$/, '');

const oneOf = <T extends string>(value: string | undefined, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => one === value);

/** Adds the launcher and, when it is first opened, the chat, in a shadow root that the shop's styles do not reach. */
function main(): void {
  if (document.querySelector('redress-chat')) return;
  const host = document.createElement('redress-chat');
  if (given.accent) host.style.setProperty('--redress-accent', given.accent);
  const shadow = host.attachShadow({ mode: 'open' });
  wear(shadow, sheet);

  const tongue = createTongue(
    chooseLocale([given.lang, document.documentElement.lang, ...navigator.languages]),
    navigator.languages,
  );
  const theme = oneOf<Theme>(given.theme, ['auto', 'light', 'dark']);
  const direction = oneOf(given.dir, ['ltr', 'rtl'] as const);
  let chat: Chat | undefined;
  let unread = 0;

  const badge = el('span', { className: 'badge', hidden: true });
  const launcher = el(
    'button',
    { type: 'button', className: 'launcher', attrs: { 'aria-expanded': 'false', 'aria-haspopup': 'dialog' } },
    icon('chat'),
    icon('close'),
    badge,
  );
  const panel = el('div', { className: 'panel', hidden: true, attrs: { role: 'dialog' } });
  const frame = el('div', { className: 'redress widget' }, panel, launcher);
  const isOpen = () => !panel.hidden;

  const label = () => {
    const { words } = tongue;
    const closed = given.title ? `${words.open}: ${given.title}` : words.open;
    const text = isOpen() ? words.closeChat : closed;
    launcher.setAttribute('aria-label', unread > 0 ? `${text}, ${words.unread(unread)}` : text);
    badge.textContent = String(unread);
    badge.hidden = unread === 0;
  };
  function open() {
    panel.hidden = false;
    unread = 0;
    frame.classList.add('is-open');
    launcher.setAttribute('aria-expanded', 'true');
    label();
    chat ??= mountChat({
      place: panel,
      base,
      tongue,
      title: given.title,
      theme,
      direction,
      samples: false,
      sheet,
      close,
      arrived() {
        if (!isOpen()) unread += 1;
        label();
      },
    });
    panel.setAttribute('aria-labelledby', chat.titleId);
    chat.repaint();
    if (!matchMedia('(pointer: coarse)').matches) chat.focus();
  }
  function close() {
    panel.hidden = true;
    frame.classList.remove('is-open');
    launcher.setAttribute('aria-expanded', 'false');
    label();
    launcher.focus();
  }
  launcher.onclick = () => (isOpen() ? close() : open());
  panel.onkeydown = (event) => {
    if (event.key === 'Escape') close();
  };
  tongue.bind(() => {
    frame.dir = direction ?? directionOf(tongue.locale);
    frame.lang = tongue.locale;
    label();
  });
  frame.dataset.theme = theme ?? 'auto';
  shadow.append(frame);
  document.body.append(host);
  fitColours(frame);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => fitColours(frame));
  if (given.open !== undefined) open();
}

if (document.body) main();
else document.addEventListener('DOMContentLoaded', main);
