import { el } from '../../../../channels/webchat/browser/view/dom';
import type { Block } from '../../shown';
import { text } from './mrkdwn';
import { textOf, type Stage } from './stage';

/** Asks once, with the app's own words, before something is done that cannot be taken back. */
export function confirmed(confirm: unknown, stage: Stage): Promise<boolean> {
  if (typeof confirm !== 'object' || confirm === null) return Promise.resolve(true);
  const { title, text: said, confirm: yes, deny: no, style } = confirm as Block;
  return new Promise((resolve) => {
    const heading = el('h2', {}, textOf(title));
    const dialog = el('dialog', { className: 'confirm', attrs: { 'aria-label': textOf(title) } });
    const end = (answer: boolean) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    dialog.append(
      heading,
      text(said, stage),
      el(
        'div',
        { className: 'confirm-foot' },
        el('button', { type: 'button', className: 'key', onclick: () => end(false) }, textOf(no) || 'Cancel'),
        el(
          'button',
          { type: 'button', className: `key ${style === 'danger' ? 'danger' : 'primary'}`, onclick: () => end(true) },
          textOf(yes) || 'Yes',
        ),
      ),
    );
    dialog.oncancel = () => end(false);
    (document.querySelector('.sandbox') ?? document.body).append(dialog);
    dialog.showModal();
  });
}
