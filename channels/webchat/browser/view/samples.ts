import type { Sample } from '../wire/api';
import type { Tongue } from '../words/tongue';
import { el, icon } from './dom';

export interface Samples {
  /** The list; beside the chat on a wide screen, over it on a narrow one. */
  node: HTMLElement;
  button: HTMLButtonElement;
}

/** The page with more to try answers nobody but this machine. */
const HERE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The sample orders to try, with what each will show. `choose` gets the words for the message box. */
export function createSamples(
  tongue: Tongue,
  { samples, demo }: { samples: Sample[]; demo: string | undefined },
  choose: (text: string) => void,
): Samples {
  const heading = el('h2');
  const lead = el('p', { className: 'quiet' });
  const more = demo && HERE.test(location.hostname) ? el('a', { className: 'link', href: demo }) : null;
  const find = el('input', { type: 'search', className: 'find' });
  const none = el('p', { className: 'quiet', hidden: true, attrs: { role: 'status' } });
  const close = el('button', { type: 'button', className: 'round samples-close' }, icon('close'));
  const button = el(
    'button',
    { type: 'button', className: 'round samples-open', attrs: { 'aria-expanded': 'false' } },
    icon('list'),
  );
  const notes = samples.map(() => el('span', { className: 'note', dir: 'auto' }));
  const rows = samples.map((sample, at) =>
    el(
      'li',
      {},
      el(
        'button',
        { type: 'button', onclick: () => take(sample) },
        el('b', {}, sample.orderNo),
        el('span', { className: 'mail' }, sample.email),
        notes[at],
      ),
    ),
  );
  const node = el(
    'aside',
    { className: 'samples' },
    el('div', { className: 'samples-head' }, heading, close),
    lead,
    more,
    find,
    none,
    el('ul', {}, ...rows),
  );
  const set = (open: boolean) => {
    node.classList.toggle('open', open);
    button.setAttribute('aria-expanded', String(open));
  };
  const leave = () => {
    set(false);
    button.focus();
  };
  function take(sample: Sample) {
    set(false);
    choose(`${sample.orderNo}, ${sample.email}`);
  }
  button.onclick = () => {
    set(!node.classList.contains('open'));
    if (node.classList.contains('open')) find.focus();
  };
  close.onclick = leave;
  node.onkeydown = (event) => {
    if (event.key === 'Escape' && node.classList.contains('open')) leave();
  };
  find.oninput = () => {
    const wanted = find.value.trim().toLowerCase();
    rows.forEach((row) => (row.hidden = !(row.textContent ?? '').toLowerCase().includes(wanted)));
    none.hidden = rows.some((row) => !row.hidden);
  };
  tongue.bind((words) => {
    heading.textContent = words.samples;
    lead.textContent = words.samplesLead;
    if (more) more.textContent = words.samplesDemo;
    find.placeholder = words.samplesFind;
    find.setAttribute('aria-label', words.samplesFind);
    none.textContent = words.samplesNone;
    for (const [one, text] of [
      [button, words.samples],
      [close, words.close],
    ] as const) {
      one.setAttribute('aria-label', text);
      one.title = text;
    }
    const language = tongue.locale.split('-')[0] ?? 'en';
    samples.forEach(({ note }, at) => notes[at]?.replaceChildren(note[language] ?? note.en ?? ''));
  });
  return { node, button };
}
