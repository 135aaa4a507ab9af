import { z } from 'zod';
import type { ModalView } from '@slack/types';
import type { DeskPerson } from '../../../src/channel-desk';
import type { DeskCard, ReplyPreview } from '../../../src/channel-desk-shown';
import type { DeskAction, DeskSubmission, InputValues, SlackFile, SubmissionAnswer } from '../desk-port';
import { actWords, NOT_THERE } from './answers';
import { handoffFor, say, show, showIn, type Context } from './context';
import { noticeView } from './decision-views';
import { tellLater } from './late';
import { textOf, valueOf } from './inputs';
import { MOST_PHOTOS, previewView, replyView, type Attachments, type ReplyKeeps } from './reply-views';
import { toCustomer } from './to-customer';

const keepsSchema = z.object({
  handoffId: z.string(),
  fingerprint: z.string().optional(),
  turn: z.number(),
  attachments: z.array(z.object({ id: z.string(), name: z.string(), contentType: z.string(), bytes: z.number() })),
});

/** What the modal remembers; null for one that is not ours. */
export function readKeeps(privateMetadata: string): ReplyKeeps | null {
  try {
    const { fingerprint, ...rest } = keepsSchema.parse(JSON.parse(privateMetadata));
    return { ...rest, ...(fingerprint === undefined ? {} : { fingerprint }) };
  } catch {
    return null;
  }
}

/** The block the words are typed in: its id changes when we put words into it. */
const textBlock = (values: InputValues): string =>
  Object.keys(values).find((block) => values[block]?.text !== undefined) ?? 'text';

const errors = (block: string, sentence: string): SubmissionAnswer => ({
  response_action: 'errors',
  errors: { [block]: sentence },
});

const update = (view: ModalView): SubmissionAnswer => ({ response_action: 'update', view });

/** Opens the reply modal, for the owner of the conversation alone. */
export async function openReply(
  context: Context,
  action: DeskAction,
  person: DeskPerson,
  card: DeskCard,
): Promise<void> {
  const { owner } = card;
  if (owner?.staffId !== person.id || card.status === 'closed') {
    const why = card.status === 'closed' ? { why: 'closed' as const } : { why: 'not_yours' as const, owner };
    await say(context, action, actWords({ outcome: 'refused', ...why }) ?? NOT_THERE);
    return;
  }
  const saved = await context.desk.savedReplies(card.handoffId);
  await show(context, action, replyView(card, saved, { handoffId: card.handoffId, turn: 0, attachments: [] }));
}

/** A saved reply was picked: its words join what is typed. */
export async function pickSaved(context: Context, action: DeskAction, person: DeskPerson): Promise<void> {
  const { view } = action;
  const keeps = view && readKeeps(view.privateMetadata);
  if (!view || !keeps) return;
  const scope = await handoffFor(context, person, action.team, keeps.handoffId);
  if ('missing' in scope) return;
  const saved = await context.desk.savedReplies(keeps.handoffId);
  const picked = saved.find(({ id }) => id === (action.selected[0] ?? action.value));
  const typed = textOf(view.values, 'text');
  const text = [typed, picked?.text ?? ''].filter(Boolean).join('\n');
  const shown = replyView(scope.found, saved, { ...keeps, turn: keeps.turn + 1 }, text);
  const slack = await context.slack.of(action.team);
  await slack?.call('views.update', { view_id: view.id, hash: view.hash, view: shown });
}

/** Files an agent chose, kept as ours; or the sentence that says which one cannot be sent. */
async function keepFiles(
  { desk, slack }: Context,
  team: string,
  handoffId: string,
  files: SlackFile[],
): Promise<{ kept: Attachments } | { problem: string }> {
  const client = await slack.of(team);
  const kept: Attachments = [];
  for (const { name, urlPrivate } of files.slice(0, MOST_PHOTOS)) {
    const bytes = await client?.download(urlPrivate);
    const one = bytes ? await desk.keepAttachment(handoffId, name, bytes) : null;
    if (!one) return { problem: `“${name.slice(0, 80)}” cannot be sent: only photos of at most 5 MB.` };
    // A name of any length would not fit into what the modal remembers.
    kept.push({ ...one, name: one.name.slice(0, 100) });
  }
  return { kept };
}

/** Typed → what the customer would read. */
export async function previewReply(
  context: Context,
  { team, view }: DeskSubmission,
  person: DeskPerson,
): Promise<SubmissionAnswer> {
  const keeps = readKeeps(view.privateMetadata);
  const scope = keeps && (await handoffFor(context, person, team, keeps.handoffId));
  if (!keeps || !scope || 'missing' in scope) return update(noticeView('Reply', NOT_THERE));
  const block = textBlock(view.values);
  const words = toCustomer(textOf(view.values, 'text'));
  if (!words.ok) return errors(block, words.problem);
  const photos = await keepFiles(context, team, keeps.handoffId, valueOf(view.values, 'photos').files);
  if ('problem' in photos) return errors('photos', photos.problem);
  if (!words.text && !photos.kept.length) return errors(block, 'Write something first.');
  const preview = await context.desk.preview(keeps.handoffId, words.text, photos.kept);
  if (!preview) return update(noticeView('Reply', NOT_THERE));
  const next = { ...keeps, attachments: photos.kept, turn: keeps.turn + 1 };
  return update(previewView(preview, next, textOf(view.values, 'text')));
}

interface Draft {
  keeps: ReplyKeeps;
  /** As it was typed, and as the customer would read it. */
  typed: string;
  text: string;
  preview: ReplyPreview;
}

/** What the preview modal holds now; or what it shows instead of sending. */
async function draftOf(
  context: Context,
  { team, view }: DeskSubmission,
  person: DeskPerson,
): Promise<{ draft: Draft } | { instead: SubmissionAnswer }> {
  const keeps = readKeeps(view.privateMetadata);
  const scope = keeps && (await handoffFor(context, person, team, keeps.handoffId));
  if (!keeps || !scope) return { instead: update(noticeView('Reply', NOT_THERE)) };
  if ('missing' in scope) return { instead: update(noticeView('Reply', scope.missing)) };
  const typed = textOf(view.values, 'text');
  const words = toCustomer(typed);
  if (!words.ok) return { instead: errors(textBlock(view.values), words.problem) };
  const preview = await context.desk.preview(keeps.handoffId, words.text, keeps.attachments);
  if (!preview) return { instead: update(noticeView('Reply', NOT_THERE)) };
  return { draft: { keeps, typed, text: words.text, preview } };
}

const again = ({ preview, keeps, typed }: Draft, notice: string): SubmissionAnswer =>
  update(previewView(preview, { ...keeps, turn: keeps.turn + 1 }, typed, notice));

const CHANGED = 'Something changed since the preview. Nothing was sent: look once more.';

/** Sends what was shown, and nothing else. */
export async function sendReply(
  context: Context,
  submission: DeskSubmission,
  person: DeskPerson,
): Promise<SubmissionAnswer> {
  const read = await draftOf(context, submission, person);
  if ('instead' in read) return read.instead;
  const { keeps, text, preview } = read.draft;
  const { handoffId, attachments, fingerprint } = keeps;
  if (!preview.ok) return again(read.draft, 'This cannot be sent.');
  if (fingerprint === undefined || fingerprint !== preview.fingerprint) return again(read.draft, CHANGED);
  const reply = { kind: 'reply' as const, text, attachments, fingerprint };
  const order = { id: submission.id, handoffId, staffId: person.id, action: reply };
  const answer = await context.desk.act(order);
  context.changed();
  if (answer.outcome === 'pending')
    tellLater(context, order, (words) => showIn(context, submission, noticeView('Reply', words)));
  if (answer.outcome === 'refused' && answer.why === 'stale') return again(read.draft, CHANGED);
  const said = actWords(answer);
  return said === null ? null : update(noticeView('Reply', said));
}
