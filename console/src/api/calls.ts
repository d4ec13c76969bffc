import { API_PREFIX, Me } from '../../../src/contract/api/common.js';
import {
  ChannelView,
  TargetSettings,
  TargetView,
  type CreateTarget,
  type UpdateTarget,
} from '../../../src/contract/api/targets.js';
import { HandoffView, TaskPage } from '../../../src/contract/api/tasks.js';
import { PickupPage, PressReleasePage } from '../../../src/contract/api/press.js';
import type { Answers } from '../../../src/contract/person.js';
import {
  AnnouncementRecord,
  BoardPage,
  DeliveryDetail,
  LedgerPage,
  ReleaseGroupList,
  ReleaseGroupView,
  ReleaseView,
  type CreateReleaseGroup,
  type RepairDelivery,
  type ResolveDelivery,
} from '../../../src/contract/api/delivery.js';
import {
  RecallAnswer,
  RecallPage,
  RecallProgress,
  RecallScope,
  type CreateRecall,
  type DecideRecall,
} from '../../../src/contract/api/recall.js';
import {
  AnnouncementDetail,
  AnnouncementPage,
  PreviewAnswer,
  SavedDraft,
  SubmittedVersion,
  type BeginCorrection,
  type CreateDraft,
  type PreviewDraft,
  type SaveDraft,
} from '../../../src/contract/api/intake.js';
import {
  ReviewPage,
  VersionDetail,
  type CreateRelease,
  type Decide,
} from '../../../src/contract/api/review.js';
import {
  ScreenList,
  ScreenView,
  type ClaimScreen,
  type UpdateScreen,
} from '../../../src/contract/api/screens.js';
import {
  MemberView,
  MemberWithPassword,
  type CreateMember,
  type OfficeFields,
  type UpdateMember,
} from '../../../src/contract/api/identity.js';
import {
  AccountView,
  DepartmentView,
  InvitationView,
  InvitationWithLink,
  RecoveryCodes,
  SecondFactorBegun,
  TokenWithSecret,
  type CreateDepartment,
  type CreateInvitation,
  type CreateToken,
  type UpdateDepartment,
} from '../../../src/contract/api/people.js';
import { CalendarPage, type CalendarQuery } from '../../../src/contract/api/calendar.js';
import { ProcedureView, type Procedure } from '../../../src/contract/api/procedure.js';
import {
  HookView,
  HookWithSecret,
  type CreateHook,
  type UpdateHook,
} from '../../../src/contract/api/hooks.js';
import {
  MailServerView,
  NotificationMail,
  type SetMailServer,
  type SetNotificationMail,
} from '../../../src/contract/api/notification-mail.js';
import { NotificationPage, UnreadCount } from '../../../src/contract/api/notifications.js';
import { z } from 'zod';
import { call, callFile, callVoid, withQuery } from './http.js';

type Filter = Record<string, string | number | boolean | undefined>;
type Signal = AbortSignal | undefined;

export const getMe = () => call(Me, '/me');
export const getTargets = () => call(z.array(TargetView), '/targets');
export const getChannels = (signal?: Signal) => call(z.array(ChannelView), '/targets/channels', { signal });
export const getTargetSettings = (id: string, signal?: Signal) =>
  call(TargetSettings, `/targets/${id}/settings`, { signal });
export const createTarget = (body: CreateTarget) => call(TargetView, '/targets', { method: 'POST', body });
export const changeTarget = (id: string, body: UpdateTarget) =>
  call(TargetView, `/targets/${id}`, { method: 'PATCH', body });

export const getAnnouncements = (filter: Filter, signal?: Signal) =>
  call(AnnouncementPage, withQuery('/announcements', filter), { signal });
export const getAnnouncement = (id: string, signal?: Signal) =>
  call(AnnouncementDetail, `/announcements/${id}`, { signal });
export const createDraft = (body: CreateDraft) =>
  call(AnnouncementDetail, '/announcements', { method: 'POST', body });
/** A new draft with what this one said and where it went. */
export const copyAnnouncement = (id: string) =>
  call(AnnouncementDetail, `/announcements/${id}/copy`, { method: 'POST', body: {} });
export const saveDraft = (id: string, body: SaveDraft, keepalive = false) =>
  call(SavedDraft, `/announcements/${id}/draft`, { method: 'PUT', body, keepalive });
export const deleteDraft = (id: string) => callVoid(`/announcements/${id}`, { method: 'DELETE' });
export const previewDraft = (body: PreviewDraft, signal?: Signal) =>
  call(PreviewAnswer, '/announcements/preview', { method: 'POST', body, signal });
export const submitDraft = (id: string, revision: number) =>
  call(SubmittedVersion, `/announcements/${id}/submit`, { method: 'POST', body: { revision } });

export const withdrawSubmission = (id: string) =>
  call(AnnouncementDetail, `/announcements/${id}/withdraw`, { method: 'POST', body: {} });

export const beginCorrection = (id: string, body: BeginCorrection) =>
  call(AnnouncementDetail, `/announcements/${id}/correction`, { method: 'POST', body });
export const discardCorrection = (id: string) =>
  call(AnnouncementDetail, `/announcements/${id}/correction`, { method: 'DELETE' });

export const getReviews = (filter: Filter, signal?: Signal) =>
  call(ReviewPage, withQuery('/reviews', filter), { signal });
export const getVersion = (id: string, signal?: Signal) => call(VersionDetail, `/versions/${id}`, { signal });
export const decide = (id: string, body: Decide) =>
  call(VersionDetail, `/versions/${id}/decisions`, { method: 'POST', body });
export const createRelease = (versionId: string, body: CreateRelease) =>
  call(ReleaseView, `/versions/${versionId}/release`, { method: 'POST', body });

export const createReleaseGroup = (body: CreateReleaseGroup) =>
  call(ReleaseGroupView, '/release-groups', { method: 'POST', body });
/** Those that have neither gone nor been dissolved. */
export const getReleaseGroups = (signal?: Signal) => call(ReleaseGroupList, '/release-groups', { signal });
export const getReleaseGroup = (id: string, signal?: Signal) =>
  call(ReleaseGroupView, `/release-groups/${id}`, { signal });
export const dissolveReleaseGroup = (id: string) =>
  call(ReleaseGroupView, `/release-groups/${id}/dissolve`, { method: 'POST', body: {} });

export const getBoard = (filter: Filter, signal?: Signal) =>
  call(BoardPage, withQuery('/board', filter), { signal });
export const getDelivery = (id: string, signal?: Signal) =>
  call(DeliveryDetail, `/deliveries/${id}`, { signal });
export const resolveDelivery = (id: string, body: ResolveDelivery) =>
  callVoid(`/deliveries/${id}/resolve`, { method: 'POST', body });
export const repairDelivery = (id: string, body: RepairDelivery) =>
  callVoid(`/deliveries/${id}/repair`, { method: 'POST', body });

export const getRecallScope = (id: string, signal?: Signal) =>
  call(RecallScope, `/announcements/${id}/recall-scope`, { signal });
export const createRecall = (id: string, body: CreateRecall) =>
  call(RecallAnswer, `/announcements/${id}/recall`, { method: 'POST', body });
export const getRecalls = (filter: Filter, signal?: Signal) =>
  call(RecallPage, withQuery('/recalls', filter), { signal });
export const getRecall = (id: string, signal?: Signal) => call(RecallProgress, `/recalls/${id}`, { signal });
export const decideRecall = (id: string, body: DecideRecall) =>
  call(RecallProgress, `/recalls/${id}/decision`, { method: 'POST', body });
/** Where the document that proves a recall is. */
export const recallProofUrl = (id: string, kind: 'html' | 'pdf') =>
  `${API_PREFIX}/recalls/${id}/proof.${kind}`;

export const getTasks = (filter: Filter, signal?: Signal) =>
  call(TaskPage, withQuery('/tasks', filter), { signal });
export const answerTask = (id: string, answers: Answers) =>
  call(DeliveryDetail, `/tasks/${id}/answers`, { method: 'POST', body: { answers } });
export const getHandoff = (deliveryId: string, signal?: Signal) =>
  call(HandoffView, `/deliveries/${deliveryId}/handoff`, { signal });

export const getPressReleases = (filter: Filter, signal?: Signal) =>
  call(PressReleasePage, withQuery('/press/releases', filter), { signal });
export const getPickups = (filter: Filter, signal?: Signal) =>
  call(PickupPage, withQuery('/pickups', filter), { signal });
export const createPickup = (deliveryId: string, answers: Answers) =>
  call(DeliveryDetail, `/deliveries/${deliveryId}/pickups`, { method: 'POST', body: { answers } });

export const getRecord = (id: string, signal?: Signal) =>
  call(AnnouncementRecord, `/announcements/${id}/record`, { signal });
export const getReceipt = (announcementId: string) => callFile(`/announcements/${announcementId}/receipt`);
/** The script that checks receipts. */
export const receiptScriptUrl = `${API_PREFIX}/receipts/verify-receipt.mjs`;
export const getLedger = (filter: Filter, signal?: Signal) =>
  call(LedgerPage, withQuery('/ledger', filter), { signal });

export const getScreens = (signal?: Signal) => call(ScreenList, '/screens', { signal });
export const claimScreen = (body: ClaimScreen) =>
  call(ScreenView, '/screens/claim', { method: 'POST', body });
export const changeScreen = (id: string, body: UpdateScreen) =>
  callVoid(`/screens/${id}`, { method: 'PATCH', body });
export const revokeScreen = (id: string) => callVoid(`/screens/${id}`, { method: 'DELETE' });

export const getMembers = (signal?: Signal) => call(z.array(MemberView), '/members', { signal });
export const createMember = (body: CreateMember) =>
  call(MemberWithPassword, '/members', { method: 'POST', body });
export const changeMember = (id: string, body: UpdateMember) =>
  call(MemberView, `/members/${id}`, { method: 'PATCH', body });
export const resetPassword = (id: string) =>
  call(MemberWithPassword, `/members/${id}/password`, { method: 'POST', body: {} });
export const nameOffice = (body: OfficeFields) => call(Me, '/office', { method: 'PUT', body });

export const resetMemberFactor = (id: string) =>
  callVoid(`/members/${id}/second-factor`, { method: 'DELETE' });
export const getInvitations = (signal?: Signal) => call(z.array(InvitationView), '/invitations', { signal });
export const createInvitation = (body: CreateInvitation) =>
  call(InvitationWithLink, '/invitations', { method: 'POST', body });
export const withdrawInvitation = (id: string) => callVoid(`/invitations/${id}`, { method: 'DELETE' });
export const getDepartments = (signal?: Signal) => call(z.array(DepartmentView), '/departments', { signal });
export const createDepartment = (body: CreateDepartment) =>
  call(DepartmentView, '/departments', { method: 'POST', body });
export const changeDepartment = (id: string, body: UpdateDepartment) =>
  call(DepartmentView, `/departments/${id}`, { method: 'PATCH', body });

export const getAccount = (signal?: Signal) => call(AccountView, '/me/account', { signal });
export const endSession = (id: string) => callVoid(`/me/sessions/${id}`, { method: 'DELETE' });
export const endOtherSessions = () => callVoid('/me/sessions', { method: 'DELETE' });
export const beginSecondFactor = () =>
  call(SecondFactorBegun, '/me/second-factor', { method: 'POST', body: {} });
export const confirmSecondFactor = (code: string) =>
  call(RecoveryCodes, '/me/second-factor/confirm', { method: 'POST', body: { code } });
export const removeSecondFactor = () => callVoid('/me/second-factor', { method: 'DELETE' });
export const createToken = (body: CreateToken) =>
  call(TokenWithSecret, '/me/tokens', { method: 'POST', body });
export const revokeToken = (id: string) => callVoid(`/me/tokens/${id}`, { method: 'DELETE' });

export const getCalendar = (span: CalendarQuery, signal?: Signal) =>
  call(CalendarPage, withQuery('/calendar', span), { signal });
export const moveRelease = (id: string, publishAt: string) =>
  callVoid(`/releases/${id}/move`, { method: 'POST', body: { publishAt } });

export const getProcedures = (signal?: Signal) => call(z.array(ProcedureView), '/procedures', { signal });
export const setProcedure = (category: string, procedure: Procedure) =>
  call(z.array(ProcedureView), '/procedures', { method: 'PUT', body: { category, procedure } });
export const removeProcedure = (category: string) =>
  call(z.array(ProcedureView), withQuery('/procedures', { category }), { method: 'DELETE' });

export const getUnread = (signal?: Signal) => call(UnreadCount, '/notifications/unread', { signal });
export const getNotifications = (query: Filter, signal?: Signal) =>
  call(NotificationPage, withQuery('/notifications', query), { signal });
export const readNotification = (id: string) => callVoid(`/notifications/${id}/read`, { method: 'POST' });
export const readNotifications = (until: string) =>
  callVoid('/notifications/read', { method: 'POST', body: { until } });

export const getHooks = (signal?: Signal) => call(z.array(HookView), '/hooks', { signal });
export const createHook = (body: CreateHook) => call(HookWithSecret, '/hooks', { method: 'POST', body });
export const changeHook = (id: string, body: UpdateHook) =>
  call(HookView, `/hooks/${id}`, { method: 'PATCH', body });
export const removeHook = (id: string) => callVoid(`/hooks/${id}`, { method: 'DELETE' });
export const testHook = (id: string) => call(HookView, `/hooks/${id}/test`, { method: 'POST' });

export const getMailServer = (signal?: Signal) => call(MailServerView, '/mail-server', { signal });
export const setMailServer = (body: SetMailServer) =>
  call(MailServerView, '/mail-server', { method: 'PUT', body });
export const removeMailServer = () => callVoid('/mail-server', { method: 'DELETE' });
export const testMailServer = (to: string) =>
  call(MailServerView, '/mail-server/test', { method: 'POST', body: { to } });
export const getNotificationMail = (signal?: Signal) =>
  call(NotificationMail, '/notifications/mail', { signal });
export const setNotificationMail = (body: SetNotificationMail) =>
  call(NotificationMail, '/notifications/mail', { method: 'PUT', body });
