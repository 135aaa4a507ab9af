import type { Answers } from './answers';
import { checkView } from './check';
import type { Deliver, Delivered } from './deliver';
import { interaction } from './events';
import { actionOf, elementsOf, isMeant, stateOf, unanswered, type Entered } from './inputs';
import { keptView, replaceView } from './methods/views';
import { viewSeen } from './seen';
import { Refusal, type Json, type RefusedCall, type User, type View } from './shapes';
import type { Triggers } from './triggers';
import type { Workspace } from './workspace';

export interface ModalParts {
  workspace: Workspace;
  deliver: Deliver;
  triggers: Triggers;
  answers: Answers;
  base: () => string;
  refused?: RefusedCall[];
}

/** What became of a submission on the person's screen. */
export interface Submitted extends Delivered {
  /** Sentences beside the questions, by block id. */
  errors: Record<string, string>;
  /** `closed`, `stays` (with errors), `replaced`, `pushed`, or `trouble`: Slack says that it could not connect. */
  became: 'closed' | 'stays' | 'replaced' | 'pushed' | 'trouble';
}

/** What a person does in modals and on the Home tab. */
export interface Modals {
  /** Fills in the top modal and submits it; throws naming the questions that Slack wants answered first. */
  submits(user: User, entered?: Entered): Promise<Submitted>;
  /** Closes the top modal with its X. */
  closes(user: User): Promise<Delivered | null>;
  /** Clicks or chooses something in the top modal, or on Home when none is open. */
  clicksInView(user: User, action: string, option?: string | string[], entered?: Entered): Promise<Delivered>;
  /** Types into a select whose options the app supplies. */
  looksUp(user: User, action: string, query: string): Promise<Json[]>;
}

const asObject = (body: string): Json => {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Json) : {};
  } catch {
    return {};
  }
};

/** Modals and Home of one workspace. */
export function createModals({ workspace, deliver, triggers, base, refused }: ModalParts): Modals {
  function top(user: User): View {
    const { modals, home } = workspace.screen(user.id);
    const view = modals.at(-1) ?? home;
    if (!view) throw new Error(`${user.name} has nothing open`);
    return view;
  }

  const inView = (user: User, type: string, view: View): Json => ({
    ...interaction(workspace, user, type),
    view: viewSeen(workspace, view, base()),
  });

  function find(view: View, wanted: string): { block: Json; element: Json } {
    for (const block of view.blocks)
      for (const element of elementsOf(block)) if (isMeant(block, element, wanted)) return { block, element };
    throw new Error(`there is nothing like ${wanted} to click on`);
  }

  const send = (payload: Json, path = '/interactions'): Promise<Delivered> =>
    deliver.form(path, { payload: JSON.stringify(payload) });

  /** Follows what the app answered to a submission. */
  function follow(user: User, view: View, { response_action: action, errors, view: next }: Json): Submitted['became'] {
    const { modals } = workspace.screen(user.id);
    switch (action) {
      case undefined:
        modals.splice(modals.indexOf(view), 1);
        return 'closed';
      case 'clear':
        modals.splice(0, Infinity);
        return 'closed';
      case 'errors': {
        const unknown = Object.keys((errors ?? {}) as Json).filter(
          (id) => !view.blocks.some((block) => block.type === 'input' && block.block_id === id),
        );
        if (unknown.length)
          throw new Refusal(
            'invalid_arguments',
            unknown.map((id) => `[ERROR] no input block ${id}`),
          );
        return 'stays';
      }
      case 'update':
        checkView(next, 'modal');
        replaceView(workspace, view, next as Json);
        return 'replaced';
      case 'push':
        checkView(next, 'modal');
        modals.push(keptView(workspace, next as Json, view));
        return 'pushed';
      default:
        throw new Refusal('invalid_arguments', ['[ERROR] unknown response_action']);
    }
  }

  function became(user: User, view: View, { status, body }: Delivered): Submitted['became'] {
    if (status !== 200) return 'trouble';
    try {
      return follow(user, view, asObject(body));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused?.push({
        method: 'view_submission',
        error: error.error,
        messages: error.messages,
        arguments: asObject(body),
      });
      return 'trouble';
    } finally {
      workspace.changed();
    }
  }

  async function submits(user: User, entered: Entered = {}): Promise<Submitted> {
    const view = top(user);
    view.state = { values: { ...stateOf(view.blocks, entered) } };
    const open = unanswered(view.blocks, view.state.values);
    if (open.length) throw new Error(`Slack wants an answer in ${open.join(', ')}`);
    const payload = {
      ...inView(user, 'view_submission', view),
      trigger_id: triggers.issue(user.id),
      response_urls: [],
    };
    const delivered = await send(payload);
    const { errors } = asObject(delivered.body);
    return {
      ...delivered,
      became: became(user, view, delivered),
      errors: (errors ?? {}) as Record<string, string>,
    };
  }

  return {
    submits,
    closes: async (user) => {
      const view = top(user);
      const { modals } = workspace.screen(user.id);
      const all = view.clear_on_close === true;
      modals.splice(all ? 0 : modals.indexOf(view), all ? Infinity : 1);
      workspace.changed();
      if (view.notify_on_close !== true) return null;
      return send({ ...inView(user, 'view_closed', view), is_cleared: all });
    },
    clicksInView: (user, wanted, option, entered = {}) => {
      const view = top(user);
      const { block, element } = find(view, wanted);
      view.state = {
        values: stateOf(view.blocks, { ...entered, ...(option === undefined ? {} : { [wanted]: option }) }),
      };
      return send({
        ...inView(user, 'block_actions', view),
        container: { type: 'view', view_id: view.id },
        trigger_id: triggers.issue(user.id),
        actions: [actionOf(block, element, option, workspace.ids.ts(workspace.clock()))],
      });
    },
    looksUp: async (user, wanted, query) => {
      const view = top(user);
      const { block, element } = find(view, wanted);
      const { body } = await send(
        {
          ...inView(user, 'block_suggestion', view),
          container: { type: 'view', view_id: view.id },
          action_id: element.action_id,
          block_id: block.block_id,
          value: query,
        },
        '/options',
      );
      const { options } = asObject(body);
      return Array.isArray(options) ? (options as Json[]) : [];
    },
  };
}
