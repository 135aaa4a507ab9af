import { el, uniqueId } from '../../../../channels/webchat/browser/view/dom';
import type { Block } from '../../shown';
import { offered } from './choosers';
import { nameOf, textOf, type Option, type Stage } from './stage';

/** Questions of a modal. Each writes what is entered into the form under its name. */

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
interface Asked {
  block: Block;
  element: Block;
  stage: Stage;
  /** What is entered, or was at the beginning. */
  value: string | string[] | null;
  enter: (value: string | string[] | null) => void;
}

const one = (value: Asked['value']): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));

const TYPES: Record<string, string> = {
  number_input: 'number',
  email_text_input: 'email',
  url_text_input: 'url',
  datepicker: 'date',
  timepicker: 'time',
};

function typed({ element, value, enter }: Asked): Field {
  const isLong = element.multiline === true;
  const max = Number(element.max_length ?? 3_000);
  const shared = { value: one(value), placeholder: textOf(element.placeholder), maxLength: max };
  const type = TYPES[String(element.type)] ?? 'text';
  const node = isLong
    ? el('textarea', { rows: 5, ...shared })
    : el('input', type === 'text' ? { type, ...shared } : { type, value: shared.value });
  node.oninput = () => enter(node.value || null);
  return node;
}

/** Slack speaks in seconds, a browser in local time. */
function moment({ value, enter }: Asked): Field {
  const seconds = Number(one(value));
  const local = (at: Date) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  const node = el('input', { type: 'datetime-local', value: seconds ? local(new Date(seconds * 1000)) : '' });
  node.onchange = () => enter(node.value ? String(Math.floor(new Date(node.value).getTime() / 1000)) : null);
  return node;
}

function options(node: HTMLSelectElement, all: Option[], chosen: string, placeholder: string): void {
  node.replaceChildren(
    el('option', { value: '' }, placeholder || 'Choose'),
    ...all.map(({ value, text }) => el('option', { value }, text)),
  );
  node.value = chosen;
}

function chosen({ element, stage, value, enter }: Asked): Field {
  const node = el('select');
  options(node, offered(element, stage).options, one(value), textOf(element.placeholder));
  node.onchange = () => enter(node.value || null);
  return node;
}

/** Options that the app supplies for the words typed. */
function searched({ block, element, stage, value, enter }: Asked): HTMLElement {
  const query = el('input', { type: 'search', placeholder: textOf(element.placeholder) || 'Type to find' });
  const found = el('select', { attrs: { 'aria-label': 'Found' } });
  const look = async (): Promise<void> => {
    const all = (await stage.form?.lookUp(nameOf(block, element), query.value).catch(() => [])) ?? [];
    options(found, all, one(value), all.length ? 'Choose' : 'Nothing found');
  };
  let timer = 0;
  query.oninput = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void look(), 250);
  };
  found.onchange = () => enter(found.value || null);
  void look();
  return el('div', { className: 'searched' }, query, found);
}

function ticked(asked: Asked, type: 'checkbox' | 'radio'): HTMLElement {
  const { element, stage, value, enter } = asked;
  const group = uniqueId('group');
  const all = offered(element, stage).options;
  const boxes = all.map((option) =>
    el('input', { type, name: group, value: option.value, checked: [value ?? []].flat().includes(option.value) }),
  );
  const tell = () => {
    const on = boxes.filter(({ checked }) => checked).map((box) => box.value);
    enter(type === 'radio' ? (on[0] ?? null) : on);
  };
  return el(
    'div',
    { className: 'ticked' },
    ...all.map((option, at) => {
      const box = boxes[at];
      if (box) box.onchange = tell;
      return el(
        'label',
        {},
        box,
        el(
          'span',
          {},
          option.text,
          option.description ? el('small', { className: 'quiet' }, ` ${option.description}`) : null,
        ),
      );
    }),
  );
}

function files({ element, stage, enter }: Asked): HTMLElement {
  const node = el('input', { type: 'file', multiple: Number(element.max_files ?? 10) > 1, accept: 'image/*' });
  const problem = el('p', { className: 'problem', hidden: true, attrs: { role: 'alert' } });
  node.onchange = () => {
    const uploaded = stage.form?.upload([...(node.files ?? [])]) ?? Promise.resolve([]);
    uploaded.then(enter, (error: unknown) => {
      problem.textContent = (error as Error).message;
      problem.hidden = false;
    });
  };
  return el('div', {}, node, problem);
}

const FIELDS: Record<string, (asked: Asked) => HTMLElement> = {
  datetimepicker: moment,
  static_select: chosen,
  users_select: chosen,
  conversations_select: chosen,
  channels_select: chosen,
  external_select: searched,
  radio_buttons: (asked) => ticked(asked, 'radio'),
  checkboxes: (asked) => ticked(asked, 'checkbox'),
  multi_static_select: (asked) => ticked(asked, 'checkbox'),
  multi_users_select: (asked) => ticked(asked, 'checkbox'),
  file_input: files,
};

const INITIAL = ['initial_value', 'initial_date', 'initial_time', 'initial_date_time'];

/** What an element holds before anybody touched it. */
export function initially(element: Block, stage: Stage): string | string[] | null {
  const { chosen: already } = offered(element, stage);
  if (already.length) return /checkboxes|multi/.test(String(element.type)) ? already : (already[0] ?? null);
  const name = INITIAL.find((each) => element[each] !== undefined);
  return name === undefined ? null : String(element[name]);
}

/** Joins a label to its field, or to the group of them. */
function join(label: HTMLLabelElement, field: HTMLElement): void {
  const input = field.matches('input, select, textarea') ? field : field.querySelector<HTMLElement>('input, select');
  if (input && !field.classList.contains('ticked')) {
    input.id = uniqueId('field');
    label.htmlFor = input.id;
    return;
  }
  label.id = uniqueId('label');
  field.setAttribute('role', 'group');
  field.setAttribute('aria-labelledby', label.id);
}

/** A question with its label, hint and, after it was refused, what is wrong with the answer. */
export function question(block: Block, stage: Stage): HTMLElement {
  const element = (block.element ?? {}) as Block;
  const name = nameOf(block, element);
  const entered = stage.form?.entered ?? {};
  const value = (entered[name] ??= initially(element, stage));
  const enter: Asked['enter'] = (given) => void (entered[name] = given);
  const field = (FIELDS[String(element.type)] ?? typed)({ block, element, stage, value, enter });
  const optional = block.optional === true ? el('span', { className: 'quiet' }, ' (optional)') : null;
  const label = el('label', {}, textOf(block.label), optional);
  join(label, field);
  return el(
    'div',
    { className: 'question', attrs: { 'data-block': String(block.block_id) } },
    label,
    field,
    block.hint ? el('p', { className: 'quiet' }, textOf(block.hint)) : null,
    el('p', { className: 'problem', hidden: true, attrs: { role: 'alert' } }),
  );
}
