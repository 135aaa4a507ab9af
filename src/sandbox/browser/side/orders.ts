import { el } from '../../../../channels/webchat/browser/view/dom';
import type { SampleSeen } from '../../shown';
import { words } from '../words';

/** The sample orders, with what each will show. `choose` gets the one that is wanted. */
export function createOrders(samples: Promise<SampleSeen[]>, choose: (sample: SampleSeen) => void): HTMLElement {
  const find = el('input', {
    type: 'search',
    className: 'find',
    placeholder: words.ordersFind,
    attrs: { 'aria-label': words.ordersFind },
  });
  const none = el('p', { className: 'quiet', hidden: true, attrs: { role: 'status' } }, words.ordersNone);
  const list = el('ul', { className: 'orders' });
  const language = document.documentElement.lang.split('-')[0] ?? 'en';
  void samples
    .then((all) => {
      const rows = all.map((sample) =>
        el(
          'li',
          {},
          el(
            'button',
            { type: 'button', className: 'order', onclick: () => choose(sample) },
            el('b', {}, sample.orderNo),
            el('span', { className: 'mail', dir: 'auto' }, sample.email),
            el('span', { className: 'quiet', dir: 'auto' }, sample.note[language] ?? sample.note.en ?? ''),
          ),
        ),
      );
      list.replaceChildren(...rows);
      if (!rows.length) none.textContent = words.ordersEmpty;
      none.hidden = rows.length > 0;
      find.oninput = () => {
        const wanted = find.value.trim().toLowerCase();
        rows.forEach((row) => (row.hidden = !(row.textContent ?? '').toLowerCase().includes(wanted)));
        none.hidden = rows.some((row) => !row.hidden);
      };
    })
    .catch((error: unknown) => {
      none.textContent = (error as Error).message;
      none.hidden = false;
    });
  return el('div', { className: 'side-body' }, el('p', { className: 'quiet' }, words.ordersLead), find, none, list);
}
