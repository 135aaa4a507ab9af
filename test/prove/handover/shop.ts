import type { SlackStandIn, User } from '../../../src/sandbox/slack';
import { STAFF_TOKEN } from '../service-child';
import type { Scene } from './scene';

export const DESK_CHANNEL = 'C0000000DESK';

/** Somebody works here at any hour. */
export async function openShop({ service }: Scene): Promise<void> {
  const { caller } = await service.up();
  const calendar = { days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' };
  const { status } = await caller.call('PATCH', '/api/v1/settings', STAFF_TOKEN, { calendar });
  if (status !== 200) throw new Error(`settings were answered with ${status}`);
}

/** A member of staff with an account in Slack, who is in the desk channel. */
export async function createStaff(
  { service }: Scene,
  { workspace }: SlackStandIn,
  name: string,
  roles: string[],
): Promise<{ user: User; id: string }> {
  const email = `${name.toLowerCase()}@shop.example`;
  const user = workspace.addUser({ name: name.toLowerCase(), realName: name, email });
  workspace.visible(DESK_CHANNEL).members.add(user.id);
  const { caller } = await service.up();
  const person = { name, email, roles, slack: { team: workspace.id, user: user.id } };
  const { status, json } = await caller.call('POST', '/api/v1/staff', STAFF_TOKEN, person);
  if (status >= 300) throw new Error(`staff was answered with ${status}`);
  return { user, id: (json as { id: string }).id };
}
