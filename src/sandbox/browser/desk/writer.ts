import { el, icon } from '../../../../channels/webchat/browser/view/dom';
import { words } from '../words';
import { samplePhoto } from '../phone/sample-photo';

export interface Writer {
  node: HTMLElement;
  /** What is written here, and who reads it. */
  set(placeholder: string, hint: string): void;
}

/** Where a person types in a channel or thread. `/refund …` is a command, as in Slack. */
export function createWriter(send: (text: string, files: Blob[]) => Promise<void>): Writer {
  const field = el('textarea', { rows: 1, maxLength: 3_000 });
  const hint = el('p', { className: 'quiet hint' });
  const problem = el('p', { className: 'problem', hidden: true, attrs: { role: 'alert' } });
  const submit = el(
    'button',
    { type: 'submit', className: 'round send', disabled: true, title: words.send, attrs: { 'aria-label': words.send } },
    icon('send'),
  );
  const photo = el(
    'button',
    { type: 'button', className: 'round', title: words.photoSample, attrs: { 'aria-label': words.photoSample } },
    icon('photo'),
  );
  const attempt = async (text: string, files: Blob[]): Promise<void> => {
    problem.hidden = true;
    try {
      await send(text, files);
    } catch (error) {
      if (text && !field.value) field.value = text;
      problem.textContent = (error as Error).message;
      problem.hidden = false;
    }
  };
  const grow = () => {
    submit.disabled = !field.value.trim();
    field.style.blockSize = 'auto';
    field.style.blockSize = `${Math.min(field.scrollHeight + 2, 140)}px`;
  };
  const submitText = () => {
    const text = field.value.trim();
    if (!text) return;
    field.value = '';
    grow();
    void attempt(text, []);
  };
  photo.onclick = () => void samplePhoto().then((blob) => attempt('', [blob]));
  field.oninput = grow;
  field.onkeydown = (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submitText();
  };
  const form = el('form', { className: 'phone-composer' }, photo, field, submit);
  form.onsubmit = (event) => {
    event.preventDefault();
    submitText();
  };
  return {
    node: el('div', { className: 'phone-foot writer' }, problem, form, hint),
    set(placeholder, said) {
      field.placeholder = placeholder;
      field.setAttribute('aria-label', placeholder);
      hint.textContent = said;
      hint.hidden = !said;
    },
  };
}
