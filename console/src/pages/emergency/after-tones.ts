/** How urgent a review after an emergency is. */
export const afterTones = {
  open: 'tone-amber',
  near: 'tone-amber',
  overdue: 'tone-cinnabar',
  done: 'tone-pine',
} as const;
