import type { ModalView } from '@slack/types';
import type { SubmissionAnswer } from '../desk-port';
import type { SlackClient } from '../client';
import { noticeView } from './decision-views';

/** Slack waits 3 s for the answer to a submission; ours is on its way by then. */
const PATIENCE_MS = 2_000;

const WORKING = 'Working on it …';

/** What an answer shows when its modal was answered already. */
function afterwards(title: string, answer: SubmissionAnswer): ModalView {
  if (answer === null || answer.response_action === 'clear') return noticeView(title, 'Done.');
  if (answer.response_action === 'errors') return noticeView(title, Object.values(answer.errors).join('\n'));
  return answer.view as ModalView;
}

/** The answer to a submission, or word that it is being worked on; then the modal shows the answer when there is one. */
export async function inTime(
  slack: SlackClient | null,
  viewId: string,
  title: string,
  work: Promise<SubmissionAnswer>,
): Promise<SubmissionAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), PATIENCE_MS);
  });
  const first = await Promise.race([work, late]).finally(() => clearTimeout(timer));
  if (first !== 'late') return first;
  const show = async (view: ModalView): Promise<void> =>
    void (await slack?.call('views.update', { view_id: viewId, view }));
  void work
    .then((answer) => show(afterwards(title, answer)))
    .catch(() => show(noticeView(title, 'This did not work. Look at the thread before you try again.')))
    .catch(() => undefined);
  return { response_action: 'update', view: noticeView(title, WORKING) };
}
