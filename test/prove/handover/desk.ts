import type { Entered, File, Message, SlackStandIn, User, View } from '../../../src/sandbox/slack';
import { pause, until, type Scene } from './scene';

/** A thread at the desk, as people see it in Slack. */
export interface Desk {
  slack: SlackStandIn;
  channel: string;
  scene: Scene;
}

/** Every word a message shows. */
export const wordsOf = ({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string =>
  `${text}\n${JSON.stringify(blocks)}`.replace(/\u2060/g, '');

const messagesIn = ({ slack, channel }: Desk): Message[] =>
  slack.workspace.visible(channel).messages.filter(({ botId, ephemeralTo }) => botId && !ephemeralTo);

/** First messages of threads that have these words in them. */
export const openingsWith = (desk: Desk, words: string): Message[] =>
  messagesIn(desk).filter((one) => one.threadTs === undefined && wordsOf(one).includes(words));

export const opening = (desk: Desk, ts: string): Message =>
  desk.slack.workspace.message(desk.slack.workspace.visible(desk.channel), ts);

/** What the app posted in a thread, the first message excepted, oldest first. */
export const postsIn = (desk: Desk, ts: string): Message[] =>
  messagesIn(desk).filter(({ threadTs, ts: own }) => threadTs === ts && own !== ts);

/** Shown while an answer is late. */
const WORKING = 'Working on it';

const offers = ({ blocks }: Message, action: string): boolean => JSON.stringify(blocks).includes(`"${action}"`);

/** Clicks once the button is there, again when Slack says that the app could not be reached. */
export async function clicks(desk: Desk, user: User, ts: string, action: string): Promise<void> {
  const { scene, slack, channel } = desk;
  for (let tries = 0; tries < 5; tries++) {
    await until(`the button ${action}`, () => offers(opening(desk, ts), action));
    await scene.service.up();
    const { status } = await slack.people.clicks(user, { channel, ts, action });
    if (status === 200) return scene.acknowledged();
    await pause(200);
  }
  throw new Error(`nobody took a click on ${action}`);
}

const top = ({ slack }: Desk, user: User): View | undefined => slack.workspace.screen(user.id).modals.at(-1);

/** Opens a modal by a click; clicks again when nothing opens, as a person would. */
async function opens(desk: Desk, user: User, ts: string, action: string, callback: string): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    desk.slack.workspace.screen(user.id).modals.splice(0, Infinity);
    await clicks(desk, user, ts, action);
    const opened = await until('a modal', () => top(desk, user), 6_000).catch(() => null);
    if (opened?.callback_id === callback) return;
  }
  throw new Error(`no modal ${callback} opens, but ${JSON.stringify(top(desk, user)?.blocks ?? null)}`);
}

/** Submits the modal on top until it is taken; what the person sees then, once no answer is "working on it" any more. */
async function submits(desk: Desk, user: User, entered: Entered): Promise<View | undefined> {
  const { scene, slack } = desk;
  for (let tries = 0; tries < 8; tries++) {
    await scene.service.up();
    const { became, errors } = await slack.people.submits(user, entered);
    if (became === 'stays') throw new Error(`the modal says ${JSON.stringify(errors)}`);
    if (became !== 'trouble') return await settled(desk, user);
    await pause(300);
  }
  throw new Error('nobody took a submission');
}

const isWorking = (view: View | undefined): boolean => JSON.stringify(view?.blocks ?? []).includes(WORKING);

/** Whoever is told to wait does so for a while; an answer that was to come from an ended process never does. */
async function settled(desk: Desk, user: User): Promise<View | undefined> {
  await until('an answer', () => !isWorking(top(desk, user)), 8_000).catch(() => undefined);
  return top(desk, user);
}

const wordsIn = (view: View | undefined): string => (view ? JSON.stringify(view.blocks) : '');

/** Closes whatever is open; what it said. */
function closes(desk: Desk, user: User): string {
  const said = wordsIn(top(desk, user));
  desk.slack.workspace.screen(user.id).modals.splice(0, Infinity);
  return said.includes('Done.') ? '' : said;
}

/** Types until there is a preview: nothing has left before, so that it can be done again. */
async function previews(desk: Desk, user: User, ts: string, entered: Entered): Promise<void> {
  for (let tries = 0; tries < 4; tries++) {
    await opens(desk, user, ts, 'desk.reply', 'desk.reply');
    const view = await submits(desk, user, entered);
    if (view?.callback_id === 'desk.reply.send') return;
    if (!isWorking(view)) throw new Error(`a preview was refused: ${wordsIn(view)}`);
  }
  throw new Error('no preview came about');
}

/** Types a reply, looks at the preview and sends it; what the screen says in the end, nothing when all is well. */
export async function replies(desk: Desk, user: User, ts: string, text: string, files: File[] = []): Promise<string> {
  await previews(desk, user, ts, { text, photos: files });
  let view = top(desk, user);
  for (let looks = 0; view?.callback_id === 'desk.reply.send' && looks < 5; looks++) {
    view = await submits(desk, user, {});
    if (view?.callback_id !== 'desk.reply.send') desk.scene.acknowledged();
  }
  return closes(desk, user);
}

/** Decides by a button and its modal; what the screen says in the end, nothing when it closed. */
export async function decides(
  desk: Desk,
  user: User,
  { ts, action, entered = {} }: { ts: string; action: string; entered?: Entered },
): Promise<string> {
  await opens(desk, user, ts, action, action);
  await submits(desk, user, entered);
  desk.scene.acknowledged();
  return closes(desk, user);
}

/** A picture on an agent's computer. */
export function fileOf({ slack }: Desk, user: User, bytes: Buffer): File {
  const { workspace } = slack;
  const id = workspace.ids.next('F');
  const file: File = { id, name: 'label.jpg', bytes, contentType: 'image/jpeg', user: user.id, shared: true };
  workspace.files.set(id, file);
  return file;
}
