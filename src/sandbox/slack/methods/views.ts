import type { Call, Method } from '../call';
import { checkView } from '../check';
import { secretPart } from '../identifiers';
import { viewSeen } from '../seen';
import { Refusal, type Json, type Screen, type View } from '../shapes';
import type { Workspace } from '../workspace';

/** https://docs.slack.dev/surfaces/modals: a modal holds up to three views at a time. */
const MOST_MODALS = 3;

/** A view as Slack keeps it once it was taken: with ids, a hash, and nothing typed yet. */
export function keptView(workspace: Workspace, given: Json, above: View | null): View {
  const id = workspace.ids.next('V');
  const view: View = {
    ...given,
    id,
    type: given.type as View['type'],
    hash: `${String(Math.floor(workspace.clock().getTime() / 1000))}.${secretPart().slice(0, 8)}`,
    callback_id: typeof given.callback_id === 'string' ? given.callback_id : '',
    private_metadata: typeof given.private_metadata === 'string' ? given.private_metadata : '',
    blocks: (given.blocks as Json[]).map((block, i) => ({ block_id: `v${String(i)}`, ...block })),
    root_view_id: above?.root_view_id ?? id,
    previous_view_id: above?.id ?? null,
    state: { values: {} },
  };
  workspace.views.set(id, view);
  return view;
}

/** What was typed stays where the new view asks the same: by block and action. */
export function replaceView(workspace: Workspace, view: View, given: Json): void {
  const { id, root_view_id: root, previous_view_id: previous, state } = view;
  const fresh = keptView(workspace, given, null);
  workspace.views.delete(fresh.id);
  for (const name of Object.keys(view)) Reflect.deleteProperty(view, name);
  const kept = Object.fromEntries(
    Object.entries(state.values).filter(([block]) => fresh.blocks.some((one) => one.block_id === block)),
  );
  Object.assign(view, fresh, { id, root_view_id: root, previous_view_id: previous, state: { values: kept } });
}

const answer = ({ workspace, base }: Call, view: View): Json => {
  workspace.changed();
  return { view: viewSeen(workspace, view, base) };
};

function open(call: Call, screen: Screen, above: View | null): Json {
  const view = keptView(call.workspace, call.arguments.view as Json, above);
  screen.modals.push(view);
  return answer(call, view);
}

const viewsOpen: Method = (call) => {
  checkView(call.arguments.view, 'modal');
  const screen = call.workspace.screen(call.useTrigger(call.arguments.trigger_id));
  screen.modals.splice(0, Infinity);
  return open(call, screen, null);
};

const viewsPush: Method = (call) => {
  checkView(call.arguments.view, 'modal');
  const screen = call.workspace.screen(call.useTrigger(call.arguments.trigger_id));
  const top = screen.modals.at(-1);
  if (!top) throw new Refusal('not_found');
  if (screen.modals.length >= MOST_MODALS) throw new Refusal('push_limit_reached');
  return open(call, screen, top);
};

function wanted({ workspace, arguments: given }: Call): View {
  const all = [...workspace.views.values()];
  const view =
    given.view_id === undefined
      ? all.find((one) => one.external_id === given.external_id)
      : workspace.views.get(String(given.view_id));
  if (!view) throw new Refusal('not_found');
  return view;
}

function sameHash(view: View | null, { hash }: Json): void {
  if (hash !== undefined && view?.hash !== hash) throw new Refusal('hash_conflict');
}

const update: Method = (call) => {
  const view = wanted(call);
  checkView(call.arguments.view, view.type);
  sameHash(view, call.arguments);
  replaceView(call.workspace, view, call.arguments.view as Json);
  return answer(call, view);
};

const publish: Method = (call) => {
  const { workspace, arguments: given } = call;
  checkView(given.view, 'home');
  const user = String(given.user_id);
  if (!workspace.users.has(user)) throw new Refusal('invalid_arguments', ['[ERROR] user_id is not a valid user']);
  const screen = workspace.screen(user);
  sameHash(screen.home, given);
  if (screen.home) replaceView(workspace, screen.home, given.view as Json);
  else screen.home = keptView(workspace, given.view as Json, null);
  return answer(call, screen.home);
};

export const viewMethods: Record<string, Method> = {
  'views.open': viewsOpen,
  'views.push': viewsPush,
  'views.update': update,
  'views.publish': publish,
};
