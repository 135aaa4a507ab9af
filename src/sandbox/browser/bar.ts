import { el, icon, spoken } from '../../../channels/webchat/browser/view/dom';
import { createPopover } from '../../../channels/webchat/browser/view/menu';
import type { ClockSeen } from '../shown';
import type { Api } from './api';
import type { Live } from './live';
import { clockTime, shortDate, span } from './span';
import { words } from './words';

/** The clock: what time the service believes it is, and buttons that move it forward. */
function clock(api: Api, live: Live): HTMLElement {
  const date = el('span', { className: 'date' });
  const time = el('b');
  const ahead = el('span', { className: 'ahead', hidden: true });
  const button = el(
    'button',
    { type: 'button', className: 'clock', title: words.clockMove },
    icon('clock'),
    date,
    time,
    ahead,
    spoken(`. ${words.clockMove}`),
  );
  const problem = el('p', { className: 'problem', hidden: true, attrs: { role: 'alert' } });
  const jumps = words.jumps.map(({ text, ms }) =>
    el('button', { type: 'button', className: 'jump', onclick: () => void move(ms) }, `+ ${text}`),
  );
  const popover = createPopover(
    button,
    el('p', { className: 'quiet' }, words.clockLead),
    el('div', { className: 'jumps' }, ...jumps),
    problem,
  );
  const show = (seen: ClockSeen) => {
    date.textContent = shortDate(seen.now);
    time.textContent = clockTime(seen.now);
    ahead.hidden = seen.ahead < 1000;
    ahead.textContent = words.clockAhead(span(seen.ahead));
  };
  async function move(ms: number): Promise<void> {
    try {
      show(await api.advance(ms));
      problem.hidden = true;
    } catch (error) {
      problem.textContent = (error as Error).message;
      problem.hidden = false;
    }
  }
  live.on<ClockSeen>('clock', show);
  return el('div', { className: 'tool' }, popover.button, popover.panel);
}

/** The bar over everything. */
export function createBar(api: Api, live: Live, tabs: HTMLElement): HTMLElement {
  const offline = el(
    'p',
    { className: 'offline', hidden: true, attrs: { role: 'status' } },
    icon('warning'),
    words.offline,
  );
  live.onLink((up) => (offline.hidden = up));
  return el(
    'header',
    { className: 'bar' },
    el('div', { className: 'brand' }, el('h1', {}, words.title), el('p', { className: 'quiet lead' }, words.lead)),
    tabs,
    clock(api, live),
    el(
      'nav',
      { className: 'links' },
      el('a', { href: '/', className: 'link' }, words.chatPage),
      el('a', { href: '/docs', className: 'link' }, words.docs),
    ),
    offline,
  );
}
