import { el, icon, uniqueId } from '../../../../channels/webchat/browser/view/dom';
import { createPopover } from '../../../../channels/webchat/browser/view/menu';
import { words } from '../words';
import { samplePhoto } from './sample-photo';

export interface PhoneComposer {
  node: HTMLElement;
  suggest(text: string): void;
}

/** The photos that go with the next message. */
function tray(changed: () => void) {
  let photos: Blob[] = [];
  const pictures = el('span', { className: 'pictures' });
  const node = el(
    'div',
    { className: 'phone-tray', hidden: true },
    pictures,
    el(
      'button',
      {
        type: 'button',
        className: 'round',
        title: words.photoRemove,
        attrs: { 'aria-label': words.photoRemove },
        onclick: () => set([]),
      },
      icon('close'),
    ),
  );
  function set(next: Blob[]): void {
    photos = next.slice(0, 5);
    node.hidden = photos.length === 0;
    const images = photos.map((photo) => el('img', { src: URL.createObjectURL(photo), alt: '' }));
    pictures.replaceChildren(...images, words.photoReady(photos.length));
    changed();
  }
  return { node, set, add: (more: Blob[]) => set([...photos, ...more]), all: () => photos };
}

/** Where a person types on a phone. Enter sends; with Shift it begins a new line. */
export function createPhoneComposer(
  line: string,
  send: (text: string, photos: Blob[]) => Promise<void>,
): PhoneComposer {
  const field = el('textarea', {
    rows: 1,
    placeholder: words.placeholder,
    id: uniqueId('phone'),
    maxLength: 1600,
    attrs: { 'aria-label': words.message(line) },
  });
  const problem = el('p', { className: 'problem', hidden: true, attrs: { role: 'alert' } });
  const submit = el(
    'button',
    { type: 'submit', className: 'round send', title: words.send, attrs: { 'aria-label': words.send } },
    icon('send'),
  );
  const refresh = () => {
    submit.disabled = !field.value.trim() && photos.all().length === 0;
    field.style.blockSize = 'auto';
    field.style.blockSize = `${Math.min(field.scrollHeight + 2, 120)}px`;
  };
  const photos = tray(refresh);
  const chooser = el('input', { type: 'file', accept: 'image/*', multiple: true, hidden: true });
  chooser.onchange = () => {
    photos.add([...(chooser.files ?? [])]);
    chooser.value = '';
    attach.close();
  };
  const fail = (error: unknown) => {
    problem.textContent = (error as Error).message;
    problem.hidden = false;
  };
  const attach = createPopover(
    el(
      'button',
      { type: 'button', className: 'round', title: words.photo, attrs: { 'aria-label': words.photo } },
      icon('photo'),
    ),
    el(
      'button',
      {
        type: 'button',
        className: 'jump',
        onclick: () => {
          attach.close();
          void samplePhoto().then((photo) => photos.add([photo]), fail);
        },
      },
      words.photoSample,
    ),
    el('button', { type: 'button', className: 'jump', onclick: () => chooser.click() }, words.photoOwn),
    chooser,
  );
  async function submitAll(): Promise<void> {
    const text = field.value.trim();
    const all = photos.all();
    if (!text && !all.length) return;
    field.value = '';
    photos.set([]);
    problem.hidden = true;
    try {
      await send(text, all);
    } catch (error) {
      field.value = field.value || text;
      photos.add(all);
      fail(error);
    }
    refresh();
  }
  const form = el(
    'form',
    { className: 'phone-composer' },
    el('div', { className: 'tool' }, attach.button, attach.panel),
    field,
    submit,
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    void submitAll();
  };
  field.oninput = refresh;
  field.onkeydown = (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submitAll();
  };
  submit.disabled = true;
  return {
    node: el('div', { className: 'phone-foot' }, problem, photos.node, form),
    suggest: (text) => {
      field.value = text;
      refresh();
      field.focus();
    },
  };
}
