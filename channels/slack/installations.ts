import type { Installation, InstallationStore } from '@slack/bolt';
import type { Logger } from '../../src/logger';
import type { Installations } from './ports';
import type { Seal } from './seal';

/** What the library wants thrown for a workspace that is not there. */
export class NotInstalled extends Error {}

/** Organisation-wide installations are kept under the organisation, all others under their workspace. */
const keyOf = ({ isEnterpriseInstall, enterprise, team }: Installation): string =>
  (isEnterpriseInstall ? enterprise?.id : team?.id) ?? '';

/**
 * Bolt's installation store over ours: what Slack gave us at an installation is sealed before it is stored. One that cannot
 * be opened any more (another secret) counts as absent, and the app has to be installed again.
 */
export function createInstallationStore(installations: Installations, seal: Seal, logger: Logger): InstallationStore {
  async function read(key: string | undefined): Promise<Installation | null> {
    const sealed = key ? await installations.find(key) : null;
    if (!key || sealed === null) return null;
    const text = seal.open(sealed, key);
    if (text === null) logger.error({ channel: 'slack' }, 'an installation cannot be opened with SLACK_STATE_SECRET');
    return text === null ? null : (JSON.parse(text) as Installation);
  }

  return {
    storeInstallation: async (installation) => {
      const key = keyOf(installation as Installation);
      if (!key) throw new Error('an installation without workspace');
      await installations.save(key, seal.close(JSON.stringify(installation), key));
    },
    fetchInstallation: async ({ teamId, enterpriseId, isEnterpriseInstall }) => {
      const own = isEnterpriseInstall ? null : await read(teamId);
      const found = own ?? (await read(enterpriseId));
      // The library's type holds every kind of installation at once.
      if (found) return found as never;
      throw new NotInstalled('the app is not installed there');
    },
    deleteInstallation: async ({ teamId, enterpriseId, isEnterpriseInstall }) => {
      const key = isEnterpriseInstall ? enterpriseId : teamId;
      if (key) await installations.remove(key);
    },
  };
}
