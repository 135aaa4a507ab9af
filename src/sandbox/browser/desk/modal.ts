import { el, icon, uniqueId } from '../../../../channels/webchat/browser/view/dom';
import type { Done, SlackScreen, SlackView } from '../../shown';
import { words } from '../words';
import { blocks } from './blocks';
import type { Entered, Stage } from './stage';

export interface ModalPorts {
  submit(entered: Entered): Promise<Done>;
  close(): void;
  /** The stage with the form in it. */
  stage(entered: Entered): Stage;
}

export interface ModalLayer {
  node: HTMLElement;
  /** Draws the top view of a screen; the ports are asked for when somebody acts. */
  show(screen: SlackScreen | undefined): void;
}

/** What is wrong, beside the questions it is about; what belongs to none stands at the end. */
function tell(body: HTMLElement, rest: HTMLElement, errors: Record<string, string>): void {
  for (const problem of body.querySelectorAll<HTMLElement>('.question > .problem')) problem.hidden = true;
  rest.hidden = true;
  for (const [block, text] of Object.entries(errors)) {
    const place = body.querySelector<HTMLElement>(`.question[data-block="${CSS.escape(block)}"] > .problem`) ?? rest;
    place.textContent = text;
    place.hidden = false;
  }
  body.querySelector<HTMLElement>('.problem:not([hidden])')?.scrollIntoView({ block: 'center' });
}

/** Questions that want an answer before Slack lets the modal go. */
function unanswered(view: SlackView, entered: Entered): Record<string, string> {
  const open = view.blocks.filter(({ type, optional, block_id: id, element }) => {
    if (type !== 'input' || optional === true) return false;
    const value = entered[`${String(id)}/${String((element as { action_id?: unknown }).action_id)}`];
    return value === null || value === undefined || value.length === 0;
  });
  return Object.fromEntries(open.map(({ block_id: id }) => [String(id), words.required]));
}

/** A person's modals, the top one over the pane. */
export function createModalLayer(ports: ModalPorts, veil: (isOpen: boolean) => void): ModalLayer {
  const node = el('div', { className: 'modal-layer', hidden: true });
  let shown = '';
  let entered: Entered = {};
  let viewId = '';

  function draw(view: SlackView, isAbove: boolean): void {
    const title = el('h2', { id: uniqueId('modal') }, view.title);
    const rest = el('p', { className: 'problem', hidden: true, attrs: { role: 'alert' } });
    const body = el(
      'div',
      { className: 'modal-body', tabIndex: 0, attrs: { role: 'group', 'aria-labelledby': title.id } },
      ...blocks(view.blocks, ports.stage(entered)),
    );
    const submit = view.submit ? el('button', { type: 'submit', className: 'key primary' }, view.submit) : null;
    const attempt = async (): Promise<void> => {
      const open = unanswered(view, entered);
      tell(body, rest, open);
      if (Object.keys(open).length || !submit) return;
      submit.disabled = true;
      try {
        const { ok, errors } = await ports.submit({ ...entered });
        tell(body, rest, ok ? (errors ?? {}) : { '': words.noAnswer });
      } catch (error) {
        tell(body, rest, { '': (error as Error).message });
      }
      submit.disabled = false;
    };
    const form = el(
      'form',
      {
        className: 'modal',
        noValidate: true,
        attrs: { role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': title.id },
      },
      el(
        'header',
        { className: 'modal-head' },
        title,
        el(
          'button',
          {
            type: 'button',
            className: 'round',
            title: isAbove ? words.back : words.close,
            attrs: { 'aria-label': isAbove ? words.back : words.close },
            onclick: () => ports.close(),
          },
          icon('close'),
        ),
      ),
      body,
      rest,
      el(
        'footer',
        { className: 'modal-foot' },
        el('button', { type: 'button', className: 'key', onclick: () => ports.close() }, view.close ?? words.close),
        submit,
      ),
    );
    form.onsubmit = (event) => {
      event.preventDefault();
      void attempt();
    };
    form.onkeydown = (event) => {
      if (event.key === 'Escape') ports.close();
    };
    node.replaceChildren(form);
    (form.querySelector<HTMLElement>('.question :is(input, select, textarea)') ?? submit ?? body).focus();
  }

  return {
    node,
    show(screen) {
      const modals = screen?.modals ?? [];
      const view = modals.at(-1);
      const now = view ? `${view.id}|${view.hash}` : '';
      if (now === shown) return;
      shown = now;
      if (view?.id !== viewId) entered = {};
      viewId = view?.id ?? '';
      node.hidden = !view;
      veil(Boolean(view));
      if (view) draw(view, modals.length > 1);
      else node.replaceChildren();
    },
  };
}
