import type { DeskPerson } from '../../../src/channel-desk';
import type { DeskSubmission, SubmissionAnswer } from '../desk-port';
import { UNKNOWN_PERSON } from './answers';
import { personFor, type Context } from './context';
import { decide, decisionKind } from './decision-steps';
import { noticeView } from './decision-views';
import { actOnSubmission, isHandoffView } from './handoff-steps';
import { inTime } from './in-time';
import { chooseLines, fileRequest } from './on-behalf-steps';
import { FILE_LINES_VIEW, FILE_VIEW } from './on-behalf-views';
import { previewReply, sendReply } from './reply-steps';
import { REPLY_VIEW, SEND_VIEW } from './reply-views';

function carryOut(context: Context, submission: DeskSubmission, person: DeskPerson): Promise<SubmissionAnswer> {
  const { callbackId } = submission.view;
  const decision = decisionKind(callbackId);
  if (decision) return decide(context, submission, person, decision);
  if (isHandoffView(callbackId)) return actOnSubmission(context, submission, person);
  switch (callbackId) {
    case REPLY_VIEW:
      return previewReply(context, submission, person);
    case SEND_VIEW:
      return sendReply(context, submission, person);
    case FILE_VIEW:
      return chooseLines(context, submission, person);
    case FILE_LINES_VIEW:
      return fileRequest(context, submission, person);
    default:
      return Promise.resolve(null);
  }
}

async function answer(context: Context, submission: DeskSubmission): Promise<SubmissionAnswer> {
  const person = await personFor(context, submission);
  if (!person) return { response_action: 'update', view: noticeView('Desk', UNKNOWN_PERSON) };
  try {
    return await carryOut(context, submission, person);
  } catch (error) {
    const code = error instanceof Error ? error.name : 'unknown';
    context.logger.warn({ station: 'desk', callback: submission.view.callbackId, code }, 'a form could not be handled');
    return {
      response_action: 'update',
      view: noticeView('Desk', 'This did not work. Look at the thread before you try again.'),
    };
  }
}

/** A modal of the desk was submitted: what it shows next, within what Slack waits. */
export async function onSubmission(context: Context, submission: DeskSubmission): Promise<SubmissionAnswer> {
  const slack = await context.slack.of(submission.team);
  return inTime(slack, submission.view.id, 'Desk', answer(context, submission));
}
