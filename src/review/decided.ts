import { sql } from 'kysely';

/** The steps of the version `v` that were decided, and by whom: `{ step, memberId, forId }[]`, `forId` for whom where it was for another. */
export const decidedOfVersion = sql`coalesce(
  (select jsonb_agg(jsonb_build_object('step', d.step, 'memberId', d.member_id, 'forId', d.for_member_id)) from decision d where d.version_id = v.id), '[]')`;

/** How the decision `d` was taken, when not by the member's own hand at a screen: `DecidedHow`. */
export const decidedHow = sql`json_build_object('behalf', (
  select json_build_object('id', fm.id, 'name', fm.name) from member fm where fm.id = d.for_member_id), 'paper', (
  select json_build_object('recordId', p.id, 'signedOn', to_char(p.signed_on, 'YYYY-MM-DD'),
    'recordedBy', json_build_object('id', pr.id, 'name', pr.name),
    'confirmedBy', json_build_object('id', pc.id, 'name', pc.name))
  from paper_record p join member pr on pr.id = p.recorded_by join member pc on pc.id = p.checked_by
  where p.id = d.paper_id))`;
