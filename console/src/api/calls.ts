import { API_PREFIX, Me } from '../../../src/contract/api/common.js';
import {
  ChannelView,
  TargetSettings,
  TargetView,
  type CreateTarget,
  type UpdateTarget,
} from '../../../src/contract/api/targets.js';
import {
  WorkdayYearList,
  WorkdayYearView,
  type SaveWorkdayYear,
  type WorkdayQuery,
} from '../../../src/contract/api/workdays.js';
import {
  AnnouncementNotice,
  ObjectionList,
  OpenNoticeList,
  type CloseNotice,
  type ExtendNotice,
  type RecordObjection,
  type SettleObjection,
} from '../../../src/contract/api/notices.js';
import { HandoffView, TaskPage } from '../../../src/contract/api/tasks.js';
import { PickupPage, PressReleasePage } from '../../../src/contract/api/press.js';
import type { Answers } from '../../../src/contract/person.js';
import {
  AnnouncementRecord,
  BoardPage,
  DeliveryDetail,
  LedgerPage,
  PersonalReadPage,
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
  AttachedFile,
  PreviewAnswer,
  SavedDraft,
  SubmittedVersion,
  type BeginCorrection,
  type CreateDraft,
  type PreviewDraft,
  type SaveDraft,
  type CleanFile,
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
  ImportedWords,
  WatchedWordList,
  WatchedWordView,
  type WatchedWord,
} from '../../../src/contract/api/dictionary.js';
import type { Hash } from '../../../src/contract/values.js';
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
export const announcementPath = (id: string) => `/announcements/${id}`;
export const getAnnouncement = (id: string, signal?: Signal) =>
  call(AnnouncementDetail, announcementPath(id), { signal });
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

/** A cleaned or masked copy of a file; the file itself stays. */
export const cleanBlob = (hash: Hash, body: z.input<typeof CleanFile>) =>
  call(AttachedFile, `/blobs/${hash}/clean`, { method: 'POST', body });

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
/** Where a picture stands that somebody added to a report on a delivery. */
export const evidenceUrl = (deliveryId: string, hash: string): string =>
  `${API_PREFIX}/deliveries/${deliveryId}/evidence/${hash}`;
export const createPickup = (deliveryId: string, answers: Answers) =>
  call(DeliveryDetail, `/deliveries/${deliveryId}/pickups`, { method: 'POST', body: { answers } });

export const getRecord = (id: string, signal?: Signal) =>
  call(AnnouncementRecord, `/announcements/${id}/record`, { signal });
export const getPersonalReads = (filter: Filter, signal?: Signal) =>
  call(PersonalReadPage, withQuery('/personal-reads', filter), { signal });
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

export const getWorkdays = (years: WorkdayQuery, signal?: Signal) =>
  call(WorkdayYearList, withQuery('/workdays', years), { signal });
export const saveWorkdays = (body: SaveWorkdayYear) =>
  call(WorkdayYearView, '/workdays', { method: 'PUT', body });

export const getNotice = (announcementId: string, signal?: Signal) =>
  call(AnnouncementNotice, `/announcements/${announcementId}/notice`, { signal });
export const getOpenNotices = (signal?: Signal) => call(OpenNoticeList, '/notices', { signal });
export const extendNotice = (announcementId: string, body: ExtendNotice) =>
  callVoid(`/announcements/${announcementId}/notice/extension`, { method: 'POST', body });
export const closeNotice = (announcementId: string, body: CloseNotice) =>
  callVoid(`/announcements/${announcementId}/notice/closing`, { method: 'POST', body });
export const getObjections = (announcementId: string, signal?: Signal) =>
  call(ObjectionList, `/announcements/${announcementId}/objections`, { signal });
export const recordObjection = (announcementId: string, body: RecordObjection) =>
  callVoid(`/announcements/${announcementId}/objections`, { method: 'POST', body });
export const settleObjection = (id: string, body: SettleObjection) =>
  callVoid(`/objections/${id}/result`, { method: 'POST', body });

export const getDictionary = (signal?: Signal) => call(WatchedWordList, '/dictionary', { signal });
export const addWord = (body: WatchedWord) => call(WatchedWordView, '/dictionary', { method: 'POST', body });
export const changeWord = (id: string, body: WatchedWord) =>
  call(WatchedWordView, `/dictionary/${id}`, { method: 'PUT', body });
export const removeWord = (id: string) => callVoid(`/dictionary/${id}`, { method: 'DELETE' });
export const importWords = (csv: string) =>
  call(ImportedWords, '/dictionary/import', { method: 'POST', body: { csv } });
