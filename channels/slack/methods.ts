import type {
  AuthTestArguments,
  AuthTestResponse,
  BotsInfoArguments,
  BotsInfoResponse,
  ChatDeleteArguments,
  ChatDeleteResponse,
  ChatGetPermalinkArguments,
  ChatGetPermalinkResponse,
  ChatPostEphemeralArguments,
  ChatPostEphemeralResponse,
  ChatPostMessageArguments,
  ChatPostMessageResponse,
  ChatUpdateArguments,
  ChatUpdateResponse,
  ConversationsHistoryArguments,
  ConversationsHistoryResponse,
  ConversationsInfoArguments,
  ConversationsInfoResponse,
  ConversationsListArguments,
  ConversationsListResponse,
  ConversationsMembersArguments,
  ConversationsMembersResponse,
  ConversationsOpenArguments,
  ConversationsOpenResponse,
  ConversationsRepliesArguments,
  ConversationsRepliesResponse,
  FilesCompleteUploadExternalArguments,
  FilesCompleteUploadExternalResponse,
  FilesGetUploadURLExternalArguments,
  FilesGetUploadURLExternalResponse,
  FilesInfoArguments,
  FilesInfoResponse,
  ReactionsAddArguments,
  ReactionsAddResponse,
  TeamInfoArguments,
  TeamInfoResponse,
  UsersConversationsArguments,
  UsersConversationsResponse,
  UsersInfoArguments,
  UsersInfoResponse,
  UsersListArguments,
  UsersListResponse,
  UsersLookupByEmailArguments,
  UsersLookupByEmailResponse,
  ViewsOpenArguments,
  ViewsOpenResponse,
  ViewsPublishArguments,
  ViewsPublishResponse,
  ViewsPushArguments,
  ViewsPushResponse,
  ViewsUpdateArguments,
  ViewsUpdateResponse,
} from '@slack/web-api';

/** The methods of Slack's Web API that we call, with the library's own types of what goes in and what comes out. */
export interface SlackMethods {
  'auth.test': [AuthTestArguments, AuthTestResponse];
  'bots.info': [BotsInfoArguments, BotsInfoResponse];
  'chat.delete': [ChatDeleteArguments, ChatDeleteResponse];
  'chat.getPermalink': [ChatGetPermalinkArguments, ChatGetPermalinkResponse];
  'chat.postEphemeral': [ChatPostEphemeralArguments, ChatPostEphemeralResponse];
  'chat.postMessage': [ChatPostMessageArguments, ChatPostMessageResponse];
  /** The types ask for metadata; Slack keeps what the message has when none is given. */
  'chat.update': [Partial<Pick<ChatUpdateArguments, 'metadata'>> & Unmarked<ChatUpdateArguments>, ChatUpdateResponse];
  'conversations.history': [ConversationsHistoryArguments, ConversationsHistoryResponse];
  'conversations.info': [ConversationsInfoArguments, ConversationsInfoResponse];
  'conversations.list': [ConversationsListArguments, ConversationsListResponse];
  'conversations.members': [ConversationsMembersArguments, ConversationsMembersResponse];
  'conversations.open': [ConversationsOpenArguments, ConversationsOpenResponse];
  'conversations.replies': [ConversationsRepliesArguments, ConversationsRepliesResponse];
  'files.completeUploadExternal': [FilesCompleteUploadExternalArguments, FilesCompleteUploadExternalResponse];
  'files.getUploadURLExternal': [FilesGetUploadURLExternalArguments, FilesGetUploadURLExternalResponse];
  'files.info': [FilesInfoArguments, FilesInfoResponse];
  'reactions.add': [ReactionsAddArguments, ReactionsAddResponse];
  'team.info': [TeamInfoArguments, TeamInfoResponse];
  'users.conversations': [UsersConversationsArguments, UsersConversationsResponse];
  'users.info': [UsersInfoArguments, UsersInfoResponse];
  'users.list': [UsersListArguments, UsersListResponse];
  'users.lookupByEmail': [UsersLookupByEmailArguments, UsersLookupByEmailResponse];
  'views.open': [ViewsOpenArguments, ViewsOpenResponse];
  'views.publish': [ViewsPublishArguments, ViewsPublishResponse];
  'views.push': [ViewsPushArguments, ViewsPushResponse];
  'views.update': [ViewsUpdateArguments, ViewsUpdateResponse];
}

type Unmarked<T> = T extends unknown ? Omit<T, 'metadata'> : never;

export type SlackMethod = keyof SlackMethods;
export type SlackArguments<M extends SlackMethod> = SlackMethods[M][0];
export type SlackResult<M extends SlackMethod> = SlackMethods[M][1];
