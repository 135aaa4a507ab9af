import { AppError } from '../../../src/errors';
import type { DeskAction, DeskOption, DeskOptions, DeskSurface, DeskSurfaceParts } from '../desk-port';
import { onAction } from './actions';
import { createChannelGuard } from './channel-guard';
import { createMembers } from './channel-members';
import { onCommand } from './commands';
import { personFor, say, type Context } from './context';
import { transferOptions } from './handoff-steps';
import { createHomes } from './homes';
import { LIMITS } from './limits';
import { createLinks } from './links';
import { createNotes } from './notes';
import { createPeopleChanges } from './people-changes';
import { createProjector, type Pace } from './projector';
import { onSubmission } from './submissions';
import { createThreadPosts } from './thread-posts';

const TROUBLE = 'This did not work; look at the thread before you try again.';

/** The desk in Slack: threads, buttons, modals and Home tabs over the `Desk` of channel-desk.ts. */
export function createDeskSurface(parts: DeskSurfaceParts, pace?: Pace): DeskSurface {
  const { desk, client, slack, channels, clock, logger } = parts;
  const members = createMembers();
  const guard = createChannelGuard(members, clock);
  const linksTo = createLinks(desk, slack);
  const redraw = async (action: DeskAction): Promise<boolean> =>
    action.view?.type === 'home' && (await homes.open(action));
  const context: Context = { desk, client, slack, channels, logger, changed: () => projector.nudge(), redraw };
  const homes = createHomes(context, linksTo);
  const posts = createThreadPosts(desk);
  const projecting = { desk, slack, channels, guard, posts, logger, changed: () => homes.changed() };
  const projector = createProjector(projecting, pace);
  const people = createPeopleChanges(context, guard, members);
  desk.onChange(() => projector.nudge());

  /** Whoever clicked hears of it in any case; the log hears what kind of trouble it was. */
  async function troubled(action: DeskAction, error: unknown): Promise<void> {
    const code = error instanceof AppError ? error.code : error instanceof Error ? error.name : 'unknown';
    logger.warn({ station: 'desk', action: action.actionId, code }, 'a click could not be handled');
    await say(context, action, TROUBLE).catch(() => undefined);
  }

  async function options(asked: DeskOptions): Promise<DeskOption[]> {
    const person = await personFor(context, asked);
    if (!person || asked.actionId !== 'desk.transfer.to') return [];
    return (await transferOptions(context, person, asked.query)).slice(0, LIMITS.options);
  }

  return {
    action: (action) => onAction(context, action).catch((error: unknown) => troubled(action, error)),
    submission: (submission) => onSubmission(context, submission),
    closed: () => Promise.resolve(),
    options,
    command: (command) => onCommand(context, command, linksTo),
    message: createNotes(context),
    home: (who) => homes.open(who),
    joined: (joined) => people.joined(joined),
    user: (changed) => people.user(changed),
    uninstalled: (team) => Promise.resolve(guard.forget(team)),
    start: () => projector.start(),
    stop: async () => {
      homes.stop();
      await projector.stop();
    },
  };
}
