import { el, uniqueId } from '../../../../channels/webchat/browser/view/dom';
import type { LogSeen } from '../../shown';
import { clockTime } from '../span';
import { stickToEnd } from '../stick';
import { words } from '../words';
import { entryName, entryText, entryTone } from './log-words';

const CHANNELS: Record<string, string> = {
  webchat: words.chat,
  sms: words.sms,
  whatsapp: words.whatsapp,
  slack: 'Slack',
  case: 'Case',
};

const place = ({ channel, of }: LogSeen): string => (channel === 'case' ? of : (CHANNELS[channel] ?? channel));

function line(entry: LogSeen): HTMLElement {
  const details = el(
    'details',
    {},
    el(
      'summary',
      {},
      el('span', { className: `kind ${entryTone(entry)}` }, entryName(entry)),
      el('span', { className: 'told', dir: 'auto' }, entryText(entry)),
      el('span', { className: 'when quiet' }, `${clockTime(entry.at)} · ${place(entry)}`),
    ),
  );
  details.ontoggle = () => {
    if (!details.open || details.childElementCount > 1) return;
    const kept = JSON.stringify(entry.data, null, 2);
    details.append(el('pre', { tabIndex: 0, attrs: { 'aria-label': words.logEntry, role: 'region' } }, kept));
  };
  return el('li', { attrs: { 'data-type': entry.type, 'data-stream': entry.channel } }, details);
}

export interface LogPane {
  node: HTMLElement;
  /** True when something came that was not there. */
  show(entries: LogSeen[]): boolean;
}

/** The log, oldest first, each entry with what is kept of it. Follows its end unless somebody reads further up. */
export function createLogPane(): LogPane {
  const lines = new Map<string, HTMLElement>();
  let all: LogSeen[] = [];
  const empty = el('p', { className: 'empty' }, words.logEmpty);
  const list = el('ol', { className: 'log-lines' });
  const filter = el('select', { id: uniqueId('filter') });
  const scroller = el(
    'div',
    { className: 'log-scroll', tabIndex: 0, attrs: { role: 'log', 'aria-label': words.log } },
    empty,
    list,
  );

  const { settle } = stickToEnd(scroller);
  const nameOf = (entry: LogSeen) => (entry.channel === 'case' ? `case:${entry.of}` : entry.channel);
  function offer(): void {
    const found = [...new Set(all.map(nameOf))];
    const options = [
      ['', words.logAll],
      ...found.map((one) => [one, one.startsWith('case:') ? one.slice(5) : (CHANNELS[one] ?? one)]),
    ];
    if (filter.options.length === options.length) return;
    const chosen = filter.value;
    filter.replaceChildren(...options.map(([value = '', text = '']) => el('option', { value }, text)));
    filter.value = chosen;
  }
  function draw(): void {
    const shown = all.filter((one) => !filter.value || nameOf(one) === filter.value);
    list.replaceChildren(
      ...shown.map((entry) => {
        const node = lines.get(entry.id) ?? line(entry);
        lines.set(entry.id, node);
        return node;
      }),
    );
    empty.hidden = shown.length > 0;
    settle();
  }
  filter.onchange = draw;
  const node = el(
    'div',
    { className: 'side-body log-body' },
    el(
      'div',
      { className: 'log-head' },
      el('p', { className: 'quiet' }, words.logLead),
      el('label', { htmlFor: filter.id, className: 'spoken' }, words.logFilter),
      filter,
    ),
    scroller,
  );
  return {
    node,
    show(entries) {
      const isNew = entries.some(({ id }) => !lines.has(id));
      all = entries;
      offer();
      if (isNew || entries.length !== list.childElementCount) draw();
      return isNew;
    },
  };
}
