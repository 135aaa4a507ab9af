import { ACCEPTED, type ReadyPhoto } from '../photo';
import type { Tongue } from '../words/tongue';
import { el, icon, uniqueId } from './dom';
import { createTray } from './tray';

export interface ComposerPorts {
  tongue: Tongue;
  send(text: string, photos: ReadyPhoto[]): void;
  /** The up arrow in an empty box: to the suggested answers. */
  up(): void;
  resized(): void;
}

export interface Composer {
  node: HTMLElement;
  focus(): void;
  /** Puts a text into the box for the customer to send or change. */
  suggest(text: string): void;
  addPhotos(files: Iterable<File>): void;
}

/** The service takes at most this many UTF-16 units of text; said when fewer than a tenth are left. */
const MAX_TEXT = 4000;
const NEAR_END = 400;

/** Where the customer writes: grows with the text, Enter sends, photos can be chosen, pasted or dropped. */
export function createComposer({ tongue, send, up, resized }: ComposerPorts): Composer {
  const hint = el('span', { className: 'spoken', id: uniqueId('hint') });
  const note = el('p', { className: 'composer-note', hidden: true, attrs: { role: 'status' } });
  const box = el('textarea', {
    rows: 1,
    maxLength: MAX_TEXT,
    enterKeyHint: 'send',
    dir: 'auto',
    attrs: { 'aria-describedby': hint.id },
  });
  const picker = el('input', { type: 'file', accept: ACCEPTED, multiple: true, hidden: true, tabIndex: -1 });
  const attach = el('button', { type: 'button', className: 'round attach' }, icon('photo'));
  const go = el('button', { type: 'submit', className: 'round go' }, icon('send'));
  const say = (text: string) => {
    note.textContent = text;
    note.hidden = text === '';
    resized();
  };
  const spokenNote = el('span', { className: 'spoken', attrs: { role: 'status' } });
  const announce = (text: string) => (spokenNote.textContent = text);
  const tray = createTray({ tongue, changed: () => update(), announce, say });
  const node = el(
    'form',
    { className: 'composer' },
    tray.node,
    note,
    el('div', { className: 'writing' }, attach, box, go),
    hint,
    spokenNote,
    picker,
  );

  const update = () => {
    go.disabled = box.value.trim() === '' && !tray.ready();
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
    const left = MAX_TEXT - box.value.length;
    if (left < NEAR_END) say(tongue.words.charactersLeft(new Intl.NumberFormat(tongue.formatting()).format(left)));
    else if (tray.node.hidden) say('');
    resized();
  };
  tongue.bind((words) => {
    box.placeholder = words.placeholder;
    box.setAttribute('aria-label', words.composer);
    hint.textContent = words.composerHint;
    for (const [button, text] of [
      [attach, words.attach],
      [go, words.send],
    ] as const) {
      button.setAttribute('aria-label', text);
      button.title = text;
    }
  });
  node.onsubmit = (event) => {
    event.preventDefault();
    if (go.disabled) return;
    const text = box.value.trim();
    const photos = tray.ready() ? tray.take() : [];
    box.value = '';
    update();
    send(text, photos);
  };
  box.oninput = update;
  box.onkeydown = (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      node.requestSubmit();
    } else if (event.key === 'ArrowUp' && box.value === '') {
      event.preventDefault();
      up();
    }
  };
  box.onpaste = (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    tray.add(files);
  };
  attach.onclick = () => picker.click();
  picker.onchange = () => {
    tray.add([...(picker.files ?? [])]);
    picker.value = '';
    box.focus();
  };
  update();
  return {
    node,
    focus: () => box.focus(),
    suggest(text) {
      box.value = text;
      update();
      box.focus();
    },
    addPhotos: (files) => tray.add(files),
  };
}
