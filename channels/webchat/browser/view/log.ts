import { day, sameDay } from '../words/moment';
import type { Tongue } from '../words/tongue';
import { el, icon } from './dom';

export interface LogView {
  node: HTMLElement;
  chip: HTMLElement;
  /** Adds at the end. The view follows only if the reader was at the end, and never past the first thing not yet read. */
  add(entry: HTMLElement, at: string, own: boolean): void;
  /** A line across: a new start, a new conversation. */
  divide(text: string): void;
  typing(on: boolean): void;
  /** Announces what is added from now on; what was there before is history. */
  live(): void;
  focus(): void;
  /** Keeps the end in view when something below the log grows. */
  settle(): void;
}

/** Pixels from the end that still count as being there. */
const NEAR = 48;

/** The conversation: a live region that scrolls by itself and is never moved under the reader's eyes. */
export function createLog(tongue: Tongue): LogView {
  const dots = el('div', { className: 'typing', hidden: true }, el('i'), el('i'), el('i'));
  const entries = el('div', { className: 'entries', attrs: { role: 'log', 'aria-live': 'off' } });
  const node = el('div', { className: 'scroller', tabIndex: 0, attrs: { role: 'region' } }, entries, dots);
  const label = el('span');
  const chip = el('button', { type: 'button', className: 'chip', hidden: true }, icon('down'), label);
  let unread: HTMLElement[] = [];
  let following = true;
  let lastDay: Date | undefined;

  const distance = () => node.scrollHeight - node.clientHeight - node.scrollTop;
  function showChip() {
    chip.hidden = distance() <= NEAR || (unread.length === 0 && following);
    // A long message whose beginning is in view is not new below the fold: there is only more of it.
    const fold = node.scrollTop + node.clientHeight - 24;
    const below = unread.filter((entry) => entry.offsetTop > fold).length;
    label.textContent = below > 0 ? tongue.words.newMessages(below) : tongue.words.more;
  }
  /** To the end, or to the first unread entry where that would otherwise leave the screen at the top. */
  function follow() {
    const end = node.scrollHeight - node.clientHeight;
    const first = unread[0];
    const target = first ? Math.min(end, first.offsetTop - entries.offsetTop - 8) : end;
    node.scrollTop = Math.max(node.scrollTop, target);
    showChip();
  }
  function dayLine(at: Date) {
    if (lastDay && sameDay(lastDay, at)) return;
    const now = new Date();
    const text = sameDay(at, now) ? tongue.words.today : day(at.toISOString(), tongue.formatting(), now);
    if (lastDay || !sameDay(at, now)) entries.append(el('div', { className: 'divider' }, el('span', {}, text ?? '')));
    lastDay = at;
  }
  const reveal = () => {
    const first = unread[0];
    unread = [];
    following = true;
    const end = node.scrollHeight - node.clientHeight;
    node.scrollTo({
      top: first ? Math.min(end, first.offsetTop - entries.offsetTop - 8) : end,
      behavior: calm() ? 'auto' : 'smooth',
    });
    node.focus({ preventScroll: true });
  };
  chip.onclick = reveal;
  tongue.bind((words) => {
    node.setAttribute('aria-label', words.log);
    entries.setAttribute('aria-label', words.log);
    showChip();
  });
  node.addEventListener('scroll', () => {
    following = distance() <= NEAR;
    if (following) unread = [];
    showChip();
  });
  return {
    node,
    chip,
    add(entry, at, own) {
      const wasFollowing = following;
      dayLine(new Date(at));
      entries.append(entry);
      if (own) unread = [];
      else unread.push(entry);
      if (own || wasFollowing) follow();
      following = own || (wasFollowing && distance() <= NEAR);
      if (following) unread = [];
      showChip();
    },
    divide(text) {
      entries.append(el('div', { className: 'divider' }, el('span', {}, text)));
    },
    typing(on) {
      if (dots.hidden === !on) return;
      dots.hidden = !on;
      if (following) node.scrollTop = node.scrollHeight;
    },
    live: () => entries.setAttribute('aria-live', 'polite'),
    focus: () => node.focus({ preventScroll: true }),
    settle() {
      if (following) node.scrollTop = node.scrollHeight;
      showChip();
    },
  };
}

const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
