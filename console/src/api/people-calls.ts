import { Me } from '../../../src/contract/api/common.js';
import {
  MemberView,
  MemberWithPassword,
  type CreateMember,
  type OfficeFields,
  type UpdateMember,
} from '../../../src/contract/api/identity.js';
import {
  DepartmentView,
  InvitationView,
  InvitationWithLink,
  type CreateDepartment,
  type CreateInvitation,
  type UpdateDepartment,
} from '../../../src/contract/api/people.js';
import { z } from 'zod';
import { call, callVoid } from './http.js';

export const getMembers = (signal?: AbortSignal) => call(z.array(MemberView), '/members', { signal });
export const createMember = (body: CreateMember) =>
  call(MemberWithPassword, '/members', { method: 'POST', body });
export const changeMember = (id: string, body: UpdateMember) =>
  call(MemberView, `/members/${id}`, { method: 'PATCH', body });
export const resetPassword = (id: string) =>
  call(MemberWithPassword, `/members/${id}/password`, { method: 'POST', body: {} });
export const nameOffice = (body: OfficeFields) => call(Me, '/office', { method: 'PUT', body });
export const resetMemberFactor = (id: string) =>
  callVoid(`/members/${id}/second-factor`, { method: 'DELETE' });
export const getInvitations = (signal?: AbortSignal) =>
  call(z.array(InvitationView), '/invitations', { signal });
export const createInvitation = (body: CreateInvitation) =>
  call(InvitationWithLink, '/invitations', { method: 'POST', body });
export const withdrawInvitation = (id: string) => callVoid(`/invitations/${id}`, { method: 'DELETE' });
export const getDepartments = (signal?: AbortSignal) =>
  call(z.array(DepartmentView), '/departments', { signal });
export const createDepartment = (body: CreateDepartment) =>
  call(DepartmentView, '/departments', { method: 'POST', body });
export const changeDepartment = (id: string, body: UpdateDepartment) =>
  call(DepartmentView, `/departments/${id}`, { method: 'PATCH', body });
