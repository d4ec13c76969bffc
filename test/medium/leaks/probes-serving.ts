/** What to send for what lets a finding pass, and for what is served, where an id stands in the path. */
export const servingBodies: Record<string, () => unknown> = {
  'POST /api/v1/announcements/:id/passes': () => ({ revision: 1, reasons: { found: '依法公开' } }),
  'POST /api/v1/announcements/:id/passes/ask': () => ({ revision: 1 }),
  'PUT /api/v1/announcements/:id/party': () => ({ name: '某公司' }),
  'POST /api/v1/announcements/:id/service': () => ({ way: 'direct', on: '2026-11-23', receiver: '某人' }),
};
