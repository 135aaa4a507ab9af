import type { AuthorizeResult, InstallationStore } from '@slack/bolt';
import type { InstallProvider } from '@slack/oauth';
import { DeliveryError } from '../../src/errors';
import { NotInstalled } from './installations';
import type { Installations } from './ports';
import type { WebApi } from './web-api';

/** What the app may do in one workspace, and as whom. */
export interface Authorization {
  team: string;
  token: string;
  botUser: string;
  botId: string;
}

export interface WorkspaceParts {
  /** Of the one workspace that has a token of its own. */
  botToken?: string;
  installer?: Pick<InstallProvider, 'authorize'>;
  store?: InstallationStore;
  installations: Installations;
  webApi: (token: string) => WebApi;
  clock: () => Date;
}

export interface Workspaces {
  /** One workspace with a token of its own, and no others. */
  single: boolean;
  /** Null: the app is not installed there. Rejects with DeliveryError while nobody can tell. */
  of(team: string, enterprise?: string): Promise<Authorization | null>;
  teams(): Promise<string[]>;
  /** What was known of a workspace is looked up again. */
  forget(team: string): void;
  /** The app was removed, or its tokens taken away. */
  remove(team: string, enterprise?: string): Promise<void>;
}

/** How long an authorization is believed, in milliseconds; renewed tokens last for hours. */
const BELIEVED_MS = 60_000;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The library has no other word for a workspace that is not there. */
function absent(error: unknown): null {
  if (error instanceof NotInstalled) return null;
  throw new DeliveryError('store_away', { retryable: true, cause: error });
}

/** The workspaces we may act in, with the tokens for it; renewed ones are stored by the installer itself. */
export function createWorkspaces(parts: WorkspaceParts): Workspaces {
  const known = new Map<string, { at: number; answer: Promise<Authorization | null> }>();
  let own: Promise<Authorization> | null = null;

  /** Whose token it is; asked until Slack has answered once. */
  function ownWorkspace(botToken: string): Promise<Authorization> {
    own ??= parts
      .webApi(botToken)
      .apiCall('auth.test', {})
      .then((answer) => ({
        team: textOf(answer.team_id),
        token: botToken,
        botUser: textOf(answer.user_id),
        botId: textOf(answer.bot_id),
      }));
    own.catch(() => (own = null));
    return own;
  }

  /** A workspace without an installation of its own may belong to an organisation that has one. */
  async function organisations(enterprise?: string): Promise<string[]> {
    if (enterprise !== undefined) return [enterprise];
    return (await parts.installations.keys()).filter((key) => key.startsWith('E'));
  }

  async function installed(team: string, enterprise?: string): Promise<Authorization | null> {
    const { installer, store } = parts;
    if (!installer || !store) return null;
    for (const one of [undefined, ...(await organisations(enterprise))]) {
      const query = { teamId: team, enterpriseId: one, isEnterpriseInstall: false };
      const there = await store.fetchInstallation(query as never).catch(absent);
      if (!there) continue;
      const result: AuthorizeResult = await installer.authorize(query as never);
      return {
        team,
        token: textOf(result.botToken),
        botUser: textOf(result.botUserId),
        botId: textOf(result.botId),
      };
    }
    return null;
  }

  async function find(team: string, enterprise?: string): Promise<Authorization | null> {
    if (parts.botToken !== undefined) {
      const first = await ownWorkspace(parts.botToken);
      if (first.team === team) return first;
    }
    return installed(team, enterprise);
  }

  return {
    single: parts.botToken !== undefined && parts.installer === undefined,
    of: (team, enterprise) => {
      const now = parts.clock().getTime();
      const kept = known.get(team);
      if (kept && now - kept.at < BELIEVED_MS && now >= kept.at) return kept.answer;
      const answer = find(team, enterprise);
      known.set(team, { at: now, answer });
      // Neither a failure nor a workspace that is not there yet is remembered.
      answer.then(
        (found) => found ?? known.delete(team),
        () => known.delete(team),
      );
      return answer;
    },
    teams: async () => {
      const first = parts.botToken === undefined ? [] : [(await ownWorkspace(parts.botToken)).team];
      const others = parts.installer ? await parts.installations.keys() : [];
      return [...new Set([...first, ...others])];
    },
    forget: (team) => void known.delete(team),
    remove: async (team, enterprise) => {
      known.delete(team);
      await parts.store?.deleteInstallation?.({
        teamId: team,
        enterpriseId: enterprise,
        isEnterpriseInstall: false,
      } as never);
    },
  };
}
