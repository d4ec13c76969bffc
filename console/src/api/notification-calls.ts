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
import { call, callVoid, withQuery, type Query } from './http.js';

type Signal = AbortSignal | undefined;

export const getUnread = (signal?: Signal) => call(UnreadCount, '/notifications/unread', { signal });
export const getNotifications = (query: Query, signal?: Signal) =>
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
