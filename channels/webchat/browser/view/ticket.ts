import type { Words } from '../words/en';
import { el, icon } from './dom';

/** The case number on its own, to be copied: it is what the customer needs on the phone. */
export function ticketView(caseNo: string, words: Words): HTMLElement {
  const copied = el('span', { className: 'quiet', attrs: { role: 'status' } });
  const copy = el(
    'button',
    { type: 'button', className: 'round', title: words.copy, attrs: { 'aria-label': words.copy } },
    icon('copy'),
  );
  copy.onclick = () => {
    navigator.clipboard.writeText(caseNo).then(
      () => (copied.textContent = words.copied),
      () => undefined,
    );
  };
  // Without a secure context there is no clipboard to write to.
  copy.hidden = !('clipboard' in navigator);
  return el(
    'div',
    { className: 'ticket' },
    el('span', { className: 'quiet' }, words.case),
    el('b', {}, caseNo),
    copied,
    copy,
  );
}
