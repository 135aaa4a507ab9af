import { el, icon, uniqueId } from '../../../../channels/webchat/browser/view/dom';
import { createPopover } from '../../../../channels/webchat/browser/view/menu';
import type { Block } from '../../shown';
import { confirmed } from './confirm';
import { listOf, nameOf, optionsOf, textOf, type Option, type Stage } from './stage';

/** What can be pressed or chosen outside of a question: https://docs.slack.dev/reference/block-kit/block-elements */

async function act(stage: Stage, block: Block, element: Block, option?: string | string[]): Promise<void> {
  if (await confirmed(element.confirm, stage)) stage.act(nameOf(block, element), option);
}

export function button(block: Block, element: Block, stage: Stage): HTMLElement {
  const { style, url } = element;
  const node = el(
    'button',
    {
      type: 'button',
      className: `key ${style === 'primary' ? 'primary' : style === 'danger' ? 'danger' : ''}`,
      attrs: { 'data-action': String(element.action_id) },
    },
    textOf(element.text),
  );
  const label = element.accessibility_label;
  if (typeof label === 'string') node.setAttribute('aria-label', label);
  node.onclick = () => {
    node.disabled = true;
    setTimeout(() => (node.disabled = false), 1_500);
    if (typeof url === 'string') window.open(url, '_blank', 'noopener');
    void act(stage, block, element);
  };
  return node;
}

export function overflow(block: Block, element: Block, stage: Stage): HTMLElement {
  const open = el('button', { type: 'button', className: 'key more', attrs: { 'aria-label': 'More actions' } }, '⋯');
  const items = optionsOf(element).map(({ value, text }) =>
    el(
      'button',
      {
        type: 'button',
        className: 'jump',
        onclick: () => {
          popover.close();
          void act(stage, block, element, value);
        },
      },
      text,
    ),
  );
  const popover = createPopover(open, ...items);
  return el('div', { className: 'tool' }, popover.button, popover.panel);
}

/** People of the workspace as options. */
const people = ({ names }: Stage): Option[] =>
  Object.entries(names).map(([value, text]) => ({ value, text, description: '' }));

/** What a select offers, and what is chosen at the beginning. */
export function offered(element: Block, stage: Stage): { options: Option[]; chosen: string[] } {
  const type = String(element.type);
  const options = /users|conversations|channels/.test(type) ? people(stage) : optionsOf(element);
  const initial = [element.initial_option, ...listOf(element.initial_options)].filter(Boolean) as Block[];
  const named = [element.initial_user, element.initial_conversation, element.initial_channel].filter(
    (one): one is string => typeof one === 'string',
  );
  return { options, chosen: [...initial.map((one) => String(one.value)), ...named] };
}

/** A select whose choice is told at once. */
export function select(block: Block, element: Block, stage: Stage): HTMLElement {
  const { options, chosen } = offered(element, stage);
  const node = el('select', {
    id: uniqueId('select'),
    attrs: { 'aria-label': textOf(element.placeholder) || 'Choose' },
  });
  node.append(
    el('option', { value: '' }, textOf(element.placeholder) || 'Choose'),
    ...options.map(({ value, text }) => el('option', { value }, text)),
  );
  node.value = stage.form?.entered[nameOf(block, element)]?.toString() ?? chosen[0] ?? '';
  node.onchange = () => {
    if (!node.value) return;
    if (stage.form) stage.form.entered[nameOf(block, element)] = node.value;
    void act(stage, block, element, node.value);
  };
  return el('span', { className: 'chosen' }, node, icon('down'));
}
